import type { ProviderId } from "../usage/key";

/** What the secrets of one cloud's keys look like: a row of a data table. */
export interface SecretShape {
  readonly provider: ProviderId;
  /** Global, and with its own boundaries: it is tried on a piece of text that may begin and end anywhere. */
  readonly expression: RegExp;
  /** Whether what matched is one; for shapes that words and digests have too. */
  readonly accepts?: (match: string) => boolean;
}

/**
 * Whether something with the shape of the matching secret stands within reach of the ID from `start` to `end`: on its
 * line or up to three lines away, and no further than 300 characters. It answers yes or no, and keeps nothing of what
 * it looked at.
 */
export function hasSecretNearby(
  text: string,
  { provider, start, end }: { readonly provider: ProviderId; readonly start: number; readonly end: number },
  shapes: readonly SecretShape[],
): boolean {
  const from = reachBack(text, start);
  const to = reachOn(text, end);
  // With what adjoins it: a piece of a longer run of characters must not look like a whole one.
  const offset = Math.max(0, from - MARGIN);
  const piece = text.slice(offset, to + MARGIN);
  return shapes.some((shape) => {
    if (shape.provider !== provider) return false;
    for (const match of piece.matchAll(shape.expression)) {
      const at = offset + match.index;
      const isIdItself = at < end && at + match[0].length > start;
      if (at >= from && at < to && !isIdItself && shape.accepts?.(match[0]) !== false) return true;
    }
    return false;
  });
}

const REACH_LINES = 3;
const REACH_CHARACTERS = 300;
/** Longer than any secret. */
const MARGIN = 128;

function reachBack(text: string, start: number): number {
  const least = Math.max(0, start - REACH_CHARACTERS);
  let lines = 0;
  let at = start;
  while (at > least) {
    if (text.charAt(at - 1) === "\n" && ++lines > REACH_LINES) break;
    at--;
  }
  return at;
}

function reachOn(text: string, end: number): number {
  const most = Math.min(text.length, end + REACH_CHARACTERS);
  let lines = 0;
  let at = end;
  while (at < most) {
    if (text.charAt(at) === "\n" && ++lines > REACH_LINES) break;
    at++;
  }
  return at;
}
