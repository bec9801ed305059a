import * as vscode from "vscode";
import type { FindingsStore } from "../../core/findings/findingsStore";
import { byFile, byKey, type FindingGroup } from "../../core/findings/listedFinding";
import { keyText, type KeyRef } from "../../core/usage/key";
import type { UsageService } from "../../core/usage/usageService";
import type { Words } from "../words";
import type { ComparedKeys } from "./comparedKeys";
import type { DismissalFiles } from "./dismissalFiles";
import type { FindingJudge } from "./findingJudge";
import type { LineAuthors } from "./lineAuthors";
import type { FoundFileNode, FoundKeyNode, PlaceNode, WorkspaceNode } from "./workspaceNodes";
import { RowItems } from "./rowItems";

/** What the view is made from. */
export interface WorkspaceTreeParts {
  readonly store: FindingsStore;
  readonly judge: FindingJudge;
  readonly dismissals: DismissalFiles;
  readonly compared: ComparedKeys;
  readonly authors: LineAuthors;
  readonly usage: UsageService;
  readonly words: Words;
}

/** How the rows are put together. */
export type Grouping = "key" | "file";

/** Key → file → line, or file → key; below them what is dismissed, and where code and accounts differ. */
export class WorkspaceTree implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly items: RowItems;
  private by: Grouping = "key";

  constructor(private readonly parts: WorkspaceTreeParts) {
    this.items = new RowItems(parts);
  }

  get grouping(): Grouping {
    return this.by;
  }

  group(by: Grouping): void {
    this.by = by;
    this.draw();
  }

  /** Shows what there is now. */
  draw(): void {
    this.changed.fire(undefined);
  }

  getChildren(node?: WorkspaceNode): WorkspaceNode[] {
    if (!node) return this.roots();
    switch (node.type) {
      case "found-key":
        return this.filesOf(node);
      case "found-file":
        return this.placesOf(node);
      case "dismissed":
        return node.findings.map((finding) => this.placeOf(finding, true));
      case "comparison":
        return [...node.lists];
      case "list":
        return [...node.keys];
      case "notice":
      case "place":
      case "own-key":
        return [];
    }
  }

  getTreeItem(node: WorkspaceNode): vscode.TreeItem {
    return this.items.itemOf(node);
  }

  /** Who to ask takes a look into the repository, and few tooltips are looked at. */
  resolveTreeItem(item: vscode.TreeItem, node: WorkspaceNode): Promise<vscode.TreeItem> {
    return this.items.withTooltip(item, node);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private roots(): WorkspaceNode[] {
    const { store, dismissals, compared } = this.parts;
    if (!store.wasScanned) return [];
    const { reported, dismissed } = store;
    const found = this.by === "key" ? this.keysIn(byKey(reported)) : filesIn(byFile(reported));
    const lists = compared.lists();
    return [
      ...dismissals.problems.map(({ folder, message }): WorkspaceNode => ({
        type: "notice",
        folder,
        message,
      })),
      ...found,
      ...(dismissed.length > 0 ? [{ type: "dismissed", findings: dismissed } satisfies WorkspaceNode] : []),
      ...(lists.length > 0 ? [{ type: "comparison", lists } satisfies WorkspaceNode] : []),
    ];
  }

  /** The most urgent first; among equals by name, so that the same keys stand in the same order every time. */
  private keysIn(groups: readonly FindingGroup[]): readonly FoundKeyNode[] {
    const { judge, words } = this.parts;
    return groups
      .map(({ findings }): FoundKeyNode => ({ type: "found-key", key: judge.keyOf(findings[0]), findings }))
      .map((node) => ({ node, rank: judge.rankOf(node.key), name: words.nameOf(node.key) }))
      .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1))
      .map(({ node }) => node);
  }

  private filesOf({ key, findings }: FoundKeyNode): WorkspaceNode[] {
    return byFile(findings).map((group): FoundFileNode => ({
      type: "found-file",
      uri: group.id,
      findings: group.findings,
      below: key,
    }));
  }

  /** Below a key a file with one place is itself that place. */
  private placesOf({ below, findings }: FoundFileNode): WorkspaceNode[] {
    if (below && findings.length === 1) return [];
    return findings.map((finding) => this.placeOf(finding, below === undefined));
  }

  private placeOf(finding: FindingGroup["findings"][0], named: boolean): PlaceNode {
    return { type: "place", finding, key: this.parts.judge.keyOf(finding), named };
  }
}

function filesIn(groups: readonly FindingGroup[]): readonly FoundFileNode[] {
  return groups.map(({ id, findings }) => ({ type: "found-file", uri: id, findings }));
}

/** The keys among findings, each once. */
export function keysOf(findings: readonly { readonly key: KeyRef }[]): readonly KeyRef[] {
  return [...new Map(findings.map(({ key }) => [keyText(key), key])).values()];
}
