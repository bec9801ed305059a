import type { Account } from "../usage/account";
import { keyText, type KeyRef } from "../usage/key";
import type { Identity } from "../usage/keyUsage";
import { ownerText, type InventoryKey } from "./inventoryPage";
import type { InventoryState, ListedPlace } from "./inventoryService";
import { passes, sorted, type KeyLook, type KeyView } from "./keyView";

/** One key, once, wherever it comes from. */
export interface ArrangedKey {
  /** As the settings have it, with its label, if they do. */
  readonly key: KeyRef;
  /** From the account's own list. */
  readonly entry?: InventoryKey;
  /** Whether it is in `keytrail.keys`. */
  readonly isPinned: boolean;
}

export interface OwnerBranch {
  readonly owner: Identity;
  readonly keys: readonly ArrangedKey[];
}

export interface AccountBranch {
  readonly account: Account;
  /** Keys that belong to the account and are in no list of its users. */
  readonly keys: readonly ArrangedKey[];
  readonly owners: readonly OwnerBranch[];
  /** How many keys of its list stand under an account further up that lists them too. */
  readonly elsewhere: number;
}

/** All keys there are to show. */
export interface Arrangement {
  readonly accounts: readonly AccountBranch[];
  /** Keys that no account is known to have. */
  readonly others: readonly ArrangedKey[];
  readonly shown: number;
  /** Keys that the filter keeps out. */
  readonly hidden: number;
  /** Keys that it keeps out only because nobody knows whether they are used. */
  readonly undecided: readonly KeyRef[];
}

export interface ArrangeParts {
  readonly accounts: readonly Account[];
  /** The keys in the settings. */
  readonly pinned: readonly KeyRef[];
  readonly inventoryOf: (account: Account) => InventoryState | undefined;
  readonly placeOf: (key: KeyRef) => ListedPlace | undefined;
  readonly answeredBy: (key: KeyRef) => string | undefined;
  readonly view: KeyView;
  readonly lookOf: (key: ArrangedKey) => KeyLook;
}

/**
 * Puts every key in one place: under its owner, if an account lists it; else under the account that its entry names,
 * else under the one that answered for it.
 */
export function arrange(parts: ArrangeParts): Arrangement {
  const { accounts, pinned, view, lookOf } = parts;
  const undecided: KeyRef[] = [];
  const counts = { shown: 0, hidden: 0 };
  /** What is shown of these, in order. */
  const wanted = (keys: readonly ArrangedKey[]): readonly ArrangedKey[] => {
    if (view.filters.length === 0 && view.sort === "listed") {
      counts.shown += keys.length;
      return keys;
    }
    const left = keys.filter((key) => {
      const verdict = passes(view, lookOf(key));
      if (verdict === "undecided") undecided.push(key.key);
      return verdict === "yes";
    });
    counts.shown += left.length;
    counts.hidden += keys.length - left.length;
    return sorted(left, view.sort, lookOf);
  };

  const pinnedByText = new Map(pinned.map((key) => [keyText(key), key]));
  const loose = groupLoose(parts);
  const branches = accounts.map((account): AccountBranch => {
    let elsewhere = 0;
    const owners: OwnerBranch[] = [];
    for (const { owner, keys } of parts.inventoryOf(account)?.owners ?? []) {
      const here = keys.filter(({ key }) => parts.placeOf(key)?.account === account.name);
      elsewhere += keys.length - here.length;
      const shown = wanted(here.map((entry) => withPin(entry, pinnedByText)));
      if (shown.length > 0) owners.push({ owner, keys: shown });
    }
    return {
      ...{ account, elsewhere, keys: wanted(loose.byAccount.get(account.name) ?? []) },
      owners: sortOwners(owners, parts),
    };
  });
  return { accounts: branches, others: wanted(loose.others), ...counts, undecided };
}

function withPin(entry: InventoryKey, pinned: ReadonlyMap<string, KeyRef>): ArrangedKey {
  const pin = pinned.get(keyText(entry.key));
  return { key: pin ?? entry.key, entry, isPinned: pin !== undefined };
}

/** The keys of the settings that are in no list. */
function groupLoose({ accounts, pinned, placeOf, answeredBy }: ArrangeParts) {
  const byAccount = new Map<string, ArrangedKey[]>(accounts.map(({ name }) => [name, []]));
  const others: ArrangedKey[] = [];
  for (const key of pinned) {
    if (placeOf(key)) continue;
    const name = key.account ?? answeredBy(key);
    const group = (name === undefined ? undefined : byAccount.get(name)) ?? others;
    group.push({ key, isPinned: true });
  }
  return { byAccount, others };
}

/** By the first of their keys, which is the one that the order puts foremost; by name, by their own. */
function sortOwners(owners: readonly OwnerBranch[], { view, lookOf }: ArrangeParts): readonly OwnerBranch[] {
  const looks = new Map<string, KeyLook>();
  return sorted(owners, view.sort, (branch) => {
    const text = ownerText(branch.owner);
    const [first] = branch.keys;
    const known = looks.get(text) ?? (first ? lookOf(first) : NO_LOOK);
    looks.set(text, known);
    return view.sort === "name" ? { ...known, name: branch.owner.name ?? "" } : known;
  });
}

const NO_LOOK: KeyLook = { standing: "unknown", name: "", isInCode: false };
