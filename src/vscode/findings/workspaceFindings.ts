import * as vscode from "vscode";
import type { FindingsStore } from "../../core/findings/findingsStore";
import { toPublic, type PublicFinding } from "../../core/findings/listedFinding";
import { lookUpDue } from "../../core/usage/lookUpDue";
import type { UsageService } from "../../core/usage/usageService";
import { present } from "../../core/util/present";
import type { Log } from "../log";
import type { WorkspaceKeys } from "../scan/workspaceKeys";
import type { FindingJudge } from "./findingJudge";
import { keysOf } from "./workspaceTree";
import { withStoppableProgress } from "../stoppableProgress";

/** What `WorkspaceFindings` works with. */
export interface WorkspaceFindingsParts {
  readonly keys: WorkspaceKeys;
  readonly store: FindingsStore;
  readonly judge: FindingJudge;
  readonly usage: UsageService;
  readonly log: Log;
}

/** Has the workspace searched and its keys looked up, in sight of the person and to be ended by them. */
export class WorkspaceFindings implements vscode.Disposable {
  private readonly listening: vscode.Disposable;
  private searches = 0;
  private complete = false;

  constructor(private readonly parts: WorkspaceFindingsParts) {
    this.listening = parts.keys.onDidChange(() => {
      this.tell();
    });
  }

  /** All findings, as commands return them. A search that is under way is ended; this one takes its place. */
  async scan(): Promise<readonly PublicFinding[]> {
    const { keys, store } = this.parts;
    if (vscode.workspace.workspaceFolders === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t("Open a folder to find the keys in its files."),
      );
      return [];
    }
    const own = ++this.searches;
    this.complete = true;
    const scanning = keys.scan();
    this.tell();
    // In the view for whoever sees it, and in the status bar for whoever does not.
    const title = vscode.l10n.t("Finding keys in the workspace");
    const inView = { location: { viewId: "keytrail.workspace" } };
    const inStatusBar = { location: vscode.ProgressLocation.Window, title };
    try {
      await vscode.window.withProgress(inView, () =>
        vscode.window.withProgress(inStatusBar, async () => scanning),
      );
    } catch (error) {
      this.complete = false;
      throw error;
    } finally {
      this.tell();
    }
    if (own === this.searches) this.sayHowMany();
    return store.all.map(toPublic);
  }

  /** Ends the search that is under way. */
  cancel(): void {
    const { keys } = this.parts;
    if (!keys.progress) return;
    this.complete = false;
    keys.cancel();
  }

  /** Asks about every key that was found, dismissed ones left alone, with a way to stop. */
  async lookUpAll(): Promise<void> {
    const { store, judge, usage, log } = this.parts;
    const keys = keysOf(store.reported.map((finding) => ({ key: judge.keyOf(finding) }))).filter(
      (key) => key.kind !== "temporary-key" && usage.accountsFor(key).length > 0,
    );
    if (keys.length === 0) {
      void vscode.window.showInformationMessage(this.whyNothingToAsk());
      return;
    }
    try {
      await withStoppableProgress(
        vscode.l10n.t("Looking up the keys of the workspace"),
        (signal, onProgress) => lookUpDue(keys, usage, signal, onProgress),
      );
    } catch (error) {
      log.error("Looking up the keys of the workspace", error);
    }
  }

  dispose(): void {
    this.listening.dispose();
  }

  private tell(): void {
    const { keys, store } = this.parts;
    const { progress, findings } = keys;
    if (progress) store.update(findings, { kind: "scanning", ...present({ files: progress.files }) });
    else store.update(findings, { kind: "scanned", complete: this.complete });
  }

  private sayHowMany(): void {
    const { all } = this.parts.store;
    const files = new Set(all.map(({ uri }) => uri)).size;
    vscode.window.setStatusBarMessage(
      vscode.l10n.t("Places with a key in the workspace: {0}, in files: {1}", all.length, files),
      5000,
    );
  }

  private whyNothingToAsk(): string {
    return this.parts.store.reported.length === 0
      ? vscode.l10n.t("There are no keys to look up: search the workspace first.")
      : vscode.l10n.t("No account is set up that could be asked about these keys.");
  }
}
