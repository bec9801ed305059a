import * as vscode from "vscode";
import { keyText, type KeyRef } from "../../core/usage/key";
import type { KeyDirectory } from "../../core/usage/keyDirectory";
import type { UsageService } from "../../core/usage/usageService";
import type { Registry } from "../accounts/registry";
import type { Log } from "../log";
import type { LiveSettings } from "../settings";
import type { RowsInSight } from "../tree/rowsInSight";
import type { DocumentKeys } from "./documentKeys";

export interface LookUpSchedulerParts {
  readonly documentKeys: DocumentKeys;
  readonly registry: Registry;
  readonly usage: UsageService;
  readonly directory: KeyDirectory;
  /** Rows of the tree whose keys are in no setting. */
  readonly rowsInSight: RowsInSight;
  readonly settings: LiveSettings;
  readonly log: Log;
}

/**
 * Asks about what is in sight, so that drawing never has to: the keys of visible documents, and those of the tree
 * while it shows. Silent in Restricted Mode and when automatic look-ups are off.
 */
export class LookUpScheduler implements vscode.Disposable {
  private readonly disposables: { dispose(): unknown }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private treeVisible = false;

  constructor(private readonly parts: LookUpSchedulerParts) {}

  start(): void {
    const soon = (): void => {
      this.soon();
    };
    this.disposables.push(
      vscode.window.onDidChangeVisibleTextEditors(soon),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (vscode.window.visibleTextEditors.some((editor) => editor.document === document)) this.soon();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(soon),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("keytrail")) this.soon();
      }),
      this.parts.registry.onDidChange(soon),
      this.parts.directory.onDidChange(soon),
    );
    this.parts.rowsInSight.onDidShow(soon);
    this.soon();
  }

  /** The tree tells when a person can see it. */
  setTreeVisible(visible: boolean): void {
    this.treeVisible = visible;
    if (visible) this.soon();
  }

  /** Looks around once typing and switching have paused; also what the clock calls when answers have grown old. */
  soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.askForWhatIsInSight();
    }, PAUSE_MS);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const item of this.disposables) item.dispose();
  }

  private askForWhatIsInSight(): void {
    const { documentKeys, registry, usage, directory, rowsInSight, settings, log } = this.parts;
    if (!settings.mayLookUpUnasked) return;
    const { visibleTextEditors } = vscode.window;
    // What it lists may be what a file in sight holds; with nothing in sight nobody needs to know.
    if (visibleTextEditors.length > 0 || this.treeVisible) void directory.refresh();
    const inSight = new Map<string, KeyRef>();
    for (const { document } of visibleTextEditors) {
      for (const { key } of documentKeys.locate(document)) inSight.set(keyText(key), key);
    }
    if (this.treeVisible)
      for (const key of [...rowsInSight.keys, ...registry.keys]) inSight.set(keyText(key), key);
    for (const key of inSight.values()) {
      // Without an account there is nobody to ask; the surfaces say so by themselves.
      if (usage.accountsFor(key).length === 0) continue;
      const { due, busy } = usage.peek(key);
      if (due && !busy)
        usage.ask(key).catch((error: unknown) => {
          log.error("Looking up a key", error);
        });
    }
  }
}

/** Long enough to type a word in, short enough not to be noticed. */
const PAUSE_MS = 150;
