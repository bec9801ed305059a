import { type Anchored, anchorPrefixes } from "./anchors";
import { base64Check } from "./base64";
import { alphanumericEnd, isAfterEscape, isBoundaryBefore, mayBeginEscape } from "./boundary";
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
 * "not found". Of two patterns that fit the same place the one counts whose anchor comes first, then the one listed first.
 */
export function createDetector(patterns: readonly KeyPattern[]): Detector {
  // One expression for all prefixes: for two of them `indexOf` each would be a little faster, for a dozen it is three
  // times slower, and on Chinese text, where halves of characters look like letters, six times.
  const { expression: anyAnchor, candidates } = anchorPrefixes(patterns);

  const findByPattern = (text: string): Finding[] => {
    const findings: Finding[] = [];
    const isInBase64 = base64Check(text);
    let free = 0;
    anyAnchor.lastIndex = 0;
    for (let hit = anyAnchor.exec(text); hit !== null; hit = anyAnchor.exec(text)) {
      const finding = firstThatFits(candidates.get(hit[0]) ?? [], text, hit.index, isInBase64);
      if (finding === undefined || finding.start < free) {
        anyAnchor.lastIndex = hit.index + 1;
        continue;
      }
      findings.push(finding);
      anyAnchor.lastIndex = free = finding.end;
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
  candidates: readonly Anchored[],
  text: string,
  anchorAt: number,
  isInBase64: (at: number) => boolean,
): Finding | undefined {
  for (const { pattern, prefix, offset } of candidates) {
    const at = anchorAt - offset;
    if (at < 0 || !text.startsWith(prefix, at)) continue;
    const finding = readId(pattern, text, at, at + prefix.length, isInBase64);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

/** Reads the ID whose prefix, or context, stands from `at` to `prefixEnd`. */
function readId(
  pattern: KeyPattern,
  text: string,
  at: number,
  prefixEnd: number,
  isInBase64: (at: number) => boolean,
): Finding | undefined {
  const { provider, kind, tailLength, notAfter, context, acceptsTail } = pattern;
  if (at > 0 && notAfter?.includes(text.charAt(at - 1)) === true) return undefined;
  // First, because nearly every `accessKey` there is belongs to somebody else.
  if (context?.nameHolds && !holdsOneOf(context.nameHolds, text.slice(Math.max(0, prefixEnd - NAME_MAX), at)))
    return undefined;

  const tailStart = context === undefined ? prefixEnd : endOf(context.gap, text, prefixEnd);
  if (tailStart === undefined) return undefined;
  const start = context === undefined ? at : tailStart;
  if (!isBoundaryBefore(text, start)) return undefined;

  const [min, max] = tailLength;
  const end = alphanumericEnd(text, tailStart, tailStart + max + 1);
  const length = end - tailStart;
  if (length < min || length > max) return undefined;

  const tail = text.slice(tailStart, end);
  if (isPlaceholder(tail) || isMasked(text, start, end) || !acceptsTail(tail)) return undefined;
  if (context?.acceptsName?.(nameEndingAt(text, prefixEnd)) === false) return undefined;
  // Last, because it is the one question that may read further than the ID. No Base64 holds a context by chance.
  if (context === undefined && isInBase64(start)) return undefined;
  return { provider, kind, id: detachedSlice(text, start, end), start, end };
}

function endOf(sticky: RegExp, text: string, from: number): number | undefined {
  sticky.lastIndex = from;
  return sticky.test(text) ? sticky.lastIndex : undefined;
}

const NAME_MAX = 80;

function holdsOneOf(words: readonly string[], text: string): boolean {
  return words.some((word) => text.includes(word));
}

/** The name that ends at `end`, without the letters of an escape sequence before it. */
function nameEndingAt(text: string, end: number): string {
  const name = /[\w.-]*$/.exec(text.slice(Math.max(0, end - NAME_MAX), end))?.[0] ?? "";
  const start = end - name.length;
  if (!mayBeginEscape(text.charCodeAt(start - 1))) return name;
  const escape = ESCAPE_LENGTHS.find((length) => isAfterEscape(text, start + length)) ?? 0;
  return name.slice(escape);
}

// Of `%253D`, the whole rather than the first half.
const ESCAPE_LENGTHS = [8, 7, 6, 5, 4, 3, 2, 1];

/** Engines let a slice share the memory of the text it was cut from; an ID in a cache must not hold a 5 MB document. */
function detachedSlice(text: string, start: number, end: number): string {
  let copy = "";
  for (let at = start; at < end; at++) copy += text.charAt(at);
  return copy;
}
