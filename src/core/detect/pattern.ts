import type { KeyKind, ProviderId } from "../usage/key";

/**
 * How one kind of key ID is found in text: a row of a data table, so that a new kind needs no new code.
 * An ID is a prefix and a tail of ASCII letters and digits, with nothing of the sort on either side.
 */
export interface KeyPattern {
  readonly provider: ProviderId;
  readonly kind: KeyKind;
  /**
   * What every ID starts with; with `context`, what stands before it, in each of its spellings. All are searched for as
   * they stand, case-sensitively. Spellings without a capital or a separator in them are slow to find; see `anchors.ts`.
   */
  readonly prefix: string | readonly string[];
  /** How many ASCII letters or digits follow the prefix, both inclusive. */
  readonly tailLength: readonly [min: number, max: number];
  /** ASCII characters other than letters and digits that may not stand before the prefix. */
  readonly notAfter?: string;
  /** For IDs that only their surroundings give away: makes the prefix a part of these, and the tail alone the ID. */
  readonly context?: KeyContext;
  /** Whether a tail of the right length is an ID. Masks and obvious placeholders are sorted out before. */
  readonly acceptsTail: (tail: string) => boolean;
  /** What the secret that belongs to such an ID looks like, letters and digits around it ruled out: an expression without state. */
  readonly secret?: RegExp;
}

/** What tells that a tail is an ID, besides the prefix. */
export interface KeyContext {
  /**
   * A sticky expression for what stands between prefix and tail: nothing in `/keys/v1/<tag>`, `=` and a quote in
   * `key_tag = "<tag>"`. It runs at every hit of the prefix, so it must look at a bounded stretch of text.
   */
  readonly gap: RegExp;
  /** Whether the name is right that the prefix is the end of, letters, digits, `_`, `-` and `.` back to its beginning. */
  readonly acceptsName?: (name: string) => boolean;
  /** One of these stands in every right name, before the prefix: it lets a search of many files pass most of them by. */
  readonly nameHolds?: readonly string[];
}
