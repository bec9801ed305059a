import * as vscode from "vscode";
import { ownerText } from "../../core/inventory/inventoryPage";
import type { Identity } from "../../core/usage/keyUsage";
import { COMMANDS } from "../commands/names";
import type { MoreNode, NoteNode, OthersNode, OwnerNode, ProblemNode, UndecidedNode } from "./nodes";

/** The rows that are neither accounts nor keys. */

export function othersItem({ keys }: OthersNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t("Other keys"), vscode.TreeItemCollapsibleState.Expanded);
  item.id = "others";
  item.description = String(keys.length);
  item.iconPath = new vscode.ThemeIcon("inbox");
  item.contextValue = "others";
  item.tooltip = vscode.l10n.t("Keys that no account has answered for.");
  return item;
}

export function ownerItem({ account, branch: { owner, keys } }: OwnerNode): vscode.TreeItem {
  const name = ownerName(owner);
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `owner:${account.name}:${ownerText(owner)}`;
  item.description = String(keys.length);
  item.iconPath = new vscode.ThemeIcon(owner.type === "root-account" ? "shield" : "person");
  item.contextValue = "owner";
  item.tooltip = name;
  item.accessibilityInformation = {
    label:
      keys.length === 1
        ? vscode.l10n.t("{0}, one key", name)
        : vscode.l10n.t("{0}, {1} keys", name, keys.length),
  };
  return item;
}

/** The user's name in the cloud; where it has none, what it is. */
function ownerName({ type, name, id }: Identity): string {
  if (type === "root-account") return vscode.l10n.t("Root account");
  if (type === "main-account") return vscode.l10n.t("KMS keys");
  return name ?? id ?? vscode.l10n.t("The account's own keys");
}

export function noteItem({ account, kind, label, detail }: NoteNode): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = `note:${account.name}:${kind}:${kind === "listing" ? "" : label}`;
  item.iconPath = new vscode.ThemeIcon(...NOTE_ICONS[kind]);
  item.contextValue = `note.${kind}`;
  item.tooltip = detail === undefined ? label : `${label}\n\n${detail}`;
  if (kind === "again") {
    item.command = {
      title: vscode.l10n.t("Show All Keys of This Account"),
      command: COMMANDS.listAccountKeys,
      arguments: [account.name],
    };
  }
  return item;
}

const NOTE_ICONS: Readonly<Record<NoteNode["kind"], [icon: string, color?: vscode.ThemeColor]>> = {
  listing: ["loading~spin"],
  again: ["debug-restart"],
  gap: ["warning", new vscode.ThemeColor("list.warningForeground")],
  "by-nature": ["info"],
  elsewhere: ["info"],
};

export function moreItem({ account, left }: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t("Show more ({0} not shown)", left));
  item.id = `more:${account.name}`;
  item.iconPath = new vscode.ThemeIcon("ellipsis");
  item.contextValue = "more";
  item.command = {
    title: vscode.l10n.t("Show More"),
    command: COMMANDS.showMoreKeys,
    arguments: [account.name],
  };
  return item;
}

export function undecidedItem({ count }: UndecidedNode): vscode.TreeItem {
  const item = new vscode.TreeItem(
    count === 1
      ? vscode.l10n.t("The filter leaves out one key whose use is not known")
      : vscode.l10n.t("The filter leaves out {0} keys whose use is not known", count),
  );
  item.id = "undecided";
  item.description = vscode.l10n.t("Look Up All");
  item.iconPath = new vscode.ThemeIcon("question");
  item.contextValue = "undecided";
  item.command = { title: vscode.l10n.t("Look Up All"), command: COMMANDS.lookUpAll };
  return item;
}

export function problemItem({ problem: { origin, setting, entry, message } }: ProblemNode): vscode.TreeItem {
  const item = new vscode.TreeItem(message);
  item.id = `problem:${origin}:${setting}:${entry}:${message}`;
  const place = entry === 0 ? setting : vscode.l10n.t("{0}, entry {1}", setting, entry);
  item.description = origin === "workspace" ? `${place} · ${workspaceSettingsFile()}` : place;
  item.iconPath = new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"));
  item.contextValue = "problem";
  item.tooltip = `${message}\n\n${item.description}`;
  item.command = {
    title: vscode.l10n.t("Open Settings"),
    command: COMMANDS.openSettings,
    arguments: [setting],
  };
  return item;
}

function workspaceSettingsFile(): string {
  return vscode.workspace.workspaceFile?.path.split("/").at(-1) ?? ".vscode/settings.json";
}

export function hintItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t("No keys listed yet"));
  item.description = vscode.l10n.t("Add Key…");
  item.iconPath = new vscode.ThemeIcon("add");
  item.contextValue = "hint";
  item.command = { title: vscode.l10n.t("Add Key…"), command: COMMANDS.addKey };
  return item;
}
