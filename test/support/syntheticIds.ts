/** Alphabets that IDs, and what only resembles them, are made of. */
export const DIGITS = "0123456789";
/** The lower-case letters. */
export const LOWER = "abcdefghijklmnopqrstuvwxyz";
/** The upper-case letters. */
export const UPPER = LOWER.toUpperCase();
const BASE62 = DIGITS + LOWER + UPPER;
const BASE58 = BASE62.replace(/[0OIl]/g, "");

/** What an ID-like text is made of; every value is random, but the same in every run. */
export interface IdMaker {
  readonly longTerm: (length: number) => string;
  readonly temporary: (tailLength: number) => string;
  readonly ncloud: () => string;
  readonly ncloudSecret: () => string;
  /** As long as a key tag, and as a SHA-256. */
  readonly digest: () => string;
  readonly characters: (count: number, alphabet?: string) => string;
}

/** Makes IDs that no cloud handed out. They exist at run time only: a scanner that reads this file finds none. */
export function makeIds(seed: number): IdMaker {
  let state = seed;
  // Mulberry32: small, and good enough to pick characters.
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const characters = (count: number, alphabet = BASE62): string =>
    Array.from({ length: count }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join("");
  return {
    characters,
    longTerm: (length) =>
      length === 24
        ? `LTAI5t${characters(18, BASE58)}`
        : `LTAI${characters(5)}${characters(1, DIGITS)}${characters(length - 10)}`,
    ncloud: () => `ncp_iam_BPAMKR${characters(1, DIGITS)}${characters(13)}`,
    ncloudSecret: () => `ncp_iam_BPKMKR${characters(1, DIGITS)}${characters(27)}`,
    digest: () => characters(64, "0123456789abcdef"),
    temporary: (tailLength) => `STS.N${characters(1, DIGITS)}${characters(tailLength - 2)}`,
  };
}
