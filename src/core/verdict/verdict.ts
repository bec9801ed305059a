import type { KeyUsage } from "../usage/keyUsage";

/**
 * - `in-use`: a use within `keytrail.staleAfterDays`.
 * - `stale`: the last use is older, and nothing hints at a later one.
 * - `no-use-on-record`: the cloud's whole answer holds no use. Never to be worded "never used".
 * - `cannot-tell`: none of these can be said, and why.
 */
export type VerdictKind = "in-use" | "stale" | "no-use-on-record" | "cannot-tell";

/** What an answer means for somebody who wants to be rid of the key. Public: commands return it and copies hold it. */
export interface Verdict {
  readonly kind: VerdictKind;
  /** With `no-use-on-record`: nothing is on record since then. Absent when no document says how far records reach. */
  readonly since?: string;
  /** The use it rests on: never one of KeyTrail's own calls, never a record that is no use by a program. */
  readonly at?: string;
  /** Sentences for a person: what it rests on, and what would break. */
  readonly reasons: readonly string[];
  /** Sentences for a person: what it does not say. */
  readonly caveats: readonly string[];
}

/** An answer with its verdict of this moment, as commands return it. Answers are kept without one. */
export interface JudgedUsage extends Omit<KeyUsage, "remembered"> {
  readonly verdict: Verdict;
}
