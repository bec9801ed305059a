import { base64Check } from "./base64";
import { alphanumericEnd, isBoundaryBefore } from "./boundary";
import { type Finding, joinFindings } from "./finding";
import { findKnownIds, type KnownIds } from "./knownIds";
import type { KeyPattern } from "./pattern";
import { isMasked, isPlaceholder } from "./standIn";

/** Finds key IDs in text. Keeps nothing of the text, and takes time in proportion to its length. */
export interface Detector {
  /**
   * Every ID in `text`, sorted by start, never overlapping; an ID that stands there twice is found twice. Those of
   * `known` are found whatever the patterns make of them.
   */
  find(text: string, known?: KnownIds): Finding[];
}

/**
 * Makes a detector from the patterns of all clouds. The policy: what has the format is found, wherever it stands, and
 * only what certainly is no ID is dropped, because a miss hides a live key and a false hit costs one line that says
 * "not found". Of two patterns that fit the same place the one listed first counts.
 */
export function createDetector(patterns: readonly KeyPattern[]): Detector {
  // One expression for all prefixes: for two of them `indexOf` each would be a little faster, for a dozen it is three
  // times slower, and on Chinese text, where halves of characters look like letters, six times.
  const anyPrefix = patterns.map(({ prefix }) => prefix.replace(/[^A-Za-z0-9]/g, String.raw`\$&`)).join("|");

  const findByPattern = (text: string): Finding[] => {
    const findings: Finding[] = [];
    const isInBase64 = base64Check(text);
    const prefix = new RegExp(anyPrefix, "g");
    for (let hit = prefix.exec(text); hit !== null; hit = prefix.exec(text)) {
      const at = hit.index;
      const finding = firstThatFits(patterns, text, at, isInBase64);
      if (finding !== undefined) findings.push(finding);
      prefix.lastIndex = finding?.end ?? at + 1;
    }
    return findings;
  };

  return {
    find: (text, known) => {
      const byPattern = patterns.length === 0 ? [] : findByPattern(text);
      return known === undefined ? byPattern : joinFindings(findKnownIds(text, known), byPattern);
    },
  };
}

function firstThatFits(
  patterns: readonly KeyPattern[],
  text: string,
  at: number,
  isInBase64: (at: number) => boolean,
): Finding | undefined {
  for (const pattern of patterns) {
    if (!text.startsWith(pattern.prefix, at)) continue;
    const finding = readId(pattern, text, at, isInBase64);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

/** Reads the ID whose prefix, or context, begins at `at`. */
function readId(
  pattern: KeyPattern,
  text: string,
  at: number,
  isInBase64: (at: number) => boolean,
): Finding | undefined {
  const { provider, kind, prefix, tailLength, notAfter, gap, acceptsTail } = pattern;
  if (at > 0 && notAfter?.includes(text.charAt(at - 1)) === true) return undefined;

  const tailStart = gap === undefined ? at + prefix.length : endOf(gap, text, at + prefix.length);
  if (tailStart === undefined) return undefined;
  const start = gap === undefined ? at : tailStart;
  if (!isBoundaryBefore(text, start)) return undefined;

  const [min, max] = tailLength;
  const end = alphanumericEnd(text, tailStart, tailStart + max + 1);
  const length = end - tailStart;
  if (length < min || length > max) return undefined;

  const tail = text.slice(tailStart, end);
  if (isPlaceholder(tail) || isMasked(text, start, end) || !acceptsTail(tail)) return undefined;
  // Last, because it is the one question that may read further than the ID.
  if (isInBase64(start)) return undefined;
  return { provider, kind, id: detachedSlice(text, start, end), start, end };
}

function endOf(sticky: RegExp, text: string, from: number): number | undefined {
  sticky.lastIndex = from;
  return sticky.test(text) ? sticky.lastIndex : undefined;
}

/** Engines let a slice share the memory of the text it was cut from; an ID in a cache must not hold a 5 MB document. */
function detachedSlice(text: string, start: number, end: number): string {
  let copy = "";
  for (let at = start; at < end; at++) copy += text.charAt(at);
  return copy;
}
