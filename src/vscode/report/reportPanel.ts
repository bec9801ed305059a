import * as vscode from "vscode";
import { abortable } from "../../core/calls/callRunner";
import { lookUpDue, type Progress } from "../../core/usage/lookUpDue";
import { UsageError } from "../../core/usage/errors";
import { keyText, type KeyRef } from "../../core/usage/key";
import { parseFromReport, type FromReport, type ToReport } from "../../shared/reportMessages";
import { COMMANDS } from "../commands/names";
import { pageHtml } from "../panel/pageHtml";
import { keysOfAccounts } from "./keysOfAccounts";
import { reportPageOf } from "./reportPageOf";
import { reportStrings } from "./reportStrings";
import type { ReportParts } from "./reportView";

/** The panel with the report: hands the page what to draw, and does what a person asks for on it. */
export class ReportPanel implements vscode.Disposable {
  private readonly listening: vscode.Disposable[] = [];
  private looking: { readonly stop: AbortController; progress: Progress } | undefined;
  private pending: NodeJS.Timeout | undefined;
  private sent = { at: 0, rows: 0 };

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly parts: ReportParts,
    private readonly onClosed: () => void,
  ) {}

  start(): void {
    const { extensionUri, hub } = this.parts;
    const dist = vscode.Uri.joinPath(extensionUri, "dist");
    this.panel.title = vscode.l10n.t("Keys report");
    this.panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, "media", "panel-light.svg"),
      dark: vscode.Uri.joinPath(extensionUri, "media", "panel-dark.svg"),
    };
    this.listening.push(
      this.panel.webview.onDidReceiveMessage((message: unknown) => {
        const parsed = parseFromReport(message);
        if (parsed) this.obey(parsed);
      }),
      this.panel.onDidDispose(() => {
        this.close();
      }),
      hub.onDidChange(() => {
        this.sendSoon();
      }),
    );
    this.panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    this.panel.webview.html = pageHtml(this.panel.webview, dist, "report");
  }

  reveal(): void {
    this.panel.reveal();
    this.lookUp(false);
  }

  /** A person's wish: looks up what is due, or everything. */
  lookUp(fresh: boolean): void {
    if (this.looking) return;
    this.lookUpAll(fresh).catch((error: unknown) => {
      this.parts.log.error("Looking up the keys of the report", error);
    });
  }

  /** As `lookUp` without a person's wish, where that is allowed. */
  lookUpUnasked(): void {
    if (this.parts.settings.mayLookUpUnasked) this.lookUp(false);
  }

  dispose(): void {
    this.panel.dispose();
  }

  private async lookUpAll(fresh: boolean): Promise<void> {
    const { directory, usage } = this.parts;
    const stop = new AbortController();
    this.looking = { stop, progress: { done: 0, of: this.keys.length } };
    this.sendSoon();
    try {
      await abortable(directory.refresh({ fresh }), stop.signal);
      await lookUpDue(
        this.keys.map(({ key }) => key),
        usage,
        stop.signal,
        (progress) => {
          if (this.looking) this.looking.progress = progress;
        },
        { fresh },
      );
    } catch (error) {
      if (!(error instanceof UsageError) || error.kind !== "cancelled") throw error;
    } finally {
      this.looking = undefined;
      if (this.listening.length > 0) this.sendSoon();
    }
  }

  private close(): void {
    this.looking?.stop.abort();
    clearTimeout(this.pending);
    for (const item of this.listening.splice(0)) item.dispose();
    this.onClosed();
  }

  private obey(message: FromReport): void {
    switch (message.type) {
      case "ready":
        this.send();
        return;
      case "refresh":
        this.lookUp(true);
        return;
      case "stop":
        this.looking?.stop.abort();
        return;
      case "export":
        this.run(COMMANDS.exportReport);
        return;
      case "open": {
        // Only what is on the page is opened, whatever the page says.
        const row = this.keys.find(({ key }) => keyText(key) === message.row);
        if (row) this.run(COMMANDS.showUsage, row.key);
        return;
      }
    }
  }

  private run(command: string, argument?: KeyRef): void {
    vscode.commands.executeCommand(command, argument).then(undefined, (error: unknown) => {
      this.parts.log.error(`Running ${command}`, error);
    });
  }

  /** Thousands of rows are much to make and to draw, and answers come in twenty a second. */
  private sendSoon(): void {
    const wait = Math.max(0, this.sent.at + this.sent.rows - Date.now());
    this.pending ??= setTimeout(() => {
      this.send();
    }, wait);
  }

  private send(): void {
    clearTimeout(this.pending);
    this.pending = undefined;
    const { registry, usage, words } = this.parts;
    const keys = this.keys.map((each) => ({
      ...each,
      state: usage.peek(each.key),
      idText: words.idOf(each.key),
    }));
    const accounts = registry.accounts.map(({ name }) => name);
    const page = reportPageOf(keys, accounts, words.wording(), this.looking?.progress);
    this.sent = { at: Date.now(), rows: page.rows.length };
    const message: ToReport = { type: "show", page, strings: reportStrings() };
    // Resolves to false while the page is hidden; it says "ready" when it comes back.
    void this.panel.webview.postMessage(message);
  }

  private get keys() {
    return keysOfAccounts(this.parts);
  }
}
