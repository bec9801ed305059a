import type { AccountCheck } from "../../core/usage/provider";
import type { Account } from "../../core/usage/account";
import type { KeyRef } from "../../core/usage/key";
import type { PlacedProblem } from "../accounts/registry";

/** The rows of the tree. */
export type Node = AccountNode | OthersNode | KeyNode | ProblemNode | HintNode;

export interface AccountNode {
  readonly type: "account";
  readonly account: Account;
  readonly check: AccountCheck | undefined;
  readonly keys: readonly KeyRef[];
}

/** The keys of which no account is known to be the owner. */
export interface OthersNode {
  readonly type: "others";
  readonly keys: readonly KeyRef[];
}

export interface KeyNode {
  readonly type: "key";
  readonly key: KeyRef;
}

export interface ProblemNode {
  readonly type: "problem";
  readonly problem: PlacedProblem;
}

/** Stands where an account has no keys yet. */
export interface HintNode {
  readonly type: "hint";
}

/** Under which account a key belongs: the one its entry names, else the one that answered for it. */
export function groupKeys(
  keys: readonly KeyRef[],
  accounts: readonly Account[],
  answeredBy: (key: KeyRef) => string | undefined,
): { readonly byAccount: ReadonlyMap<string, readonly KeyRef[]>; readonly others: readonly KeyRef[] } {
  const byAccount = new Map<string, KeyRef[]>(accounts.map(({ name }) => [name, []]));
  const others: KeyRef[] = [];
  for (const key of keys) {
    const name = key.account ?? answeredBy(key);
    const group = (name === undefined ? undefined : byAccount.get(name)) ?? others;
    group.push(key);
  }
  return { byAccount, others };
}
