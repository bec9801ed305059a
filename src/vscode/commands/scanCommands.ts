import type { Services } from "../services";
import { COMMANDS } from "./names";

/** The commands that are about the files of the workspace; what they need is loaded with the first one that is run. */
export function scanCommands({ workspaceKeys }: Services) {
  return { [COMMANDS.scanWorkspace]: async () => (await workspaceKeys()).scanInSight() };
}
