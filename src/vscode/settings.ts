import * as vscode from "vscode";
import { readPlainSettings, type Settings } from "./plainSettings";

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
  return readPlainSettings((name) => section.get(name));
}
