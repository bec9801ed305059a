import type { InventoryService } from "../../core/inventory/inventoryService";
import type { ReportKey } from "../../core/report/reportRow";
import { keyText } from "../../core/usage/key";
import type { KeyDirectory } from "../../core/usage/keyDirectory";
import type { UsageService } from "../../core/usage/usageService";
import type { Registry } from "../accounts/registry";

/** What knows of keys. */
export interface KeySources {
  readonly registry: Registry;
  readonly directory: KeyDirectory;
  readonly inventory: InventoryService;
  readonly usage: UsageService;
}

/**
 * The keys of these accounts (absent: of all, and those that no account is known to have), no key twice: those that are
 * set up, those that an account's list of all keys has, and the other keys that clouds list. The one place that a report
 * learns from which keys there are.
 */
export function keysOfAccounts(
  { registry, directory, inventory, usage }: KeySources,
  names?: ReadonlySet<string>,
): readonly ReportKey[] {
  const byText = new Map<string, ReportKey>();
  const all = [...registry.keys, ...inventory.keys, ...directory.keys.map(({ key }) => key)];
  for (const key of all) {
    const text = keyText(key);
    if (byText.has(text)) continue;
    const place = inventory.find(key);
    byText.set(text, {
      key: registry.configured(key),
      ...(place && { account: place.account, owner: place.owner, keyInfo: place.entry.info }),
    });
  }
  const keys = [...byText.values()];
  return names === undefined ? keys : keys.filter((each) => mayBelongTo(each, names, usage));
}

/** Whether one of these accounts has the key; or may have it, as long as none is known to. */
function mayBelongTo({ key, account }: ReportKey, names: ReadonlySet<string>, usage: UsageService): boolean {
  if (account !== undefined) return names.has(account);
  const holder = usage.peek(key).known;
  const isHeld = holder?.outcome === "used" || holder?.outcome === "no-use-on-record";
  if (isHeld && holder.account !== undefined) return names.has(holder.account);
  return usage.accountsFor(key).some(({ name }) => names.has(name));
}
