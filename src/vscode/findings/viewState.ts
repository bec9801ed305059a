import * as vscode from "vscode";
import type { FindingsStore } from "../../core/findings/findingsStore";
import { isAlive } from "../../core/findings/rule";
import type { FindingJudge } from "./findingJudge";
import type { WorkspaceNode } from "./workspaceNodes";
import { keysOf, type WorkspaceTree } from "./workspaceTree";

/** What the view says around its rows: which welcome it gives, the sentence above them, the number at its icon. */
export class ViewState {
  private view: vscode.TreeView<WorkspaceNode> | undefined;
  private told = "";

  constructor(
    private readonly store: FindingsStore,
    private readonly judge: FindingJudge,
    private readonly tree: WorkspaceTree,
  ) {}

  showIn(view: vscode.TreeView<WorkspaceNode>): void {
    this.view = view;
    this.draw();
  }

  /** Shows what there is now. */
  draw(): void {
    const state = this.state();
    const text = `${state} ${this.tree.grouping}`;
    if (text !== this.told) {
      this.told = text;
      void vscode.commands.executeCommand("setContext", "keytrail.workspaceState", state);
      void vscode.commands.executeCommand("setContext", "keytrail.groupedBy", this.tree.grouping);
    }
    if (!this.view) return;
    this.view.message = this.message();
    const alive = this.alive();
    this.view.badge =
      alive === 0
        ? undefined
        : {
            value: alive,
            tooltip:
              alive === 1
                ? vscode.l10n.t("1 key in this workspace is in use")
                : vscode.l10n.t("{0} keys in this workspace are in use", alive),
          };
  }

  /** How many keys of the workspace somebody uses, by what is known. */
  private alive(): number {
    const keys = keysOf(this.store.reported.map((finding) => ({ key: this.judge.keyOf(finding) })));
    return keys.filter((key) => isAlive(this.judge.ruleOf(key))).length;
  }

  private state(): string {
    const { state, all } = this.store;
    switch (state.kind) {
      case "not-scanned":
        return "not-scanned";
      case "scanning":
        return "scanning";
      case "scanned":
        if (all.length > 0) return "listed";
        return state.complete ? "empty" : "cancelled";
    }
  }

  private message(): string {
    const { state, all, reported } = this.store;
    const hasRows = this.tree.getChildren().length > 0;
    // Where there are no rows, the welcome says it.
    if (!hasRows) return "";
    if (state.kind === "scanning") {
      return state.files === undefined
        ? vscode.l10n.t("Searching…")
        : vscode.l10n.t("Searching… {0} files so far", state.files);
    }
    if (state.kind === "scanned" && !state.complete)
      return vscode.l10n.t("The search was cancelled, so that there may be more.");
    if (all.length === 0) return vscode.l10n.t("No key was found in this workspace.");
    return reported.length === 0 ? vscode.l10n.t("Every key found here is dismissed.") : "";
  }
}
