import * as vscode from "vscode";
import type { InventoryService } from "../../core/inventory/inventoryService";
import type { ReportKey } from "../../core/report/reportRow";
import { keyText } from "../../core/usage/key";
import type { KeyDirectory } from "../../core/usage/keyDirectory";
import type { UsageService } from "../../core/usage/usageService";
import type { WorkspaceFinding } from "../../core/scan/finding";
import type { Registry } from "../accounts/registry";
import type { FoundInWorkspace } from "../scan/workspaceKeys";

/** What knows of keys. */
export interface KeySources {
  readonly registry: Registry;
  readonly directory: KeyDirectory;
  readonly inventory: InventoryService;
  readonly usage: UsageService;
  readonly foundInWorkspace: FoundInWorkspace;
}

/**
 * The keys of these accounts (absent: of all, and those that no account is known to have), no key twice: those that are
 * set up, those that an account's list of all keys has, the other keys that clouds list, and those found in the workspace. The one place that a report
 * learns from which keys there are.
 */
export function keysOfAccounts(
  { registry, directory, inventory, usage, foundInWorkspace }: KeySources,
  names?: ReadonlySet<string>,
): readonly ReportKey[] {
  const byText = new Map<string, ReportKey>();
  const places = placesOf(foundInWorkspace());
  const all = [
    ...registry.keys,
    ...inventory.keys,
    ...directory.keys.map(({ key }) => key),
    ...Array.from(places.values(), ([first]) => first.key),
  ];
  for (const key of all) {
    const text = keyText(key);
    if (byText.has(text)) continue;
    const place = inventory.find(key);
    const found = places.get(text);
    byText.set(text, {
      key: registry.configured(key),
      ...(place && { account: place.account, owner: place.owner, keyInfo: place.entry.info }),
      ...(found && { places: found.map(placeText) }),
    });
  }
  const keys = [...byText.values()];
  return names === undefined ? keys : keys.filter((each) => mayBelongTo(each, names, usage));
}

type Found = readonly [WorkspaceFinding, ...WorkspaceFinding[]];

/** By key. Temporary keys come and go by themselves: no report is about them. */
function placesOf(findings: readonly WorkspaceFinding[]): ReadonlyMap<string, Found> {
  const byText = new Map<string, [WorkspaceFinding, ...WorkspaceFinding[]]>();
  for (const finding of findings) {
    if (finding.key.kind === "temporary-key") continue;
    const text = keyText(finding.key);
    const others = byText.get(text);
    if (others) others.push(finding);
    else byText.set(text, [finding]);
  }
  return byText;
}

function placeText({ uri, range }: WorkspaceFinding): string {
  return `${vscode.workspace.asRelativePath(vscode.Uri.parse(uri))}:${range.start.line + 1}`;
}

/** Whether one of these accounts has the key; or may have it, as long as none is known to. */
function mayBelongTo({ key, account }: ReportKey, names: ReadonlySet<string>, usage: UsageService): boolean {
  if (account !== undefined) return names.has(account);
  const holder = usage.peek(key).known;
  const isHeld = holder?.outcome === "used" || holder?.outcome === "no-use-on-record";
  if (isHeld && holder.account !== undefined) return names.has(holder.account);
  return usage.accountsFor(key).some(({ name }) => names.has(name));
}
