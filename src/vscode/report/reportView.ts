import * as vscode from "vscode";
import type { PanelParts } from "../panel/panelParts";
import type { KeySources } from "./keysOfAccounts";
import type { ReportPanel } from "./reportPanel";

const VIEW_TYPE = "keytrail.report";

/** What the report's panel works with. */
export type ReportParts = Omit<PanelParts, "providers" | "siblingOf"> & KeySources;

/** The one panel with the report: opens it, brings it to the front, and brings it back after a window reload. */
export class ReportView implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private open: ReportPanel | undefined;

  constructor(private readonly parts: ReportParts) {}

  /** Shows the report and looks up what is due: opening it is a person's own wish. */
  async show(): Promise<void> {
    const Panel = await loadPanel();
    if (this.open) {
      this.open.reveal();
      return;
    }
    const webview = vscode.window.createWebviewPanel(
      VIEW_TYPE,
      vscode.l10n.t("Keys report"),
      vscode.ViewColumn.Active,
    );
    this.adopt(Panel, webview).lookUp(false);
  }

  /** Called after a reload. The page may show what is known; asking needs leave. */
  async deserializeWebviewPanel(webview: vscode.WebviewPanel): Promise<void> {
    const closed = new AbortController();
    webview.onDidDispose(() => {
      closed.abort();
    });
    const Panel = await loadPanel();
    if (closed.signal.aborted) return;
    if (this.open) {
      webview.dispose();
      return;
    }
    this.adopt(Panel, webview).lookUpUnasked();
  }

  dispose(): void {
    this.open?.dispose();
  }

  /** In one go, so that a panel is either the one that is open and works, or closed. */
  private adopt(Panel: typeof ReportPanel, webview: vscode.WebviewPanel): ReportPanel {
    const panel = new Panel(webview, this.parts, () => {
      this.open = undefined;
    });
    this.open = panel;
    try {
      panel.start();
    } catch (error) {
      panel.dispose();
      throw error;
    }
    return panel;
  }
}

async function loadPanel(): Promise<typeof ReportPanel> {
  return (await import("./reportPanel")).ReportPanel;
}
