import { COMMANDS } from "./names";

/** Those about the keys of the workspace, which are loaded after all the rest. */
export const FINDING_COMMANDS = [
  COMMANDS.scanWorkspace,
  COMMANDS.cancelScan,
  COMMANDS.lookUpWorkspaceKeys,
  COMMANDS.groupByFile,
  COMMANDS.groupByKey,
  COMMANDS.dismissFinding,
  COMMANDS.restoreFinding,
  COMMANDS.openDismissals,
  COMMANDS.replaceByVariable,
] as const;

/** The name of such a command. */
export type FindingCommandName = (typeof FINDING_COMMANDS)[number];
