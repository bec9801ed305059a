import * as vscode from "vscode";
import type { FeaturesOnDemand } from "./featuresOnDemand";
import type { KeySpotter } from "./keySpotter";

/** Looks at the documents in sight until one has a key in it; then the features take over. */
export class LookOut implements vscode.Disposable {
  private readonly listening: readonly vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly spotter: KeySpotter,
    private readonly features: FeaturesOnDemand,
  ) {
    const soon = (): void => {
      this.soon();
    };
    this.listening = [
      spotter.onDidChange(soon),
      vscode.window.onDidChangeVisibleTextEditors(soon),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (vscode.window.visibleTextEditors.some((editor) => editor.document === document)) this.soon();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("keytrail.accounts")) void this.tellOfAccounts();
      }),
    ];
    this.soon();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const item of this.listening) item.dispose();
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const inSight = vscode.window.visibleTextEditors.map(({ document }) => document);
      if (inSight.some((document) => this.spotter.hasKey(document))) void this.features.load();
    }, PAUSE_MS);
  }

  /** An account may be gone, and what was stored for it must go too. */
  private async tellOfAccounts(): Promise<void> {
    (await this.features.load()).accountsChanged();
  }
}

/** As the scheduler's: long enough to type a word in. */
const PAUSE_MS = 150;
