import * as vscode from "vscode";
import {
  arrange,
  type AccountBranch,
  type ArrangedKey,
  type Arrangement,
} from "../../core/inventory/arrange";
import type { InventoryService } from "../../core/inventory/inventoryService";
import { isDisabled, type KeyLook } from "../../core/inventory/keyView";
import type { KeyUsageProvider } from "../../core/usage/provider";
import { keyText } from "../../core/usage/key";
import type { UsageService } from "../../core/usage/usageService";
import type { Registry } from "../accounts/registry";
import { COMMANDS } from "../commands/names";
import type { ChangeHub } from "../editor/changeHub";
import type { DocumentKeys } from "../editor/documentKeys";
import type { Log } from "../log";
import type { FoundInWorkspace } from "../scan/workspaceKeys";
import type { LiveSettings } from "../settings";
import type { Words } from "../words";
import { AccountChecks } from "./accountChecks";
import { accountItem } from "./accountItem";
import { KeyLooks } from "./keyLooks";
import { keyTooltip } from "./keyTooltip";
import type { AccountNode, KeyNode, Node, OthersNode, ProblemNode, UndecidedNode } from "./nodes";
import { notesOf } from "./notes";
import {
  hintItem,
  moreItem,
  noteItem,
  othersItem,
  ownerItem,
  problemItem,
  undecidedItem,
} from "./otherItems";
import type { RowsInSight } from "./rowsInSight";
import { standingIcon } from "./standingIcons";
import type { TreeMemory } from "./treeMemory";
import { viewMessage } from "./viewMessage";

export interface KeysTreeParts {
  readonly providers: readonly KeyUsageProvider[];
  readonly registry: Registry;
  readonly usage: UsageService;
  readonly inventory: InventoryService;
  readonly documentKeys: DocumentKeys;
  readonly foundInWorkspace: FoundInWorkspace;
  readonly words: Words;
  readonly settings: LiveSettings;
  readonly memory: TreeMemory;
  readonly inSight: RowsInSight;
  readonly log: Log;
  readonly hub: ChangeHub;
}

/** Account → user → key, with each key's last use beside it; users only where the account's keys were listed. */
export class KeysTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly messageChanged = new vscode.EventEmitter<void>();
  /** Fires when `message` may have changed. */
  readonly onDidChangeMessage = this.messageChanged.event;
  private readonly listening: { dispose(): unknown }[];
  private readonly checks: AccountChecks;
  private readonly looks: KeyLooks;
  private pending: NodeJS.Timeout | undefined;
  private isAllFiltered = false;

  constructor(private readonly parts: KeysTreeParts) {
    const { providers, registry, usage, inventory, hub, memory, log } = parts;
    const redraw = (): void => {
      this.redraw();
    };
    const soon = (): void => {
      this.redrawSoon();
    };
    this.checks = new AccountChecks({
      providers,
      accounts: () => registry.accounts,
      onChecked: redraw,
      onProblem: ({ name }, error) => {
        log.error(`Checking account ${name}`, error);
      },
    });
    this.looks = new KeyLooks((key) => this.lookAt(key), soon);
    this.listening = [
      hub.onDidChange(redraw),
      memory.onDidChange(() => {
        this.messageChanged.fire();
        this.redraw();
      }),
      inventory.onDidChange(soon),
      usage.onDidChange((texts) => {
        this.looks.forget(texts);
      }),
      inventory.onDidSettle(() => {
        this.looks.forget();
      }),
      registry.onDidChange(() => {
        this.looks.forget();
        this.checkAccounts();
      }),
      vscode.window.tabGroups.onDidChangeTabs(() => {
        if (this.wantsCode()) soon();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("keytrail")) this.looks.forget();
      }),
    ];
  }

  /** What the view says above its rows: which of the keys it shows. */
  get message(): string | undefined {
    // VS Code shows a message or a welcome, and the latter says it too.
    return this.isAllFiltered ? undefined : viewMessage(this.parts.memory.view);
  }

  /** Looks at every account's credentials again, without using them. */
  checkAccounts(): void {
    void this.checks.renew();
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.roots();
    if (node.type === "account") return [...node.children];
    if (node.type === "others") return [...node.keys];
    if (node.type !== "owner") return [];
    this.parts.inSight.add(node.branch.keys.map(({ key }) => key));
    return node.branch.keys.map(keyNode);
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.type) {
      case "account":
        return accountItem(node, this.nameOfProvider(node));
      case "owner":
        return ownerItem(node);
      case "others":
        return othersItem(node);
      case "key":
        return this.keyItem(node);
      case "note":
        return noteItem(node);
      case "more":
        return moreItem(node);
      case "undecided":
        return undecidedItem(node);
      case "problem":
        return problemItem(node);
      case "hint":
        return hintItem();
    }
  }

  /** Tooltips are long and few are looked at. */
  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    if (node.type === "key") item.tooltip = keyTooltip(node, this.parts.words);
    return item;
  }

  dispose(): void {
    clearTimeout(this.pending);
    for (const item of this.listening) item.dispose();
    this.changed.dispose();
    this.messageChanged.dispose();
  }

  /** To be called when more is known of what stands in the files of the workspace. */
  codeChanged(): void {
    if (this.wantsCode()) this.redrawSoon();
  }

  private redraw(): void {
    clearTimeout(this.pending);
    this.pending = undefined;
    this.changed.fire(undefined);
  }

  /** Keys are listed twenty users a second; the rows move a few times a second. */
  private redrawSoon(): void {
    this.pending ??= setTimeout(() => {
      this.redraw();
    }, PAUSE_MS);
  }

  private roots(): Node[] {
    const { registry, inventory, memory, inSight } = this.parts;
    // VS Code asks for the rows of the branches that are open next.
    inSight.clear();
    const { accounts, keys, problems } = registry;
    const broken = accounts.some(({ name }) => (this.checks.of(name)?.state ?? "ready") !== "ready");
    const isAnyListed = accounts.some((account) => memory.isListed(account) && inventory.canList(account));
    // Nothing to list and nothing to mend: the welcome view says what comes next.
    if (keys.length === 0 && problems.length === 0 && !broken && !isAnyListed) return this.nothing(false);
    const arrangement = this.arrange();
    const { shown, hidden, undecided, others } = arrangement;
    const isBusy = accounts.some((account) => inventory.peek(account)?.busy !== undefined);
    if (shown === 0 && hidden > 0 && undecided.length === 0 && !isBusy && problems.length === 0)
      return this.nothing(true);
    this.nothing(false);
    return [
      ...problems.map((problem): ProblemNode => ({ type: "problem", problem })),
      ...(undecided.length > 0
        ? [{ type: "undecided", count: undecided.length } satisfies UndecidedNode]
        : []),
      ...arrangement.accounts.map((branch) => this.accountNode(branch)),
      ...(others.length > 0 ? [{ type: "others", keys: others.map(keyNode) } satisfies OthersNode] : []),
    ];
  }

  /** Tells which welcome an empty view gives. */
  private nothing(isAllFiltered: boolean): Node[] {
    if (isAllFiltered === this.isAllFiltered) return [];
    this.isAllFiltered = isAllFiltered;
    void vscode.commands.executeCommand("setContext", "keytrail.allFiltered", isAllFiltered);
    this.messageChanged.fire();
    return [];
  }

  private arrange(): Arrangement {
    const { registry, usage, inventory, memory } = this.parts;
    const inCode = new Set(this.wantsCode() ? this.textsInCode() : []);
    return arrange({
      accounts: registry.accounts,
      pinned: registry.keys,
      inventoryOf: (account) => (memory.isListed(account) ? inventory.peek(account) : undefined),
      placeOf: (key) => {
        const place = inventory.find(key);
        const account = place && registry.accounts.find(({ name }) => name === place.account);
        return account && memory.isListed(account) ? place : undefined;
      },
      answeredBy: (key) => usage.peek(key).known?.account,
      view: memory.view,
      lookOf: (key) => ({ ...this.looks.of(key), isInCode: inCode.has(keyText(key.key)) }),
    });
  }

  /** In open documents, and in all files if somebody had them searched. */
  private textsInCode(): readonly string[] {
    const { documentKeys, foundInWorkspace } = this.parts;
    return [...documentKeys.inOpenDocuments(), ...foundInWorkspace().map(({ key }) => keyText(key))];
  }

  private wantsCode(): boolean {
    return this.parts.memory.view.filters.includes("in-code");
  }

  private accountNode(branch: AccountBranch): AccountNode {
    const { inventory, memory, registry } = this.parts;
    const { account, keys, owners } = branch;
    const isListed = memory.isListed(account) && inventory.canList(account);
    if (isListed) this.listIfAllowed(branch);
    const limit = memory.limitOf(account);
    const left = owners.length - limit;
    const children: Node[] = [
      ...(isListed ? notesOf(branch, inventory.peek(account)) : []),
      ...keys.map(keyNode),
      ...owners.slice(0, limit).map((one) => ({ type: "owner", account, branch: one }) as const),
      ...(left > 0 ? [{ type: "more", account, left } as const] : []),
    ];
    // While there are keys anywhere, an account without any needs no offer to add one.
    const isBare = children.length === 0 && registry.keys.length === 0;
    return {
      ...{ type: "account", account, check: this.checks.of(account.name), isListed },
      children: isBare ? [{ type: "hint" }] : children,
    };
  }

  /** What somebody wanted to see in an earlier window is listed again, where keys may be asked about unasked. */
  private listIfAllowed({ account }: AccountBranch): void {
    const { inventory, settings } = this.parts;
    if (
      !settings.mayLookUpUnasked ||
      inventory.peek(account) ||
      this.checks.of(account.name)?.state !== "ready"
    )
      return;
    void inventory.list(account);
  }

  private lookAt({ key, entry }: ArrangedKey): KeyLook {
    const { words, usage } = this.parts;
    const { known } = usage.peek(key);
    const info = known?.keyInfo ?? entry?.info;
    return {
      standing: words.summarize(key).standing,
      lastUseAt: known?.lastUse?.at,
      createdAt: info?.createdAt ?? entry?.info.createdAt,
      state: info?.state ?? entry?.info.state,
      name: words.nameOf(key),
      isInCode: false,
    };
  }

  private keyItem({ key, entry, isPinned }: KeyNode): vscode.TreeItem {
    const { words, usage } = this.parts;
    // VS Code asks for the rows of open branches only.
    const summary = words.summarizeInSight(key);
    const name = key.label ?? entry?.info.name ?? words.nameOf(key);
    const item = new vscode.TreeItem(name);
    item.id = `key:${key.provider}:${key.kind}:${key.id}`;
    item.contextValue = key.kind === "temporary-key" ? "key.temporary" : isPinned ? "key" : "key.listed";
    const state = entry?.info.state ?? usage.peek(key).known?.keyInfo?.state;
    const isOff = entry !== undefined && isDisabled(state);
    item.description = isOff ? vscode.l10n.t("disabled · {0}", summary.short) : summary.short;
    item.iconPath = standingIcon(summary.standing);
    item.accessibilityInformation = { label: `${name}, ${item.description}` };
    item.command = {
      title: vscode.l10n.t("Show Usage Details"),
      command: COMMANDS.showUsage,
      arguments: [key],
    };
    return item;
  }

  private nameOfProvider({ account: { provider } }: AccountNode): string {
    return this.parts.providers.find(({ id }) => id === provider)?.displayName ?? provider;
  }
}

const PAUSE_MS = 250;

function keyNode({ key, entry, isPinned }: ArrangedKey): KeyNode {
  return { type: "key", key, isPinned, ...(entry && { entry }) };
}
