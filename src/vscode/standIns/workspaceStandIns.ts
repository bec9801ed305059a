import * as vscode from "vscode";
import type { WorkspaceNode } from "../findings/workspaceNodes";
import type { WorkspaceTree } from "../findings/workspaceTree";
import type { FeaturesOnDemand } from "./featuresOnDemand";

/**
 * Registers what shows the keys of the workspace. The view has no rows until somebody searched, and to look at it loads
 * nothing.
 */
export function registerWorkspace(features: FeaturesOnDemand): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  let tree: WorkspaceTree | undefined;
  const view = vscode.window.createTreeView<WorkspaceNode>("keytrail.workspace", {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => tree?.getChildren(node),
      getTreeItem: (node) => tree?.getTreeItem(node) ?? new vscode.TreeItem(""),
      resolveTreeItem: (item, node) => tree?.resolveTreeItem(item, node),
    },
  });
  return vscode.Disposable.from(
    view,
    changed,
    features.onDidStart(({ findings }) => {
      findings.onDidStart((started) => {
        const redraw = (): void => {
          changed.fire(undefined);
        };
        tree = started.tree;
        tree.onDidChangeTreeData(redraw);
        redraw();
        started.showIn(view);
      });
    }),
    vscode.languages.registerCodeActionsProvider(
      { language: "*" },
      {
        // Asked at every move of the cursor; where nothing was loaded yet, no document in sight has a key in it.
        provideCodeActions: (document, range) =>
          features.areThere ? features.ask((started) => started.quickFixesAt(document, range)) : undefined,
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite] },
    ),
  );
}
