/** Whether a UTF-16 code unit is an ASCII letter or digit: what IDs consist of, and what may not touch one. */
export function isAlphanumeric(code: number): boolean {
  return code < 128 && ALPHANUMERIC[code] === 1;
}

/**
 * A class of ASCII characters, by code, 1 for each that belongs to it. A table, because the scans for known keys ask for
 * most characters of a text: a third faster than comparing.
 */
export type CharacterClass = Uint8Array;

const classOf = (characters: RegExp): CharacterClass =>
  Uint8Array.from({ length: 128 }, (_, code) => (characters.test(String.fromCharCode(code)) ? 1 : 0));

/** What IDs consist of. */
export const ALPHANUMERIC = classOf(/[A-Za-z0-9]/);

/** What the names that people give their keys consist of. */
export const OF_NAME = classOf(/[A-Za-z0-9_-]/);

/** Where the letters and digits that begin at `from` end, looking no further than `limit`. */
export function alphanumericEnd(text: string, from: number, limit = text.length): number {
  const stop = Math.min(limit, text.length);
  let end = from;
  while (end < stop && isAlphanumeric(text.charCodeAt(end))) end++;
  return end;
}

/**
 * Whether an ID may begin at `at`: the character before is no letter or digit, or it is the end of an escape sequence,
 * as in `%3DLTAI…` (a link inside a link), `"\nLTAI…"` (a log, a notebook), `\u003dLTAI…` (JSON written by Gson).
 */
export function isBoundaryBefore(text: string, at: number): boolean {
  if (at === 0 || !isAlphanumeric(text.charCodeAt(at - 1))) return true;
  return isAfterEscape(text, at);
}

// The letters and digits of one escape; `%25252525` is the longest that is worth its time.
const ESCAPE_TAIL_MAX = 8;
// One more for what introduces it, and for a colour code the rest of it: `\u001b[38;5;208m`.
const ESCAPE_MAX = 20;

const ESCAPE_CHARACTER = String.fromCharCode(27);
const ESCAPE = new RegExp(
  [
    // URL encoding, also encoded again: %3D, %253D.
    "%(?:25)*[0-9A-Fa-f]{2}",
    // Strings in source code and JSON.
    String.raw`\\(?:[0abfnrtv]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})`,
    // Colours of a terminal, in a raw log or inside a string.
    String.raw`(?:${ESCAPE_CHARACTER}|\\(?:x1[bB]|u001[bB]|033|e))\[[0-9;]*m`,
  ]
    .map((form) => `${form}$`)
    .join("|"),
);

/** Whether the letters and digits before `at` are the end of an escape sequence. */
export function isAfterEscape(text: string, at: number): boolean {
  let before = at - 1;
  const stop = Math.max(0, at - 1 - ESCAPE_TAIL_MAX);
  while (before > stop && isAlphanumeric(text.charCodeAt(before))) before--;
  // Cheap, and true of nearly every word that an ID-like string is glued to.
  if (!mayBeginEscape(text.charCodeAt(before))) return false;
  return ESCAPE.test(text.slice(Math.max(0, at - ESCAPE_MAX), at));
}

const [BACKSLASH, PERCENT, BRACKET, SEMICOLON] = [92, 37, 91, 59];

/** Whether the letters and digits of an escape sequence may follow this character. */
export function mayBeginEscape(code: number): boolean {
  return code === BACKSLASH || code === PERCENT || code === BRACKET || code === SEMICOLON;
}
