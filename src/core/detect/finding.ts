import type { KeyKind, ProviderId } from "../usage/key";

/** A key at a place in a text. */
export interface Finding {
  readonly provider: ProviderId;
  readonly kind: KeyKind;
  /**
   * The key's ID: the text from `start` to `end`, unless that is an alias of a known key. It is a string of its own that
   * does not keep the whole text in memory.
   */
  readonly id: string;
  /** UTF-16 offsets, as editors count; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Sorts by start and drops whatever overlaps: the leftmost stays, of those the longest, of those the first listed. */
export function withoutOverlaps(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  let end = 0;
  for (const finding of findings.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (finding.start < end) continue;
    kept.push(finding);
    end = finding.end;
  }
  return kept;
}

/** All of `certain` and what of `others` leaves them room, sorted by start; each list is sorted and free of overlaps. */
export function joinFindings(certain: readonly Finding[], others: readonly Finding[]): Finding[] {
  let next = 0;
  const free = others.filter(({ start, end }) => {
    while ((certain[next]?.end ?? Infinity) <= start) next++;
    return (certain[next]?.start ?? Infinity) >= end;
  });
  return [...certain, ...free].sort((a, b) => a.start - b.start);
}
