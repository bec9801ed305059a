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

/** The settings as they are at this moment. Read once after each change: reading takes longer than drawing a lens. */
export class LiveSettings implements vscode.Disposable {
  private current: Settings | undefined;
  private readonly listening = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration("keytrail")) this.current = undefined;
  });

  get now(): Settings {
    return (this.current ??= readSettings());
  }

  /** Whether keys may be looked up without a person asking for it there and then. */
  get mayLookUpUnasked(): boolean {
    return vscode.workspace.isTrusted && this.now.automatic;
  }

  dispose(): void {
    this.listening.dispose();
  }
}

function readSettings(): Settings {
  const section = vscode.workspace.getConfiguration("keytrail");
  return {
    automatic: section.get("lookUp.automatic", true),
    staleAfterDays: within(1, 400, section.get("staleAfterDays"), 90),
    cacheMinutes: within(1, Number.MAX_SAFE_INTEGER, section.get("cache.minutes"), 60),
    codeLens: section.get("codeLens.enabled", true),
    hover: section.get("hover.enabled", true),
    maskIds: section.get("display.maskIds", false),
  };
}

/**
 * The editor marks a value outside the manifest's range and hands it over all the same: the nearest one in it holds;
 * for what is no number, the default.
 */
function within(least: number, most: number, value: unknown, otherwise: number): number {
  return typeof value === "number" && Number.isFinite(value)
    ? Math.min(Math.max(value, least), most)
    : otherwise;
}
