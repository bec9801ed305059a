import type { ReportKey } from "../../core/report/reportRow";
import { keyText, type KeyRef } from "../../core/usage/key";
import type { KeyDirectory } from "../../core/usage/keyDirectory";
import type { UsageService } from "../../core/usage/usageService";
import type { Registry } from "../accounts/registry";

/** What knows of keys. */
export interface KeySources {
  readonly registry: Registry;
  readonly directory: KeyDirectory;
  readonly usage: UsageService;
}

/**
 * The keys of these accounts (absent: of all, and those that no account is known to have), no key twice: those that are
 * set up, and those that accounts list. The one place that a report learns from which keys there are: whatever else
 * comes to know of keys, such as a list of all keys of an account, joins here.
 */
export function keysOfAccounts(
  { registry, directory, usage }: KeySources,
  names?: ReadonlySet<string>,
): readonly ReportKey[] {
  const byText = new Map<string, ReportKey>();
  for (const key of [...registry.keys, ...directory.keys.map((known) => registry.configured(known.key))]) {
    if (!byText.has(keyText(key))) byText.set(keyText(key), { key });
  }
  const keys = [...byText.values()];
  return names === undefined ? keys : keys.filter(({ key }) => mayBelongTo(key, names, usage));
}

/** Whether one of these accounts has the key; or may have it, as long as none is known to. */
function mayBelongTo(key: KeyRef, names: ReadonlySet<string>, usage: UsageService): boolean {
  const holder = usage.peek(key).known;
  const isHeld = holder?.outcome === "used" || holder?.outcome === "no-use-on-record";
  if (isHeld && holder.account !== undefined) return names.has(holder.account);
  return usage.accountsFor(key).some(({ name }) => names.has(name));
}
