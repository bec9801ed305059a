import * as vscode from "vscode";
import type { FeaturesOnDemand } from "./featuresOnDemand";
import type { KeySpotter } from "./keySpotter";

/** Stands where the lenses are asked for; documents without a key get none, and load nothing. */
export class LensStandIn implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly listening: vscode.Disposable[];

  constructor(
    private readonly spotter: KeySpotter,
    private readonly features: FeaturesOnDemand,
  ) {
    const redraw = (): void => {
      this.changed.fire();
    };
    this.listening = [
      spotter.onDidChange(redraw),
      features.onDidStart(({ onDidChange }) => {
        this.listening.push(onDidChange(redraw));
      }),
    ];
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.ProviderResult<vscode.CodeLens[]> {
    if (!this.features.areThere && !this.spotter.hasKey(document)) return [];
    return this.features.ask(({ lens }) => lens.provideCodeLenses(document));
  }

  dispose(): void {
    for (const item of this.listening) item.dispose();
    this.changed.dispose();
  }
}

/** Stands where hovers are asked for. */
export class HoverStandIn implements vscode.HoverProvider {
  constructor(
    private readonly spotter: KeySpotter,
    private readonly features: FeaturesOnDemand,
  ) {}

  provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): vscode.ProviderResult<vscode.Hover> {
    if (!this.features.areThere && !this.spotter.hasKey(document)) return undefined;
    return this.features.ask(({ hover }) => hover.provideHover(document, position, token));
  }
}
