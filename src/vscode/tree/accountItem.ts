import * as vscode from "vscode";
import type { Account } from "../../core/usage/account";
import { COMMANDS } from "../commands/names";
import type { AccountNode } from "./nodes";

/** The row of an account; `provider` is the cloud's name. */
export function accountItem(
  { account, check, isListed, children }: AccountNode,
  provider: string,
): vscode.TreeItem {
  const { Expanded, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(account.name, children.length > 0 ? Expanded : None);
  // VS Code remembers by the ID whether a row is open; one that had nothing inside would stay closed.
  item.id = `account:${account.name}${item.collapsibleState === None ? ":empty" : ""}`;
  const state = check?.state ?? "ready";
  item.contextValue =
    state === "needs-consent" ? "account.needs-consent" : isListed ? "account.listed" : "account";
  item.iconPath = new vscode.ThemeIcon(state === "ready" ? "account" : "warning");
  item.description = account.thisSessionOnly
    ? vscode.l10n.t("{0} · sample data, this window only", provider)
    : state === "ready"
      ? provider
      : state === "needs-consent"
        ? vscode.l10n.t("{0} · needs your permission", provider)
        : vscode.l10n.t("{0} · cannot sign requests", provider);
  const reason =
    check?.state === "broken"
      ? check.reason
      : check?.state === "needs-consent"
        ? check.consent.message
        : undefined;
  item.tooltip = [
    vscode.l10n.t("Account {0} · {1}", account.name, provider),
    ...(reason === undefined ? [] : [reason]),
    whereCredentialsAreRead(account),
  ].join("\n\n");
  if (check?.state === "needs-consent") {
    item.command = {
      title: vscode.l10n.t("Allow…"),
      command: COMMANDS.allowProfile,
      arguments: [account.name],
    };
  }
  return item;
}

/** With a remote folder the files and variables are those of the other side. */
function whereCredentialsAreRead({ credentials, thisSessionOnly }: Account): string {
  const side = vscode.env.remoteName ?? vscode.l10n.t("this machine");
  if (thisSessionOnly) return vscode.l10n.t("Belongs to the sample cloud and ends with this window.");
  switch (credentials.kind) {
    case "environment":
      return vscode.l10n.t("Credentials: environment variables ({0})", side);
    case "profile":
      return vscode.l10n.t("Credentials: profile {0} of the CLI's file ({1})", credentials.name, side);
    case "stored":
      return vscode.l10n.t("Credentials: VS Code's secret storage");
  }
}
