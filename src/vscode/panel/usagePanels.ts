import * as vscode from "vscode";
import { keyText, type KeyRef } from "../../core/usage/key";
import { parsePanelState } from "../../shared/panelMessages";
import type { PanelParts } from "./panelParts";
import type { UsagePanel } from "./usagePanel";

const VIEW_TYPE = "keytrail.usage";

/** One panel for each key: opens it, brings it to the front, and brings it back after a window reload. */
export class UsagePanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly open = new Map<string, UsagePanel>();

  constructor(private readonly parts: PanelParts) {}

  /** Shows a key's panel and asks for what it shows: opening it is a person's own wish. */
  async show(key: KeyRef): Promise<void> {
    const Panel = await loadPanel();
    const existing = this.open.get(keyText(key));
    if (existing) {
      existing.reveal();
      return;
    }
    const webview = vscode.window.createWebviewPanel(VIEW_TYPE, "", vscode.ViewColumn.Active);
    this.adopt(Panel, key, webview).ask(false);
  }

  /** Called after a reload. The page may show what is known; asking needs leave. */
  async deserializeWebviewPanel(webview: vscode.WebviewPanel, state: unknown): Promise<void> {
    const closed = new AbortController();
    webview.onDidDispose(() => {
      closed.abort();
    });
    const Panel = await loadPanel();
    if (closed.signal.aborted) return;
    const saved = parsePanelState(state);
    const provider = this.parts.providers.find(({ id }) => id === saved?.provider);
    // The state came back through the page, so the ID in it is checked like any other text from outside.
    const key = saved && provider?.parseKey(saved.id, true);
    if (!key || this.open.has(keyText(key))) {
      webview.dispose();
      return;
    }
    this.adopt(Panel, key, webview).askUnasked();
  }

  dispose(): void {
    for (const panel of [...this.open.values()]) panel.dispose();
  }

  /** In one go, so that a panel is either in `open` and works, or closed and in no list. */
  private adopt(Panel: typeof UsagePanel, key: KeyRef, webview: vscode.WebviewPanel): UsagePanel {
    const { provider, kind, id } = key;
    const text = keyText(key);
    const panel = new Panel({ provider, kind, id }, webview, this.parts, () => this.open.delete(text));
    this.open.set(text, panel);
    try {
      panel.start();
    } catch (error) {
      this.open.delete(text);
      panel.dispose();
      throw error;
    }
    return panel;
  }
}

/** The panel's code is loaded with the first panel; from then on nothing is waited for that a person could outrun. */
async function loadPanel(): Promise<typeof UsagePanel> {
  return (await import("./usagePanel")).UsagePanel;
}
