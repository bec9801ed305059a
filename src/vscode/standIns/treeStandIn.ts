import * as vscode from "vscode";
import type { Node } from "../tree/nodes";
import type { FeaturesOnDemand } from "./featuresOnDemand";

/** Makes the view; what is in it is asked for when somebody opens it. */
export function registerTree(features: FeaturesOnDemand): vscode.Disposable {
  const rows = new TreeStandIn(features);
  const view = vscode.window.createTreeView("keytrail.keys", {
    treeDataProvider: rows,
    showCollapseAll: true,
  });
  if (vscode.env.remoteName !== undefined) {
    view.description = vscode.l10n.t("on {0}", vscode.env.remoteName);
  }
  return vscode.Disposable.from(
    view,
    rows,
    // Also tells of a view that was open from the start. By the time the features are there it may be hidden again.
    view.onDidChangeVisibility(() => {
      if (view.visible || features.areThere)
        void features.tryLoad().then((started) => started?.setTreeVisible(view.visible));
    }),
    features.onDidStart(({ tree }) => {
      const tell = (): void => {
        const message = tree.message ?? "";
        if ((view.message ?? "") !== message) view.message = message;
      };
      tell();
      tree.onDidChangeMessage(tell);
    }),
  );
}

class TreeStandIn implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly listening: vscode.Disposable[];

  constructor(private readonly features: FeaturesOnDemand) {
    this.listening = [
      features.onDidStart(({ tree }) => {
        this.listening.push(
          tree.onDidChangeTreeData(() => {
            this.changed.fire(undefined);
          }),
        );
      }),
    ];
  }

  getChildren(node?: Node): vscode.ProviderResult<Node[]> {
    return this.features.ask(({ tree }) => tree.getChildren(node));
  }

  getTreeItem(node: Node): vscode.TreeItem | Thenable<vscode.TreeItem> {
    return this.features.ask(({ tree }) => tree.getTreeItem(node));
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.ProviderResult<vscode.TreeItem> {
    return this.features.ask(({ tree }) => tree.resolveTreeItem(item, node));
  }

  dispose(): void {
    for (const each of this.listening) each.dispose();
    this.changed.dispose();
  }
}
