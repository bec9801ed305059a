import { isAfterEscape, mayBeginEscape, OF_NAME } from "./boundary";
import type { Finding } from "./finding";
import { visitStretches } from "./stretches";

/** What else keys are called, in the form that a text is searched for it; see `indexAliases`. */
export interface Aliases {
  /** By their longest stretch of the characters of names: a name is one, a resource name holds several. */
  readonly byCore: ReadonlyMap<string, readonly Alias[]>;
  /** The lengths of those stretches, ascending. */
  readonly coreLengths: readonly number[];
  /** Which marks of cores there are, by `markOf`: tells most words of a text apart from all cores without a copy. */
  readonly marks: Uint8Array;
}

interface Alias {
  readonly text: string;
  readonly coreStart: number;
  readonly key: Pick<Finding, "provider" | "kind" | "id">;
}

// No cloud allows a shorter name, and shorter ones would be found in every line.
const SHORTEST_ALIAS = 3;
const MARKS = 4096;

/** Prepares aliases for `findAliases`. Of two keys that share one, the first counts: nobody can tell them apart in text. */
export function indexAliases(aliases: Iterable<Pick<Alias, "text" | "key">>): Aliases {
  const byCore = new Map<string, Alias[]>();
  const marks = new Uint8Array(MARKS);
  const seen = new Set<string>();
  for (const { text, key } of aliases) {
    const core = longestWord(text);
    if (text.length < SHORTEST_ALIAS || core === undefined || seen.has(text)) continue;
    seen.add(text);
    const sameCore = byCore.get(core) ?? [];
    sameCore.push({ text, key, coreStart: text.indexOf(core) });
    byCore.set(core, sameCore);
    marks[markOf(core, 0, core.length)] = 1;
  }
  const coreLengths = [...new Set([...byCore.keys()].map(({ length }) => length))].sort((a, b) => a - b);
  return { byCore, coreLengths, marks };
}

/**
 * Every place where the text is exactly an alias, as a finding of its key. More is asked of the neighbours than with
 * IDs, because a name may be an everyday word: what a name may hold must not touch it, nor a dot that makes it a part of
 * a longer name.
 */
export function findAliases(text: string, { byCore, coreLengths, marks }: Aliases): Finding[] {
  const findings: Finding[] = [];
  const [shortest] = coreLengths;
  if (shortest === undefined) return findings;

  const addAt = (coreAt: number, end: number): void => {
    if (marks[markOf(text, coreAt, end)] !== 1) return;
    for (const alias of byCore.get(text.slice(coreAt, end)) ?? []) {
      const start = coreAt - alias.coreStart;
      const aliasEnd = start + alias.text.length;
      const whole = endsBefore(text, start) && beginsAfter(text, aliasEnd);
      if (whole && text.startsWith(alias.text, start)) findings.push({ ...alias.key, start, end: aliasEnd });
    }
  };

  const longest = coreLengths.at(-1) ?? 0;
  visitStretches(text, shortest, OF_NAME, (start, end) => {
    if (end - start <= longest) addAt(start, end);
    // In `%3Dname` and `\nname` the first letters belong to the escape.
    if (!mayBeginEscape(text.charCodeAt(start - 1))) return;
    for (const length of coreLengths)
      if (end - length > start && isAfterEscape(text, end - length)) addAt(end - length, end);
  });
  return findings;
}

/** A number that equal stretches share, and others seldom. */
function markOf(text: string, start: number, end: number): number {
  const mark = text.charCodeAt(start) * 67 + text.charCodeAt(start + 1) * 13 + text.charCodeAt(end - 1);
  return (mark * 31 + end - start) % MARKS;
}

function longestWord(text: string): string | undefined {
  return (text.match(/[A-Za-z0-9_-]+/g) ?? []).reduce<string | undefined>(
    (longest, word) => (word.length > (longest?.length ?? 0) ? word : longest),
    undefined,
  );
}

// A letter with an accent belongs to the word it stands in; in Chinese and Korean text a name has no other boundary.
const PART_OF_WORD = /[A-Za-z0-9_\-\p{Script=Latin}]/u;

/** Whether whatever stands before `at` is over there: `.name` is a member, the dots of an ellipsis are not. */
function endsBefore(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  if (before === ".") return text.charAt(at - 2) === ".";
  return !PART_OF_WORD.test(before) || isAfterEscape(text, at);
}

/** Whether something new begins at `at`: a dot there is a sentence's unless a name goes on behind it. */
function beginsAfter(text: string, at: number): boolean {
  const after = text.charAt(at);
  return !PART_OF_WORD.test(after === "." ? text.charAt(at + 1) : after);
}
