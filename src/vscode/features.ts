import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { registerAccountCommands } from "./commands/accountCommands";
import { registerGeneralCommands } from "./commands/generalCommands";
import { registerKeyCommands } from "./commands/keyCommands";
import { watchCredentials } from "./credentials/watchCredentials";
import { KeyHoverProvider } from "./editor/hover";
import { KeyLensProvider } from "./editor/lens";
import type { Services } from "./services";

/** Connects the services to VS Code: what a person sees and can press. Each line is a feature. */
export function registerFeatures(context: vscode.ExtensionContext, services: Services): void {
  const { subscriptions } = context;
  // The parts without vscode write their sentences through this; VS Code has the translation.
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });

  subscriptions.push(
    ...registerKeyCommands(services),
    ...registerAccountCommands(services),
    ...registerGeneralCommands(services),
  );
  subscriptions.push(registerTree(services));
  subscriptions.push(registerLens(services), registerHover(services));
  subscriptions.push(services.panels.register());
  subscriptions.push(watchCredentials(services));
  services.hub.start();
  services.scheduler.start();
  services.usage.restore().catch((error: unknown) => {
    services.log.error("Reading the saved answers", error);
  });
}

/** Every text document: notebooks, untitled ones and virtual file systems too. */
const EVERYWHERE: vscode.DocumentSelector = { language: "*" };

function registerLens({ documentKeys, words, hub }: Services): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(EVERYWHERE, new KeyLensProvider(documentKeys, words, hub));
}

function registerHover({ documentKeys, usage, words }: Services): vscode.Disposable {
  return vscode.languages.registerHoverProvider(EVERYWHERE, new KeyHoverProvider(documentKeys, usage, words));
}

function registerTree({ tree, scheduler, hub, registry }: Services): vscode.Disposable {
  const view = vscode.window.createTreeView("keytrail.keys", {
    treeDataProvider: tree,
    showCollapseAll: true,
  });
  const tellContext = (): void => {
    void vscode.commands.executeCommand("setContext", "keytrail.hasAccounts", registry.accounts.length > 0);
  };
  tellContext();
  if (vscode.env.remoteName !== undefined) {
    view.description = vscode.l10n.t("on {0}", vscode.env.remoteName);
  }
  const listening = [
    view.onDidChangeVisibility(({ visible }) => {
      scheduler.setTreeVisible(visible);
      if (visible) tree.checkAccounts();
    }),
    registry.onDidChange(tellContext),
    hub.onMinute(() => {
      scheduler.soon();
    }),
  ];
  scheduler.setTreeVisible(view.visible);
  if (view.visible) tree.checkAccounts();
  return vscode.Disposable.from(view, ...listening);
}
