import type { KeyKind, ProviderId } from "../usage/key";

/**
 * How one kind of key ID is found in text: a row of a data table, so that a new kind needs no new code.
 * An ID is a prefix and a tail of ASCII letters and digits, with nothing of the sort on either side.
 */
export interface KeyPattern {
  readonly provider: ProviderId;
  readonly kind: KeyKind;
  /** What every ID starts with, or with `gap` what stands before it; searched for as it stands, case-sensitively. */
  readonly prefix: string;
  /** How many ASCII letters or digits follow the prefix, both inclusive. */
  readonly tailLength: readonly [min: number, max: number];
  /** ASCII characters other than letters and digits that may not stand before the prefix. */
  readonly notAfter?: string;
  /**
   * For IDs that only their surroundings give away: makes the prefix context and the tail alone the ID. It is a sticky
   * expression for what stands between the two: nothing in `/keys/v1/<tag>`, the rest of the name, `=` and a quote in
   * `key_tag = "<tag>"`. It runs at every hit of the prefix, so it must look at a bounded stretch of text.
   */
  readonly gap?: RegExp;
  /** Whether a tail of the right length is an ID. Masks and obvious placeholders are sorted out before. */
  readonly acceptsTail: (tail: string) => boolean;
}
