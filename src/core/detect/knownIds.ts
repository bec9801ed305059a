import type { KeyRef } from "../usage/key";
import { alphanumericEnd, isAlphanumeric, isBoundaryBefore } from "./boundary";
import { type Finding, withoutOverlaps } from "./finding";

/** IDs that somebody named, in the form that a text is searched for them; see `indexKnownIds`. */
export interface KnownIds {
  /** By their longest stretch of letters and digits, which is the same as a stretch of the text they stand in. */
  readonly byCore: ReadonlyMap<string, readonly KnownId[]>;
  /** The lengths of those stretches, ascending. */
  readonly coreLengths: readonly number[];
}

type KeyName = Pick<KeyRef, "provider" | "kind" | "id">;

interface KnownId {
  readonly key: KeyName;
  readonly coreStart: number;
}

/**
 * Prepares IDs that no pattern can know, such as legacy IDs and key tags from the user's settings, for `Detector.find`.
 * They are found exactly and as whole words, whatever they look like. Of two equal IDs the first counts; an ID without a
 * letter or digit is ignored.
 */
export function indexKnownIds(keys: Iterable<KeyName>): KnownIds {
  const byCore = new Map<string, KnownId[]>();
  for (const { provider, kind, id } of keys) {
    const core = longestOf(id.match(/[A-Za-z0-9]+/g) ?? []);
    if (core === undefined) continue;
    const sameCore = byCore.get(core) ?? [];
    sameCore.push({ key: { provider, kind, id }, coreStart: id.indexOf(core) });
    byCore.set(core, sameCore);
  }
  const coreLengths = [...new Set([...byCore.keys()].map((core) => core.length))].sort((a, b) => a - b);
  return { byCore, coreLengths };
}

function longestOf(words: readonly string[]): string | undefined {
  return words.reduce<string | undefined>(
    (longest, word) => (word.length > (longest?.length ?? 0) ? word : longest),
    undefined,
  );
}

/**
 * Every place of every known ID, sorted, without overlaps; the cost depends on the text, not on how many IDs there are.
 * A stretch of letters and digits as long as the shortest core is searched from its end: one character that is neither
 * rules out all places up to it, so that most of a text is never looked at.
 */
export function findKnownIds(text: string, known: KnownIds): Finding[] {
  const findings: Finding[] = [];
  const shortest = known.coreLengths[0];
  if (shortest === undefined) return findings;
  let start = 0;
  while (start + shortest <= text.length) {
    let last = start + shortest - 1;
    while (last >= start && isAlphanumeric(text.charCodeAt(last))) last--;
    if (last >= start) {
      start = last + 1;
      continue;
    }
    const end = alphanumericEnd(text, start + shortest);
    addKnownAt(text, start, end, known, findings);
    start = end + 1;
  }
  return withoutOverlaps(findings);
}

/** Tries the stretch from `start` to `end` as the core of a known ID: all of it, or what follows an escape (`%3D…`). */
function addKnownAt(text: string, start: number, end: number, known: KnownIds, findings: Finding[]): void {
  for (const length of known.coreLengths) {
    const coreAt = end - length;
    if (coreAt < start) return;
    if (coreAt > start && !isBoundaryBefore(text, coreAt)) continue;
    for (const { key, coreStart } of known.byCore.get(text.slice(coreAt, end)) ?? []) {
      const idStart = coreAt - coreStart;
      const idEnd = idStart + key.id.length;
      const whole = isBoundaryBefore(text, idStart) && !isAlphanumeric(text.charCodeAt(idEnd));
      if (whole && text.startsWith(key.id, idStart)) {
        findings.push({ ...key, start: idStart, end: idEnd });
      }
    }
  }
}
