import * as vscode from "vscode";
import type { InventoryService } from "../../core/inventory/inventoryService";
import type { KeyDirectory } from "../../core/usage/keyDirectory";
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
  private settled: NodeJS.Timeout | undefined;
  private drawnAt = 0;

  constructor(
    private readonly usage: UsageService,
    private readonly registry: Registry,
    private readonly directory: KeyDirectory,
    private readonly inventory: Pick<InventoryService, "onDidSettle">,
  ) {}

  start(): void {
    const soon = (): void => {
      this.soon();
    };
    this.disposables.push(
      this.usage.onDidChange(soon),
      this.registry.onDidChange(soon),
      this.directory.onDidChange(soon),
      this.inventory.onDidSettle(soon),
      vscode.workspace.onDidGrantWorkspaceTrust(soon),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("keytrail")) this.soon();
      }),
    );
    this.ticking = setInterval(() => {
      this.minute.fire();
      this.draw();
    }, 60_000);
    // A file that opens in the very moment in which KeyTrail starts is sometimes not asked for its lenses.
    this.settled = setTimeout(() => {
      this.draw();
    }, SETTLED_MS);
  }

  dispose(): void {
    clearTimeout(this.pending);
    clearTimeout(this.settled);
    clearInterval(this.ticking);
    for (const item of this.disposables) item.dispose();
    this.redraw.dispose();
    this.minute.dispose();
  }

  private soon(): void {
    const wait = Math.max(SOON_MS, this.drawnAt + PAUSE_MS - Date.now());
    this.pending ??= setTimeout(() => {
      this.draw();
    }, wait);
  }

  private draw(): void {
    clearTimeout(this.pending);
    this.pending = undefined;
    this.drawnAt = Date.now();
    this.redraw.fire();
  }
}

/** One answer shows at once; of many that come in a row, the surfaces draw four times a second. */
const SOON_MS = 20;
const PAUSE_MS = 250;
const SETTLED_MS = 2_000;
