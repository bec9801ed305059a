import type { OwnerBranch } from "../../core/inventory/arrange";
import type { InventoryKey } from "../../core/inventory/inventoryPage";
import type { AccountCheck } from "../../core/usage/provider";
import type { Account } from "../../core/usage/account";
import type { KeyRef } from "../../core/usage/key";
import type { PlacedProblem } from "../accounts/registry";

/** The rows of the tree. */
export type Node =
  | AccountNode
  | OwnerNode
  | OthersNode
  | KeyNode
  | NoteNode
  | MoreNode
  | UndecidedNode
  | ProblemNode
  | HintNode;

export interface AccountNode {
  readonly type: "account";
  readonly account: Account;
  readonly check: AccountCheck | undefined;
  /** Whether its own list of keys is shown, or about to be. */
  readonly isListed: boolean;
  readonly children: readonly Node[];
}

/** A user of an account, with the keys that the account lists as theirs. */
export interface OwnerNode {
  readonly type: "owner";
  readonly account: Account;
  readonly branch: OwnerBranch;
}

/** The keys of which no account is known to be the owner. */
export interface OthersNode {
  readonly type: "others";
  readonly keys: readonly KeyNode[];
}

export interface KeyNode {
  readonly type: "key";
  readonly key: KeyRef;
  /** From the account's own list. */
  readonly entry?: InventoryKey;
  readonly isPinned: boolean;
}

/** Says how the list of an account's keys stands. */
export interface NoteNode {
  readonly type: "note";
  readonly account: Account;
  /** What it is about; `listing` can be stopped, `again` asks for the list. */
  readonly kind: "listing" | "again" | "gap" | "by-nature" | "elsewhere";
  readonly label: string;
  readonly detail?: string;
}

/** Stands for rows that are not shown, because too many at once would keep the editor waiting. */
export interface MoreNode {
  readonly type: "more";
  readonly account: Account;
  readonly left: number;
}

/** Stands for keys that the filter cannot decide about. */
export interface UndecidedNode {
  readonly type: "undecided";
  readonly count: number;
}

export interface ProblemNode {
  readonly type: "problem";
  readonly problem: PlacedProblem;
}

/** Stands where an account has no keys yet. */
export interface HintNode {
  readonly type: "hint";
}
