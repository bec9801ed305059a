import type { ServiceRow } from "../shared/usagePage";
import type { Sort } from "./uiState";

/** The rows that contain every word of the filter, in the order asked for; names compare as in `language`. */
export function visibleRows(
  rows: readonly ServiceRow[],
  filter: string,
  sort: Sort,
  language: string,
): readonly ServiceRow[] {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const matching = rows.filter((row) => {
    const text = [row.name, row.code, row.event, row.ip, row.region, row.source]
      .join("\n")
      .toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  return matching.sort(comparator(sort, new Intl.Collator(language, { numeric: true })));
}

function comparator(sort: Sort, collator: Intl.Collator): (a: ServiceRow, b: ServiceRow) => number {
  const direction = sort.descending ? -1 : 1;
  return (a, b) => {
    const order =
      sort.column === "lastUsed"
        ? // Ascending by time is descending by age.
          compareKnown(a.ageMs, b.ageMs, (x, y) => (y - x) * direction)
        : compareKnown(
            text(a, sort.column),
            text(b, sort.column),
            (x, y) => collator.compare(x, y) * direction,
          );
    return order !== 0 ? order : collator.compare(a.name, b.name);
  };
}

/** What is not known comes last, whichever way the known is sorted. */
function compareKnown<T>(a: T | undefined, b: T | undefined, compare: (a: T, b: T) => number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return compare(a, b);
}

function text(row: ServiceRow, column: Exclude<Sort["column"], "lastUsed">): string | undefined {
  switch (column) {
    case "service":
      return row.name;
    case "event":
      return row.event ?? row.ip;
    case "source":
      return row.source;
  }
}
