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

  register(): vscode.Disposable {
    return vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this);
  }

  /** Shows a key's panel and asks for what it shows: opening it is a person's own wish. */
  async show(key: KeyRef): Promise<void> {
    const existing = this.open.get(keyText(key));
    if (existing) existing.reveal();
    else
      (await this.adopt(key, vscode.window.createWebviewPanel(VIEW_TYPE, "", vscode.ViewColumn.Active))).ask(
        false,
      );
  }

  /** Called by VS Code after a reload. The page may show what is known; asking needs leave. */
  async deserializeWebviewPanel(webview: vscode.WebviewPanel, state: unknown): Promise<void> {
    const saved = parsePanelState(state);
    const provider = this.parts.providers.find(({ id }) => id === saved?.provider);
    // The state came back through the page, so the ID in it is checked like any other text from outside.
    const key = saved && provider?.parseKey(saved.id, true);
    if (!key || this.open.has(keyText(key))) {
      webview.dispose();
      return;
    }
    const panel = await this.adopt(this.parts.registry.configured(key), webview);
    if (this.parts.settings.mayLookUpUnasked) panel.ask(false);
  }

  dispose(): void {
    for (const panel of [...this.open.values()]) panel.dispose();
  }

  /** The panel's code is loaded with the first panel. */
  private async adopt(key: KeyRef, webview: vscode.WebviewPanel): Promise<UsagePanel> {
    const { UsagePanel } = await import("./usagePanel");
    const text = keyText(key);
    const panel = new UsagePanel(key, webview, this.parts, () => this.open.delete(text));
    this.open.set(text, panel);
    panel.start();
    return panel;
  }
}
