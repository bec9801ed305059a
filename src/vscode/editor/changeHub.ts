import * as vscode from "vscode";
import type { UsageService } from "../../core/usage/usageService";
import type { Registry } from "../accounts/registry";

/**
 * Tells every surface when to draw again. Answers may come in twenty a second, so the surfaces hear of them a few
 * times a second; and once a minute, because "5 minutes ago" grows old by itself.
 */
export class ChangeHub implements vscode.Disposable {
  private readonly redraw = new vscode.EventEmitter<void>();
  readonly onDidChange = this.redraw.event;
  private readonly minute = new vscode.EventEmitter<void>();
  /** Fires once a minute. */
  readonly onMinute = this.minute.event;
  private readonly disposables: { dispose(): unknown }[] = [];
  private pending: NodeJS.Timeout | undefined;
  private ticking: NodeJS.Timeout | undefined;

  constructor(
    private readonly usage: UsageService,
    private readonly registry: Registry,
  ) {}

  start(): void {
    const soon = (): void => {
      this.soon();
    };
    this.disposables.push(
      this.usage.onDidChange(soon),
      this.registry.onDidChange(soon),
      vscode.workspace.onDidGrantWorkspaceTrust(soon),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("keytrail")) this.soon();
      }),
    );
    this.ticking = setInterval(() => {
      this.minute.fire();
      this.redraw.fire();
    }, 60_000);
  }

  dispose(): void {
    clearTimeout(this.pending);
    clearInterval(this.ticking);
    for (const item of this.disposables) item.dispose();
    this.redraw.dispose();
    this.minute.dispose();
  }

  private soon(): void {
    this.pending ??= setTimeout(() => {
      this.pending = undefined;
      this.redraw.fire();
    }, 100);
  }
}
