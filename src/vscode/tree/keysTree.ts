import * as vscode from "vscode";
import type { KeyUsageProvider } from "../../core/usage/provider";
import type { Account } from "../../core/usage/account";
import type { KeyRef } from "../../core/usage/key";
import type { UsageService } from "../../core/usage/usageService";
import type { Registry } from "../accounts/registry";
import { COMMANDS } from "../commands/names";
import type { ChangeHub } from "../editor/changeHub";
import type { Log } from "../log";
import { markdownText, type Words } from "../words";
import { AccountChecks } from "./accountChecks";
import {
  groupKeys,
  type AccountNode,
  type KeyNode,
  type Node,
  type OthersNode,
  type ProblemNode,
} from "./nodes";
import { standingIcon } from "./standingIcons";

/** Account → key, with each key's last use beside it. */
export class KeysTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly listening: vscode.Disposable[];
  private readonly checks: AccountChecks;

  constructor(
    private readonly providers: readonly KeyUsageProvider[],
    private readonly registry: Registry,
    private readonly usage: UsageService,
    private readonly words: Words,
    log: Log,
    hub: ChangeHub,
  ) {
    this.checks = new AccountChecks({
      providers,
      accounts: () => registry.accounts,
      onChecked: () => {
        this.changed.fire(undefined);
      },
      onProblem: ({ name }, error) => {
        log.error(`Checking account ${name}`, error);
      },
    });
    this.listening = [
      hub.onDidChange(() => {
        this.changed.fire(undefined);
      }),
      registry.onDidChange(() => {
        this.checkAccounts();
      }),
    ];
  }

  /** Looks at every account's credentials again, without using them. */
  checkAccounts(): void {
    void this.checks.renew();
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.roots();
    if (node.type === "others") return node.keys.map(keyNode);
    if (node.type === "account") return this.keysOf(node);
    return [];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.type) {
      case "account":
        return this.accountItem(node);
      case "others":
        return othersItem(node);
      case "key":
        return this.keyItem(node);
      case "problem":
        return problemItem(node);
      case "hint":
        return hintItem();
    }
  }

  /** Tooltips are long and few are looked at. */
  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    if (node.type === "key") item.tooltip = this.keyTooltip(node.key);
    return item;
  }

  dispose(): void {
    for (const item of this.listening) item.dispose();
    this.changed.dispose();
  }

  private roots(): Node[] {
    const { accounts, keys, problems } = this.registry;
    const broken = accounts.some(({ name }) => (this.checks.of(name)?.state ?? "ready") !== "ready");
    // Nothing to list and nothing to mend: the welcome view says what comes next.
    if (keys.length === 0 && problems.length === 0 && !broken) return [];
    const { byAccount, others } = groupKeys(keys, accounts, (key) => this.usage.peek(key).known?.account);
    return [
      ...problems.map((problem): ProblemNode => ({ type: "problem", problem })),
      ...accounts.map((account): AccountNode => ({
        type: "account",
        account,
        check: this.checks.of(account.name),
        keys: byAccount.get(account.name) ?? [],
      })),
      ...(others.length > 0 ? [{ type: "others", keys: others } satisfies OthersNode] : []),
    ];
  }

  /** While there are keys anywhere, an account without any needs no offer to add one. */
  private keysOf({ keys }: AccountNode): Node[] {
    return this.registry.keys.length === 0 ? [{ type: "hint" }] : keys.map(keyNode);
  }

  private accountItem(node: AccountNode): vscode.TreeItem {
    const { account, check } = node;
    const { Expanded, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(account.name, this.keysOf(node).length > 0 ? Expanded : None);
    // VS Code remembers by the ID whether a row is open; one that had nothing inside would stay closed.
    item.id = `account:${account.name}${item.collapsibleState === None ? ":empty" : ""}`;
    const provider =
      this.providers.find(({ id }) => id === account.provider)?.displayName ?? account.provider;
    const state = check?.state ?? "ready";
    item.contextValue = state === "needs-consent" ? "account.needs-consent" : "account";
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

  private keyItem({ key }: KeyNode): vscode.TreeItem {
    const summary = this.words.summarizeInSight(key);
    const item = new vscode.TreeItem(this.words.nameOf(key));
    item.id = `key:${key.provider}:${key.kind}:${key.id}`;
    item.contextValue = key.kind === "temporary-key" ? "key.temporary" : "key";
    item.description = summary.short;
    item.iconPath = standingIcon(summary.standing);
    item.accessibilityInformation = { label: `${this.words.nameOf(key)}, ${summary.short}` };
    item.command = {
      title: vscode.l10n.t("Show Usage Details"),
      command: COMMANDS.showUsage,
      arguments: [key],
    };
    return item;
  }

  private keyTooltip(key: KeyRef): vscode.MarkdownString {
    const { headline, facts, problem, caveats, footnote } = this.words.describe(key);
    const lines = [headline, ...facts, problem, ...caveats, footnote].filter(
      (line) => line !== undefined && line !== "",
    );
    return new vscode.MarkdownString(
      [`**${markdownText(this.words.idOf(key))}**`, ...lines.map((line) => markdownText(line ?? ""))].join(
        "\n\n",
      ),
    );
  }
}

function keyNode(key: KeyRef): KeyNode {
  return { type: "key", key };
}

function othersItem({ keys }: OthersNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t("Other keys"), vscode.TreeItemCollapsibleState.Expanded);
  item.id = "others";
  item.description = String(keys.length);
  item.iconPath = new vscode.ThemeIcon("inbox");
  item.contextValue = "others";
  item.tooltip = vscode.l10n.t("Keys that no account has answered for.");
  return item;
}

function problemItem({ problem: { origin, setting, entry, message } }: ProblemNode): vscode.TreeItem {
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

function hintItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t("No keys listed yet"));
  item.description = vscode.l10n.t("Add Key…");
  item.iconPath = new vscode.ThemeIcon("add");
  item.contextValue = "hint";
  item.command = { title: vscode.l10n.t("Add Key…"), command: COMMANDS.addKey };
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
