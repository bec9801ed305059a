import type { KeyRef, KnownKey } from "../usage/key";
import { type Aliases, findAliases, indexAliases } from "./aliases";
import { ALPHANUMERIC, isAlphanumeric, isBoundaryBefore } from "./boundary";
import { type Finding, withoutOverlaps } from "./finding";
import { visitStretches } from "./stretches";

/** Keys that somebody named or an account has, in the form that a text is searched for them; see `indexKnownIds`. */
export interface KnownIds {
  /** By their longest stretch of letters and digits, which is the same as a stretch of the text they stand in. */
  readonly byCore: ReadonlyMap<string, readonly KnownId[]>;
  /** The lengths of those stretches, ascending. */
  readonly coreLengths: readonly number[];
  readonly aliases: Aliases;
}

type KeyName = Pick<KeyRef, "provider" | "kind" | "id">;

interface KnownId {
  readonly key: KeyName;
  readonly coreStart: number;
}

/** A key by its ID alone, as settings have it, or with what else it is called, as an account lists it. */
export type KnownEntry = KeyName | (Pick<KnownKey, "aliases"> & { readonly key: KeyName });

/**
 * Prepares keys that no pattern can know, such as legacy IDs and key tags from the user's settings or an account, for
 * `Detector.find`. Their IDs are found exactly and as whole words, whatever they look like, and so are their aliases,
 * which `findAliases` is stricter about. Of two keys with the same ID or alias the first counts; an ID without a letter
 * or digit is ignored.
 */
export function indexKnownIds(entries: Iterable<KnownEntry>): KnownIds {
  const byCore = new Map<string, KnownId[]>();
  const aliases: { readonly text: string; readonly key: KeyName }[] = [];
  for (const entry of entries) {
    const { provider, kind, id } = "key" in entry ? entry.key : entry;
    const key = { provider, kind, id };
    if ("key" in entry) aliases.push(...entry.aliases.map((text) => ({ text, key })));
    const core = longestOf(id.match(/[A-Za-z0-9]+/g) ?? []);
    if (core === undefined) continue;
    const sameCore = byCore.get(core) ?? [];
    sameCore.push({ key, coreStart: id.indexOf(core) });
    byCore.set(core, sameCore);
  }
  const coreLengths = [...new Set([...byCore.keys()].map((core) => core.length))].sort((a, b) => a - b);
  return { byCore, coreLengths, aliases: indexAliases(aliases) };
}

function longestOf(words: readonly string[]): string | undefined {
  return words.reduce<string | undefined>(
    (longest, word) => (word.length > (longest?.length ?? 0) ? word : longest),
    undefined,
  );
}

/**
 * Every place of every known ID and alias, sorted, without overlaps; the cost depends on the text, not on how many keys
 * there are. What is the ID of one key and the alias of another is the ID.
 */
export function findKnownIds(text: string, known: KnownIds): Finding[] {
  const findings: Finding[] = [];
  const shortest = known.coreLengths[0];
  if (shortest !== undefined)
    visitStretches(text, shortest, ALPHANUMERIC, (start, end) => {
      addKnownAt(text, start, end, known, findings);
    });
  findings.push(...findAliases(text, known.aliases));
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
