/**
 * Whether a tail is an obvious placeholder (`xxxx…`, `0000…`): five equal characters in a row, or at most four different
 * ones. A random tail is one with a chance below 10⁻⁵. Words and sequences stay IDs: they have the format, and a list of
 * words would drop real keys too. Of key tags, long and of 16 different characters, one in a thousand has five in a row,
 * so that it takes eight.
 */
export function isPlaceholder(tail: string): boolean {
  const run = tail.length < 40 ? /(.)\1{4}/ : /(.)\1{7}/;
  return run.test(tail) || new Set(tail).size <= 4;
}

/**
 * Whether the ID-like text from `start` to `end` is what a mask left over: clouds show all but the last characters of an
 * ID, and what remains has the length of a whole one. A mask is `*` (in Markdown `\*`), a bullet, or an ellipsis.
 */
export function isMasked(text: string, start: number, end: number): boolean {
  MASK.lastIndex = end;
  return MASK.test(text) && !isEmphasised(text, start, end);
}

// A star before a slash ends a comment.
const MASK = /\\*\*(?!\/)|[•●…]|\.\.\./y;

/** `**ID**` in Markdown: as many stars before as after, at most three. A mask stands on one side only. */
function isEmphasised(text: string, start: number, end: number): boolean {
  let stars = 0;
  while (text.charAt(start - 1 - stars) === "*" && text.charAt(end + stars) === "*") stars++;
  const uneven = text.charAt(start - 1 - stars) === "*" || text.charAt(end + stars) === "*";
  return stars > 0 && stars <= 3 && !uneven;
}
