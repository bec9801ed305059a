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
  exportReport: "keytrail.exportReport",
  scanWorkspace: "keytrail.scanWorkspace",
  trySample: "keytrail.trySample",
  showLog: "keytrail.showLog",
  listAccountKeys: "keytrail.listAccountKeys",
  lookUpAll: "keytrail.lookUpAll",
  pinKey: "keytrail.pinKey",

  refreshKey: "keytrail.refreshKey",
  copyUsage: "keytrail.copyUsage",
  copyEvidence: "keytrail.copyEvidence",
  copyKeyId: "keytrail.copyKeyId",
  copyPolicy: "keytrail.copyPolicy",
  showReport: "keytrail.showReport",
  openInConsole: "keytrail.openInConsole",
  allowProfile: "keytrail.allowProfile",
  openSettings: "keytrail.openSettings",
  hideAccountKeys: "keytrail.hideAccountKeys",
  stopListing: "keytrail.stopListing",
  filterKeys: "keytrail.filterKeys",
  sortKeys: "keytrail.sortKeys",
  clearFilter: "keytrail.clearFilter",
  showMoreKeys: "keytrail.showMoreKeys",

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
