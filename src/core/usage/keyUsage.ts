import type { KeyRef } from "./key";

/**
 * The result of a look-up, the same for every cloud, and public: commands return it and "Copy as JSON" copies it.
 * Plain JSON; times are ISO 8601 in UTC with milliseconds; what the cloud did not answer is absent, never `""`, `0` or `null`.
 */
export interface KeyUsage {
  readonly key: KeyRef;
  /** The account whose credentials answered. */
  readonly account?: string;
  /** Every account that was asked, in the order of the settings. */
  readonly accountsAsked?: readonly string[];
  readonly outcome: Outcome;
  readonly owner?: Identity;
  readonly lastUse?: LastUse;
  /**
   * The latest record, when it is no use by a program and no use by one is newer: somebody looked at the key in a
   * console, or the cloud itself rotated it. `source` says which, as the cloud spells it. Ncloud: `requestType`.
   */
  readonly otherActivity?: LastUse;
  /** What the cloud says of the key itself. Absent when it was not asked or did not say. */
  readonly keyInfo?: KeyInfo;
  /** Newest first. Absent means not asked or not answered; empty means the cloud knows of none. */
  readonly products?: readonly ProductUse[];
  /** How far back the cloud's records can reach; before that nobody can tell. Absent when no document says how far. */
  readonly recordsSince?: string;
  /** Since when the records of this very key can be complete, where that is later than `recordsSince`. */
  readonly completeSince?: string;
  /** When the cloud was asked. */
  readonly asOf: string;
  /** With `denied` and `failed`: why. With `not-found`: what else it may mean. Else: why a part is missing. */
  readonly problem?: Problem;
  /** With `denied` and `failed`, if several accounts were asked: what each of them said, in the order of the settings. */
  readonly accountAnswers?: readonly OneAccountsAnswer[];
  /** Only with a key that KeyTrail itself signs with: asking about it uses it too. */
  readonly ownCalls?: OwnCalls;
  /** What was not in the answers before, until a person has seen the key's usage page. */
  readonly news?: UseNews;
  /** What earlier look-ups saw. Kept with the answer, and no part of the public result. */
  readonly remembered?: RememberedUse;
}

/** What is left of the use of a key when KeyTrail's own calls with it are left out; `lastUse` may be one of them. */
export interface OwnCalls {
  /** The latest use on record by anything else. */
  readonly otherUse?: LastUse;
  /** The records do not tell all uses from KeyTrail's own calls, so that there may be a later one by something else. */
  readonly mayHideOthers?: true;
}

/** Where a key was used from, and through what, for the first time since somebody looked. */
export interface UseNews {
  /** When the answer was given that this is compared with. */
  readonly since: string;
  readonly addresses?: readonly string[];
  readonly services?: readonly Service[];
  readonly regions?: readonly string[];
}

/** Little enough to be kept for thousands of keys. */
export interface RememberedUse {
  /** The newest first, at most one for each day. */
  readonly uses?: readonly SeenUse[];
  /** Addresses and regions that were in an answer, the latest first. */
  readonly addresses?: readonly string[];
  readonly regions?: readonly string[];
}

/** A last use as look-ups saw it. */
export interface SeenUse {
  readonly at: string;
  /** When it was last seen to be the last one: until then there was no other. */
  readonly until: string;
}

/** What one of several accounts said about a key of whose use nothing is known. */
export interface OneAccountsAnswer {
  readonly account: string;
  /** Of `no-use-on-record` nobody knows here whose key it is; an account that names the owner is believed. */
  readonly outcome: Exclude<Outcome, "used">;
  /** With `denied` and `failed`: why. */
  readonly problem?: Problem;
}

/**
 * - `used`: a use is on record.
 * - `no-use-on-record`: the cloud answered and knows of no use. Never to be worded "never used".
 * - `not-found`: the cloud answered that no account asked has this key.
 * - `denied`, `failed`: nothing is known; `problem` says why.
 */
export type Outcome = "used" | "no-use-on-record" | "not-found" | "denied" | "failed";

/** Whose key it is, or who used it. `type` passes through as the cloud spells it (`root-account`, `ram-user`, …). */
export interface Identity {
  readonly type?: string;
  readonly name?: string;
  readonly id?: string;
  readonly accountId?: string;
}

export interface Service {
  /** The cloud's own code (`Ecs`): what later calls are made with. */
  readonly code: string;
  /** In the user's display language where the cloud gives it, else the code. */
  readonly name: string;
}

/** One use on record. */
export interface LastUse {
  readonly at: string;
  readonly service?: Service;
  readonly event?: string;
  readonly ip?: string;
  readonly region?: string;
  /** The kind of record: `ManagementEvent`, `DataEvent`, `Internal` or what the cloud says next. */
  readonly source?: string;
  readonly by?: Identity;
  /** A further use is on record without a time, or a part of the answer is missing: the real last use may be later. */
  readonly mayBeLater?: true;
  /**
   * The time as the cloud wrote it, without a time zone. `at` is then the earliest moment that this can mean, and
   * `mayBeLater` is set.
   */
  readonly zonelessTime?: string;
}

/** A key's own state, apart from its use; codes are as the cloud spells them. */
export interface KeyInfo {
  readonly name?: string;
  /** Ncloud KMS: `ENABLE`, `DISABLE`, `REVOKE`. Access keys: `active`, `inactive`. */
  readonly state?: string;
  readonly createdAt?: string;
  /** When a key that is scheduled for deletion will be gone. */
  readonly deletionAt?: string;
  /** Ncloud KMS: `AES256`, `RSA2048`, `ECDSA`. */
  readonly type?: string;
  /** Ncloud KMS: `BASIC`, `COMMON_HSM`. */
  readonly protection?: string;
  readonly rotation?: KeyRotation;
  readonly currentVersion?: number;
  readonly versionCount?: number;
  readonly memo?: string;
  /** Ncloud's resource name of the key. */
  readonly nrn?: string;
}

export interface KeyRotation {
  readonly automatic: boolean;
  readonly everyDays?: number;
  readonly nextAt?: string;
}

/** The latest use of one service. */
export interface ProductUse extends Omit<LastUse, "at" | "service" | "mayBeLater" | "zonelessTime"> {
  readonly service: Service;
  /** Absent when the cloud lists the service without a time. */
  readonly at?: string;
}

export interface Problem {
  /** The cloud's own code (`NoPermission`), or ours where no cloud answered (`Timeout`). */
  readonly code: string;
  /** A sentence for a person: what failed and what to do. Free of secrets. */
  readonly message: string;
  readonly requestId?: string;
  /** Whether asking again without changing anything may succeed. */
  readonly retryable: boolean;
  /** With `denied`: the permission that is missing, as the cloud spells it. */
  readonly needs?: string;
  /** With `failed`: the cloud keeps no last use for keys of this kind, so asking again is of no use. */
  readonly untracked?: true;
}
