import * as vscode from "vscode";
import type { FindingsStore } from "../../core/findings/findingsStore";
import { toPublic, type PublicFinding } from "../../core/findings/listedFinding";
import type { WorkspaceFinding } from "../../core/scan/finding";
import { lookUpAll } from "../../core/findings/lookUpAll";
import type { KeyRef } from "../../core/usage/key";
import type { UsageService } from "../../core/usage/usageService";
import type { Log } from "../log";
import type { FindingJudge } from "./findingJudge";
import { keysOf } from "./workspaceTree";

/** What searches the workspace. */
export interface WorkspaceScanner {
  /** Searches every open folder. Resolves at the end, or soon after the signal aborts; rejects where it could not search. */
  scan(events: ScannerEvents, signal: AbortSignal): Promise<void>;
}

/** What a search tells while it is under way. */
export interface ScannerEvents {
  /** A file with keys; told at most once for each. */
  readonly onFile: (uri: string, findings: readonly WorkspaceFinding[]) => void;
  readonly onProgress: (files: number) => void;
}

/** What `WorkspaceFindings` works with. */
export interface WorkspaceFindingsParts {
  readonly scanner: WorkspaceScanner;
  readonly store: FindingsStore;
  readonly judge: FindingJudge;
  readonly usage: UsageService;
  readonly log: Log;
}

/** Searches the workspace and looks its keys up, one search at a time, and each to be ended by the person. */
export class WorkspaceFindings implements vscode.Disposable {
  private running: AbortController | undefined;

  constructor(private readonly parts: WorkspaceFindingsParts) {}

  /** All findings, as commands return them. A search that is under way is ended; this one takes its place. */
  async scan(): Promise<readonly PublicFinding[]> {
    const { store, scanner } = this.parts;
    this.running?.abort();
    const own = new AbortController();
    this.running = own;
    store.begin();
    const events: ScannerEvents = {
      onFile: (uri, findings) => {
        if (this.running === own) store.put(uri, findings);
      },
      onProgress: (files) => {
        if (this.running === own) store.progress(files);
      },
    };
    let complete = false;
    try {
      await vscode.window.withProgress({ location: { viewId: "keytrail.workspace" } }, () =>
        scanner.scan(events, own.signal),
      );
      complete = !own.signal.aborted;
    } catch (error) {
      if (!own.signal.aborted) throw error;
    } finally {
      if (this.running === own) {
        this.running = undefined;
        store.end({ complete });
      }
    }
    return store.all.map(toPublic);
  }

  /** Ends the search that is under way. */
  cancel(): void {
    this.running?.abort();
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
    const title = vscode.l10n.t("Looking up the keys of the workspace");
    const location = vscode.ProgressLocation.Notification;
    await vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
      const stop = new AbortController();
      const listening = token.onCancellationRequested(() => {
        stop.abort();
      });
      const increment = 100 / keys.length;
      try {
        await lookUpAll(keys, {
          ask: (key: KeyRef, signal) => usage.ask(key, {}, signal),
          signal: stop.signal,
          onProgress: (done) => {
            progress.report({ increment, message: vscode.l10n.t("{0} of {1}", done, keys.length) });
          },
        });
      } catch (error) {
        log.error("Looking up the keys of the workspace", error);
      } finally {
        listening.dispose();
      }
    });
  }

  dispose(): void {
    this.running?.abort();
  }

  private whyNothingToAsk(): string {
    return this.parts.store.reported.length === 0
      ? vscode.l10n.t("There are no keys to look up: search the workspace first.")
      : vscode.l10n.t("No account is set up that could be asked about these keys.");
  }
}
