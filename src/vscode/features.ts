import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { registerAccountCommands } from "./commands/accountCommands";
import { registerGeneralCommands } from "./commands/generalCommands";
import { registerKeyCommands } from "./commands/keyCommands";
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
    registerTree(services),
    registerLens(services),
    registerHover(services),
    services.panels.register(),
    afterActivation(() => {
      startWork(services);
    }),
  );
}

/** What takes time and can wait until VS Code has started: reading settings, answers and folders. */
function startWork(services: Services): void {
  const { hub, scheduler, usage, log, credentialsWatch } = services;
  hub.start();
  scheduler.start();
  credentialsWatch.start();
  usage.restore().catch((error: unknown) => {
    log.error("Reading the saved answers", error);
  });
}

function afterActivation(work: () => void): vscode.Disposable {
  const timer = setTimeout(work);
  return new vscode.Disposable(() => {
    clearTimeout(timer);
  });
}

/** Every text document: notebooks, untitled ones and virtual file systems too. */
const EVERYWHERE: vscode.DocumentSelector = { language: "*" };

function registerLens({ documentKeys, words, settings, hub }: Services): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(
    EVERYWHERE,
    new KeyLensProvider(documentKeys, words, settings, hub),
  );
}

function registerHover({ documentKeys, usage, words, settings }: Services): vscode.Disposable {
  return vscode.languages.registerHoverProvider(
    EVERYWHERE,
    new KeyHoverProvider(documentKeys, usage, words, settings),
  );
}

function registerTree({ tree, scheduler, hub, registry }: Services): vscode.Disposable {
  const view = vscode.window.createTreeView("keytrail.keys", {
    treeDataProvider: tree,
    showCollapseAll: true,
  });
  const tellContext = (): void => {
    void vscode.commands.executeCommand("setContext", "keytrail.hasAccounts", registry.accounts.length > 0);
  };
  if (vscode.env.remoteName !== undefined) {
    view.description = vscode.l10n.t("on {0}", vscode.env.remoteName);
  }
  const listening = [
    view.onDidChangeVisibility(({ visible }) => {
      scheduler.setTreeVisible(visible);
      if (visible) tree.checkAccounts();
    }),
    registry.onDidChange(tellContext),
    afterActivation(() => {
      tellContext();
      scheduler.setTreeVisible(view.visible);
      if (view.visible) tree.checkAccounts();
    }),
    hub.onMinute(() => {
      scheduler.soon();
    }),
  ];
  return vscode.Disposable.from(view, ...listening);
}
