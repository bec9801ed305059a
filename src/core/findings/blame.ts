/** Who changed a line last. */
export interface LineAuthor {
  readonly author: string;
  /** As Git wrote it: a date, a time, or both. */
  readonly date: string;
  readonly commit: string;
}

/**
 * The last author of each line, by line number from 0, out of what `git blame` prints for people. Lines that nobody
 * has committed yet have none. Only the part before the code of a line is looked at, so the code cannot mislead.
 */
export function parseBlame(output: string): ReadonlyMap<number, LineAuthor> {
  const authors = new Map<number, LineAuthor>();
  for (const line of output.split("\n")) {
    const { commit = "", author = "", date = "", number = "" } = LINE.exec(line)?.groups ?? {};
    if (number === "" || /^0+$/.test(commit)) continue;
    authors.set(Number(number) - 1, { author: author.trim(), date, commit });
  }
  return authors;
}

/** `^a1b2c3d4 old/name.ts (Alice Kim 2026-01-31 10:20:30 +0900 12) code`; a boundary commit has the `^`. */
const LINE =
  /^\^?(?<commit>[0-9a-f]{4,64}) (?:[^(]*)\((?<author>.*?)\s+(?<date>\d{4}-\d\d-\d\d)(?:[T ][\d:]+)?(?: ?[+-]\d\d:?\d\d|Z)?\s+(?<number>\d+)\)/;
