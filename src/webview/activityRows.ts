import type { DetailRow } from "../shared/usagePage";

/** A record and its number among all that are loaded, which names it. */
export interface NumberedRecord {
  readonly index: number;
  readonly row: DetailRow;
}

/** The records that contain every word of the filter, in their order. */
export function matchingRecords(rows: readonly DetailRow[], filter: string): readonly NumberedRecord[] {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows
    .map((row, index) => ({ index, row }))
    .filter(({ row }) => {
      const text = [row.name, row.who, row.ip, row.source, row.absolute].join("\n").toLocaleLowerCase();
      return words.every((word) => text.includes(word));
    });
}

/** How far back the loaded records reach without a gap, as an age; the whole window once the last page is there. */
export function loadedReach(rows: readonly DetailRow[], hasMore: boolean, windowMs: number): number {
  if (!hasMore) return windowMs;
  return rows.reduce((oldest, { ageMs }) => Math.max(oldest, ageMs ?? 0), 0);
}
