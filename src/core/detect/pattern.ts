import type { KeyKind, ProviderId } from "../usage/key";

/** How one kind of key ID is found in text: a row of a data table, so that a new kind needs no new code. */
export interface KeyPattern {
  readonly provider: ProviderId;
  readonly kind: KeyKind;
  /** What every ID starts with; searched for as it stands, so it is case-sensitive and cheap. */
  readonly prefix: string;
  /** How many ASCII letters or digits may follow the prefix, both inclusive. */
  readonly tailLength: readonly [min: number, max: number];
  /** ASCII characters other than letters and digits that may not stand before the prefix. */
  readonly notAfter?: string;
  /** Whether a tail of the right length is an ID. */
  readonly acceptsTail: (tail: string) => boolean;
}
