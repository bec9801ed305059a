import * as vscode from "vscode";
import { KEY_FILTERS, KEY_SORTS, type KeyView } from "../../core/inventory/keyView";
import { lookUpDue } from "../../core/usage/lookUpDue";
import type { Account } from "../../core/usage/account";
import { keyText, type KeyRef } from "../../core/usage/key";
import { appendEntry } from "../accounts/editSettings";
import type { Services } from "../services";
import { filterLabel, sortLabel } from "../tree/viewMessage";
import { accountNameIn, pickAccount } from "./accountCommands";
import { withStoppableProgress } from "../stoppableProgress";

/** Lists all keys of an account, and shows them from now on. A person asked for it, so it goes in Restricted Mode too. */
export async function listAccountKeys(services: Services, argument: unknown): Promise<void> {
  const { registry, inventory, treeMemory } = services;
  const able = registry.accounts.filter((account) => inventory.canList(account));
  const account = await accountIn(argument, able, vscode.l10n.t("Show All Keys of an Account"));
  if (!account) return;
  treeMemory.setListed(account, true);
  await vscode.window.withProgress({ location: { viewId: "keytrail.keys" } }, () => inventory.list(account));
}

/** Shows the keys of the settings only, of one account. */
export async function hideAccountKeys(services: Services, argument: unknown): Promise<void> {
  const { registry, inventory, treeMemory } = services;
  const shown = registry.accounts.filter((account) => treeMemory.isListed(account));
  const account = await accountIn(argument, shown, vscode.l10n.t("Show Only the Keys in the Settings"));
  if (!account) return;
  inventory.stop(account);
  treeMemory.setListed(account, false);
}

/** Stops listing an account's keys; without one that is named, stops all. */
export function stopListing({ registry, inventory }: Services, argument: unknown): void {
  const name = accountNameIn(argument);
  for (const account of registry.accounts)
    if (name === undefined || account.name === name) inventory.stop(account);
}

/** Asks about every key of an account, or of all that are shown, whose answer is missing or old. */
export async function lookUpAllKeys(services: Services, argument: unknown): Promise<void> {
  const { registry, inventory, treeMemory, usage } = services;
  const name = accountNameIn(argument);
  const accounts = registry.accounts.filter((account) => name === undefined || account.name === name);
  const listed = accounts
    .filter((account) => treeMemory.isListed(account))
    .flatMap((account) => inventory.peek(account)?.owners ?? [])
    .flatMap(({ keys }) => keys.map(({ key }) => registry.configured(key)));
  const pinned = registry.keys.filter(
    (key) => name === undefined || usage.accountsFor(key).some((account) => account.name === name),
  );
  const keys = new Map([...listed, ...pinned].map((key) => [keyText(key), key]));
  const askable = [...keys.values()].filter((key) => key.kind !== "temporary-key");
  await withStoppableProgress(vscode.l10n.t("Looking up keys"), (signal, onProgress) =>
    lookUpDue(askable, usage, signal, onProgress),
  );
}

/** Puts a key of the inventory into the user's own list. */
export async function pinKey(
  { keyArgument, registry, inventory, providers }: Services,
  argument: unknown,
): Promise<void> {
  const key =
    argument === undefined ? await keyArgument.ask(vscode.l10n.t("Pin Key")) : keyArgument.require(argument);
  if (!key) return;
  if (isListed(key, registry.keys)) {
    void vscode.window.showInformationMessage(vscode.l10n.t("The key is already in the list."));
    return;
  }
  const account = inventory.find(key)?.account;
  const isOfSession = registry.accounts.some(
    ({ name, thisSessionOnly }) => name === account && thisSessionOnly,
  );
  if (isOfSession) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("Keys of the sample cloud end with this window, so they cannot be pinned."),
    );
    return;
  }
  await appendEntry("keys", {
    id: key.id,
    ...(account !== undefined && { account }),
    ...(key.provider !== providers[0]?.id && { provider: key.provider }),
  });
  vscode.window.setStatusBarMessage(vscode.l10n.t("Pinned the key: it is in your settings now."), 3000);
}

/** Lets a person choose the kinds of keys to see; none means all. */
export async function filterKeys({ treeMemory }: Services): Promise<void> {
  const { view } = treeMemory;
  const items = KEY_FILTERS.map((filter) => ({
    label: filterLabel(filter),
    picked: view.filters.includes(filter),
    filter,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Filter Keys"),
    placeHolder: vscode.l10n.t("Which keys to show; none chosen means all"),
    canPickMany: true,
  });
  if (picked) showView(treeMemory, { ...view, filters: picked.map(({ filter }) => filter) });
}

/** Lets a person choose the order of the keys. */
export async function sortKeys({ treeMemory }: Services): Promise<void> {
  const { view } = treeMemory;
  const items = KEY_SORTS.map((sort) => ({
    label: sortLabel(sort),
    ...(sort === view.sort && { description: vscode.l10n.t("now") }),
    sort,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Sort Keys") });
  if (picked) showView(treeMemory, { ...view, sort: picked.sort });
}

/** Shows all keys again. */
export function clearFilter({ treeMemory }: Services): void {
  showView(treeMemory, { ...treeMemory.view, filters: [] });
}

/** Shows more users of an account. */
export function showMoreKeys({ registry, treeMemory }: Services, argument: unknown): void {
  const account = registry.accounts.find(({ name }) => name === accountNameIn(argument));
  if (account) treeMemory.showMore(account);
}

function showView(memory: Services["treeMemory"], view: KeyView): void {
  memory.setView(view);
  void vscode.commands.executeCommand("setContext", "keytrail.filtered", view.filters.length > 0);
}

function isListed(key: KeyRef, keys: readonly KeyRef[]): boolean {
  return keys.some((one) => keyText(one) === keyText(key));
}

async function accountIn(
  argument: unknown,
  accounts: readonly Account[],
  title: string,
): Promise<Account | undefined> {
  const given = accountNameIn(argument);
  const name = given ?? (await pickAccount(accounts, title));
  return accounts.find((account) => account.name === name);
}
