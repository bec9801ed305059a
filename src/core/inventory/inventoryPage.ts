import type { KeyRef } from "../usage/key";
import type { Identity, KeyInfo, Problem } from "../usage/keyUsage";

/** What one step of listing an account's keys brought to light; each page adds to those before it. */
export interface InventoryPage {
  /** Who asks, and so which account is listed. On the first page that knows it. */
  readonly caller?: Identity;
  /** Owners with all of their keys; one that comes again replaces what was said. Those without keys may be left out. */
  readonly owners?: readonly OwnerKeys[];
  readonly progress?: InventoryProgress;
  /** What the list will lack, and why. */
  readonly gaps?: readonly InventoryGap[];
}

/** One user of an account, or the account itself, with all of its keys. */
export interface OwnerKeys {
  /** `type` as in look-ups: `ram-user`, `root-account`, `sub-account`, `main-account`. */
  readonly owner: Identity;
  readonly keys: readonly InventoryKey[];
}

/** A key as the account's own list has it. */
export interface InventoryKey {
  readonly key: KeyRef;
  /** Its state and when it was made, as far as the list says so. */
  readonly info: KeyInfo;
  /** When the cloud last changed the key's entry: a disabled key was not disabled later than this. */
  readonly changedAt?: string;
}

/** How many users' keys are known. */
export interface InventoryProgress {
  readonly done: number;
  /** Absent until all users are known. */
  readonly total?: number;
}

/** A part of the account's keys that is not in the list. */
export interface InventoryGap {
  /** What is missing and why, in a sentence. */
  readonly message: string;
  /** What the cloud said, if it was asked. */
  readonly problem?: Problem;
  /** Nobody can list this part: no reason to try again, nor to ask for a permission. */
  readonly byNature?: true;
}

/** Names an owner within its account. */
export function ownerText({ type, id, name }: Identity): string {
  return `${type ?? ""}:${id ?? name ?? ""}`;
}
