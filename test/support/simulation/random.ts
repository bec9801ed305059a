/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** At least `from`, and less than `to`. */
  between(from: number, to: number): number;
  /** One of them. */
  pick<T>(items: readonly [T, ...T[]]): T;
  /** So many characters out of an alphabet. */
  text(length: number, alphabet: string): string;
}

/** Mulberry32: small, and good enough to make up futures. */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    between: (from, to) => from + next() * (to - from),
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    text: (length, alphabet) =>
      Array.from({ length }, () => alphabet.charAt(Math.floor(next() * alphabet.length))).join(""),
  };
}
