import type { CharacterClass } from "./boundary";

/**
 * Visits every stretch of characters of a class that is at least `shortest` long. It is searched from its end: one
 * character of another class rules out all places up to it, so that most of a text is never looked at.
 */
export function visitStretches(
  text: string,
  shortest: number,
  characters: CharacterClass,
  visit: (start: number, end: number) => void,
): void {
  let start = 0;
  while (start + shortest <= text.length) {
    let last = start + shortest - 1;
    while (last >= start && belongs(text.charCodeAt(last), characters)) last--;
    if (last >= start) {
      start = last + 1;
      continue;
    }
    let end = start + shortest;
    while (end < text.length && belongs(text.charCodeAt(end), characters)) end++;
    visit(start, end);
    start = end + 1;
  }
}

function belongs(code: number, characters: CharacterClass): boolean {
  return code < 128 && characters[code] === 1;
}
