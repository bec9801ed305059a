import { keyText, type KeyRef } from "../usage/key";
import type { KeyUsage } from "../usage/keyUsage";

/** A key that an account has, by the account's own word. */
export interface InventoryKey {
  readonly key: KeyRef;
  readonly account: string;
  /** What the account says of the key's state, as the cloud spells it; absent when it does not say. */
  readonly state?: string;
}

/** What is compared. Keys of one ID are one key. */
export interface Reconcilable {
  /** Every key that was found, dismissed or not: a key in the code is in the code. */
  readonly inCode: readonly KeyRef[];
  /** What is known about a key, without asking. */
  readonly usageOf: (key: KeyRef) => KeyUsage | undefined;
  /** The user's own: those of profiles and of `keytrail.keys`. */
  readonly own: readonly KeyRef[];
  readonly inventory: readonly InventoryKey[];
}

/** Three lists that say where code, settings and accounts differ. */
export interface Reconciliation {
  /** In the code, and every account that was asked says that it has no such key. */
  readonly notInAccounts: readonly KeyRef[];
  /** Of those in the code, the ones of which that is not known yet. */
  readonly notAsked: readonly KeyRef[];
  /** Among the user's own, and nowhere in this code. */
  readonly notInCode: readonly KeyRef[];
  /** Alive in an account, and nowhere in this code. */
  readonly neverSeen: readonly InventoryKey[];
}

/** Compares code, settings and accounts. A key of which nobody says that it is off counts as alive. */
export function reconcile({ inCode, usageOf, own, inventory }: Reconcilable): Reconciliation {
  const found = distinct(inCode).filter(({ kind }) => kind !== "temporary-key");
  const inCodeTexts = new Set(inCode.map(keyText));
  const inventoried = new Set(inventory.map(({ key }) => keyText(key)));
  const outcomeOf = (key: KeyRef) => usageOf(key)?.outcome;
  const unclaimed = found.filter((key) => !inventoried.has(keyText(key)));
  const seen = new Set<string>();
  return {
    notInAccounts: unclaimed.filter((key) => outcomeOf(key) === "not-found"),
    notAsked: unclaimed.filter((key) => outcomeOf(key) === undefined),
    notInCode: distinct(own).filter((key) => !inCodeTexts.has(keyText(key))),
    neverSeen: inventory.filter(({ key, state }) => {
      const text = keyText(key);
      if (inCodeTexts.has(text) || isOff(state ?? usageOf(key)?.keyInfo?.state) || seen.has(text))
        return false;
      seen.add(text);
      return true;
    }),
  };
}

function distinct(keys: readonly KeyRef[]): readonly KeyRef[] {
  return [...new Map(keys.map((key) => [keyText(key), key])).values()];
}

/** A disabled key, or one on its way to be deleted, cannot be used now. */
function isOff(state: string | undefined): boolean {
  return state !== undefined && OFF.has(state.toUpperCase());
}

const OFF = new Set(["DISABLE", "DISABLED", "INACTIVE", "REVOKE"]);
