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
  /** Newest first. Absent means not asked or not answered; empty means the cloud knows of none. */
  readonly products?: readonly ProductUse[];
  /** How far back the cloud's records can reach; before that nobody can tell. */
  readonly recordsSince: string;
  /** When the cloud was asked. */
  readonly asOf: string;
  /** With `denied` and `failed`: why. With any other outcome: why a part (the services) is missing. */
  readonly problem?: Problem;
  /** With `denied` and `failed`, if several accounts were asked: what each of them said, in the order of the settings. */
  readonly accountAnswers?: readonly OneAccountsAnswer[];
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
}

/** The latest use of one service. */
export interface ProductUse extends Omit<LastUse, "at" | "service" | "mayBeLater"> {
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
}
