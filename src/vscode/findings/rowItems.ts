import * as vscode from "vscode";
import { DISMISSAL_FILE } from "../../core/findings/dismissalFile";
import type { ListedFinding } from "../../core/findings/listedFinding";
import { keyText, type KeyRef } from "../../core/usage/key";
import { COMMANDS } from "../commands/names";
import { standingIcon } from "../tree/standingIcons";
import { markdownText } from "../words";
import { rangeOf } from "./problems";
import type {
  ComparisonNode,
  DismissedNode,
  FoundFileNode,
  FoundKeyNode,
  ListNode,
  NoticeNode,
  OwnKeyNode,
  PlaceNode,
  WorkspaceNode,
} from "./workspaceNodes";
import type { WorkspaceTreeParts } from "./workspaceTree";

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/** Draws the rows of the view of the workspace. */
export class RowItems {
  constructor(private readonly parts: WorkspaceTreeParts) {}

  itemOf(node: WorkspaceNode): vscode.TreeItem {
    switch (node.type) {
      case "notice":
        return noticeItem(node);
      case "found-key":
        return this.keyItem(node);
      case "found-file":
        return fileItem(node);
      case "place":
        return this.placeItem(node);
      case "dismissed":
        return dismissedItem(node);
      case "comparison":
        return comparisonItem(node);
      case "list":
        return listItem(node);
      case "own-key":
        return this.ownKeyItem(node);
    }
  }

  async withTooltip(item: vscode.TreeItem, node: WorkspaceNode): Promise<vscode.TreeItem> {
    if (node.type === "found-key" || node.type === "own-key") item.tooltip = this.keyTooltip(node.key, []);
    const [finding, another] =
      node.type === "place" ? [node.finding] : node.type === "found-file" ? node.findings : [];
    if (finding && !another)
      item.tooltip = this.keyTooltip(this.parts.judge.keyOf(finding), await this.placeFacts(finding));
    return item;
  }

  private keyItem({ key, findings }: FoundKeyNode): vscode.TreeItem {
    const { words } = this.parts;
    const summary = words.summarize(key);
    const item = new vscode.TreeItem(words.nameOf(key), Collapsed);
    item.id = `key:${keyText(key)}`;
    item.contextValue = key.kind === "temporary-key" ? "found.temporary" : "found";
    item.description = [summary.short, placesText(findings.length), nearSecretText(findings)]
      .filter((part) => part !== "")
      .join(" · ");
    item.iconPath = standingIcon(summary.standing);
    item.accessibilityInformation = { label: `${words.nameOf(key)}, ${item.description}` };
    return item;
  }

  private placeItem({ finding, key, named }: PlaceNode): vscode.TreeItem {
    const { words } = this.parts;
    const { uri, range, dismissal } = finding;
    const line = vscode.l10n.t("line {0}", range.start.line + 1);
    const item = new vscode.TreeItem(named ? words.nameOf(key) : line, None);
    item.id = `${dismissal ? "dismissed" : named ? "file" : `key:${keyText(key)}`}|${placeText(finding)}`;
    item.contextValue = dismissal ? `place.dismissed.${dismissal.by}` : "place";
    const where = dismissal
      ? `${vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true))}:${range.start.line + 1}`
      : named
        ? line
        : "";
    const summary = words.summarize(key);
    item.description = [
      dismissal?.reason ?? "",
      where,
      named && !dismissal ? summary.short : "",
      nearSecretText([finding]),
    ]
      .filter((part) => part !== "")
      .join(" · ");
    item.iconPath = named
      ? dismissal
        ? new vscode.ThemeIcon("eye-closed")
        : standingIcon(summary.standing)
      : new vscode.ThemeIcon("location");
    item.accessibilityInformation = { label: `${labelOf(item)}, ${item.description}` };
    item.command = openCommand(finding);
    return item;
  }

  private ownKeyItem({ key, list, account }: OwnKeyNode): vscode.TreeItem {
    const { words } = this.parts;
    const summary = words.summarize(key);
    const item = new vscode.TreeItem(words.nameOf(key), None);
    item.id = `${list}:${account ?? ""}:${keyText(key)}`;
    item.contextValue = "found";
    item.description = [summary.short, account ?? ""].filter((part) => part !== "").join(" · ");
    item.iconPath = standingIcon(summary.standing);
    item.command = {
      title: vscode.l10n.t("Show Usage Details"),
      command: COMMANDS.showUsage,
      arguments: [key],
    };
    return item;
  }

  private keyTooltip(key: KeyRef, more: readonly string[]): vscode.MarkdownString {
    const { words } = this.parts;
    const { headline, facts, problem, caveats, footnote } = words.describe(key);
    const lines = [headline, ...facts, problem, ...caveats, footnote, ...more].filter(
      (line) => line !== undefined && line !== "",
    );
    const text = lines.map((line) => markdownText(line ?? ""));
    return new vscode.MarkdownString([`**${markdownText(words.idOf(key))}**`, ...text].join("\n\n"));
  }

  /** What there is to say of a place: the secret beside it, why it is dismissed, and who to ask. */
  private async placeFacts(finding: ListedFinding): Promise<readonly string[]> {
    const { dismissal, nearSecret, uri, range } = finding;
    const author = await this.parts.authors.authorOf(vscode.Uri.parse(uri, true), range.start.line);
    const owner = this.parts.usage.peek(this.parts.judge.keyOf(finding)).known?.owner;
    const ownerName = owner?.name ?? owner?.id ?? owner?.accountId;
    return [
      nearSecret ? vscode.l10n.t("What looks like its secret stands next to it.") : "",
      dismissal ? dismissalFact(dismissal) : "",
      author
        ? vscode.l10n.t("Who to ask: {0} committed this line last ({1}).", author.author, author.date)
        : "",
      ownerName === undefined ? "" : vscode.l10n.t("Who to ask: the key belongs to {0}.", ownerName),
    ];
  }
}

function dismissalFact({ reason, author, date, expires }: NonNullable<ListedFinding["dismissal"]>): string {
  const said =
    author === undefined || date === undefined
      ? vscode.l10n.t("Dismissed: {0}", reason)
      : vscode.l10n.t("Dismissed by {1} on {2}: {0}", reason, author, date);
  return expires === undefined ? said : `${said} · ${vscode.l10n.t("until {0}", expires)}`;
}

function noticeItem({ message, folder }: NoticeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(message);
  item.id = `notice:${folder}:${message}`;
  item.iconPath = new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"));
  item.contextValue = "notice";
  item.tooltip = message;
  item.command = {
    title: vscode.l10n.t("Open Dismissals"),
    command: COMMANDS.openDismissals,
    arguments: [folder],
  };
  return item;
}

function fileItem({ uri, findings, below }: FoundFileNode): vscode.TreeItem {
  const file = vscode.Uri.parse(uri, true);
  const [first, another] = findings;
  const isPlace = below !== undefined && another === undefined;
  const item = new vscode.TreeItem(file, isPlace ? None : Collapsed);
  item.id = `${below ? `key:${keyText(below)}|` : ""}${uri}`;
  item.contextValue = isPlace ? "place" : "found-file";
  item.iconPath = vscode.ThemeIcon.File;
  const folder = folderText(file);
  const where = isPlace ? vscode.l10n.t("line {0}", first.range.start.line + 1) : placesText(findings.length);
  item.description = [folder, where, isPlace ? nearSecretText(findings) : ""]
    .filter((part) => part !== "")
    .join(" · ");
  if (isPlace) item.command = openCommand(first);
  return item;
}

/** The folder that a file is in, as far as it is not the root. */
function folderText(file: vscode.Uri): string {
  const path = vscode.workspace.asRelativePath(file);
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

function dismissedItem({ findings }: DismissedNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t("Dismissed"), Collapsed);
  item.id = "dismissed";
  item.description = String(findings.length);
  item.iconPath = new vscode.ThemeIcon("eye-closed");
  item.contextValue = "dismissed";
  item.tooltip = vscode.l10n.t("Dismissed in {0} or by a comment, with the reasons.", DISMISSAL_FILE);
  return item;
}

function comparisonItem({ lists }: ComparisonNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t("Code and accounts compared"), Collapsed);
  item.id = "comparison";
  item.description = lists.map(({ keys }) => keys.length).join(" · ");
  item.iconPath = new vscode.ThemeIcon("git-compare");
  item.contextValue = "comparison";
  item.tooltip = lists.map(({ list, keys }) => `${listTitle(list)}: ${keys.length}`).join("\n");
  return item;
}

function listItem({ list, keys, notAsked }: ListNode): vscode.TreeItem {
  const item = new vscode.TreeItem(listTitle(list), keys.length > 0 ? Collapsed : None);
  item.id = `list:${list}${keys.length > 0 ? "" : ":empty"}`;
  item.description =
    notAsked > 0 ? vscode.l10n.t("{0} · {1} not looked up yet", keys.length, notAsked) : String(keys.length);
  item.iconPath = new vscode.ThemeIcon("list-unordered");
  item.contextValue = "list";
  return item;
}

function listTitle(list: ListNode["list"]): string {
  switch (list) {
    case "not-in-accounts":
      return vscode.l10n.t("In the code, in none of your accounts");
    case "not-in-code":
      return vscode.l10n.t("Among your keys, nowhere in this code");
    case "never-seen":
      return vscode.l10n.t("Alive in an account, nowhere in this code");
  }
}

function openCommand({ uri, range }: ListedFinding): vscode.Command {
  return {
    title: vscode.l10n.t("Open"),
    command: "vscode.open",
    arguments: [vscode.Uri.parse(uri, true), { selection: rangeOf(range) }],
  };
}

function placesText(count: number): string {
  return count === 1 ? vscode.l10n.t("1 place") : vscode.l10n.t("{0} places", count);
}

function nearSecretText(findings: readonly ListedFinding[]): string {
  return findings.some(({ nearSecret }) => nearSecret) ? vscode.l10n.t("secret beside it") : "";
}

function placeText({ uri, range: { start } }: ListedFinding): string {
  return `${uri}:${start.line}:${start.character}`;
}

function labelOf({ label }: vscode.TreeItem): string {
  return typeof label === "string" ? label : (label?.label ?? "");
}
