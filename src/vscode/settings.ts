import * as vscode from "vscode";

/** The plain settings; what needs checking (accounts, keys) is read by `accounts/`. */
export interface Settings {
  readonly automatic: boolean;
  readonly staleAfterDays: number;
  readonly cacheMinutes: number;
  readonly codeLens: boolean;
  readonly hover: boolean;
  readonly maskIds: boolean;
}

export function readSettings(): Settings {
  const section = vscode.workspace.getConfiguration("keytrail");
  return {
    automatic: section.get("lookUp.automatic", true),
    staleAfterDays: positive(section.get("staleAfterDays"), 90),
    cacheMinutes: positive(section.get("cache.minutes"), 60),
    codeLens: section.get("codeLens.enabled", true),
    hover: section.get("hover.enabled", true),
    maskIds: section.get("display.maskIds", false),
  };
}

/** The editor marks a wrong value; until it is mended the default holds. */
function positive(value: unknown, otherwise: number): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : otherwise;
}

/** Whether keys may be looked up without a person asking for it there and then. */
export function mayLookUpUnasked(): boolean {
  return vscode.workspace.isTrusted && readSettings().automatic;
}
