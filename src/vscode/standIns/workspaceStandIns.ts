import * as vscode from "vscode";
import type { WorkspaceNode } from "../findings/workspaceNodes";
import type { WorkspaceTree } from "../findings/workspaceTree";
import type { FeaturesOnDemand } from "./featuresOnDemand";

/** Registers what shows the keys of the workspace. To look at the empty view loads nothing. */
export function registerWorkspace(features: FeaturesOnDemand): vscode.Disposable {
  const rows = new WorkspaceTreeStandIn();
  const view = vscode.window.createTreeView("keytrail.workspace", {
    treeDataProvider: rows,
    showCollapseAll: true,
  });
  return vscode.Disposable.from(
    view,
    rows,
    features.onDidStart(({ findings }) => {
      findings.onDidStart(({ tree, showIn }) => {
        rows.show(tree);
        showIn(view);
      });
    }),
    vscode.languages.registerCodeActionsProvider({ language: "*" }, new QuickFixStandIn(features), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite],
    }),
  );
}

/** Has no rows until somebody searched the workspace. */
class WorkspaceTreeStandIn implements vscode.TreeDataProvider<WorkspaceNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private tree: WorkspaceTree | undefined;
  private listening: vscode.Disposable | undefined;

  show(tree: WorkspaceTree): void {
    this.tree = tree;
    this.listening = tree.onDidChangeTreeData(() => {
      this.changed.fire(undefined);
    });
    this.changed.fire(undefined);
  }

  getChildren(node?: WorkspaceNode): vscode.ProviderResult<WorkspaceNode[]> {
    return this.tree?.getChildren(node);
  }

  getTreeItem(node: WorkspaceNode): vscode.TreeItem {
    return this.tree?.getTreeItem(node) ?? new vscode.TreeItem("");
  }

  resolveTreeItem(item: vscode.TreeItem, node: WorkspaceNode): vscode.ProviderResult<vscode.TreeItem> {
    return this.tree?.resolveTreeItem(item, node);
  }

  dispose(): void {
    this.listening?.dispose();
    this.changed.dispose();
  }
}

/** Stands where quick fixes are asked for, which is at every move of the cursor. */
class QuickFixStandIn implements vscode.CodeActionProvider {
  constructor(private readonly features: FeaturesOnDemand) {}

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
  ): vscode.ProviderResult<vscode.CodeAction[]> {
    // Where nothing was loaded yet, no document in sight has a key in it.
    if (!this.features.areThere) return undefined;
    return this.features.ask((started) => started.quickFixesAt(document, range));
  }
}
