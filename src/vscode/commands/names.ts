/** Every command the extension registers. Those of the first group are public; scripts and key bindings rely on them. */
export const COMMANDS = {
  lookUpAccessKey: "keytrail.lookUpAccessKey",
  lookUpProducts: "keytrail.lookUpProducts",
  lookUpKmsKey: "keytrail.lookUpKmsKey",
  showUsage: "keytrail.showUsage",
  addAccount: "keytrail.addAccount",
  removeAccount: "keytrail.removeAccount",
  addKey: "keytrail.addKey",
  removeKey: "keytrail.removeKey",
  refresh: "keytrail.refresh",
  scanWorkspace: "keytrail.scanWorkspace",
  trySample: "keytrail.trySample",
  showLog: "keytrail.showLog",

  refreshKey: "keytrail.refreshKey",
  copyUsage: "keytrail.copyUsage",
  copyKeyId: "keytrail.copyKeyId",
  copyPolicy: "keytrail.copyPolicy",
  openInConsole: "keytrail.openInConsole",
  allowProfile: "keytrail.allowProfile",
  openSettings: "keytrail.openSettings",

  cancelScan: "keytrail.cancelScan",
  lookUpWorkspaceKeys: "keytrail.lookUpWorkspaceKeys",
  groupByFile: "keytrail.groupByFile",
  groupByKey: "keytrail.groupByKey",
  dismissFinding: "keytrail.dismissFinding",
  restoreFinding: "keytrail.restoreFinding",
  openDismissals: "keytrail.openDismissals",
  replaceByVariable: "keytrail.replaceByVariable",
} as const;

/** What each command does; it gets what a menu, a link or a script hands over. */
export type Commands = Readonly<
  Record<(typeof COMMANDS)[keyof typeof COMMANDS], (argument?: unknown) => unknown>
>;
