import type { ReportPageRow } from "../../shared/reportPage";
import { VERDICTS, type ReportSort, type ReportUi } from "./uiState";

/** The rows that fit what the person chose, whatever their order: what the picture shows. */
export function chosenRows(rows: readonly ReportPageRow[], ui: ReportUi): readonly ReportPageRow[] {
  return matchingRows(rows, ui).filter(({ verdict }) => isChosen(ui, verdict));
}

/** How many keys of each verdict there are among those that fit the rest of the choice. */
export function verdictCounts(
  rows: readonly ReportPageRow[],
  ui: ReportUi,
): Readonly<Record<ReportPageRow["verdict"], number>> {
  const counts = { "in-use": 0, stale: 0, "no-use-on-record": 0, "cannot-tell": 0 };
  for (const { verdict } of matchingRows(rows, ui)) counts[verdict]++;
  return counts;
}

/** The rows in the order asked for; names compare as in `language`. What is not known comes last, either way. */
export function sortedRows(
  rows: readonly ReportPageRow[],
  sort: ReportSort,
  language: string,
): readonly ReportPageRow[] {
  const collator = new Intl.Collator(language, { numeric: true });
  return rows.toSorted(comparator(sort, collator));
}

/** By account and by every word of the filter. */
function matchingRows(
  rows: readonly ReportPageRow[],
  { filter, account }: ReportUi,
): readonly ReportPageRow[] {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (account !== undefined && row.account !== account) return false;
    const text = [row.name, row.idText, row.account, row.owner, row.service, row.headline]
      .join("\n")
      .toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function isChosen({ verdicts }: ReportUi, verdict: ReportPageRow["verdict"]): boolean {
  return verdicts.length === 0 || verdicts.includes(verdict);
}

type Order = (a: ReportPageRow, b: ReportPageRow) => number;

function comparator({ column, descending }: ReportSort, collator: Intl.Collator): Order {
  const direction = descending ? -1 : 1;
  const byText = (of: (row: ReportPageRow) => string | undefined): Order => {
    return (a, b) => compareKnown(of(a), of(b), (x, y) => collator.compare(x, y) * direction);
  };
  // Ascending by time is descending by age.
  const byAge = (of: (row: ReportPageRow) => number | undefined, turned: number): Order => {
    return (a, b) => compareKnown(of(a), of(b), (x, y) => (y - x) * turned);
  };
  const name = byText((row) => row.name);
  const lastUse = byAge((row) => row.ageMs, 1);
  switch (column) {
    case "key":
      return name;
    case "account":
      return first(
        byText((row) => row.account),
        byText((row) => row.owner),
        name,
      );
    case "verdict":
      // Of one verdict, the key that has been quiet the longest comes first.
      return first((a, b) => (rank(a) - rank(b)) * direction, lastUse, name);
    case "lastUsed":
      return first(
        byAge((row) => row.ageMs, direction),
        name,
      );
    case "created":
      return first(
        byAge((row) => row.createdAgeMs, direction),
        name,
      );
  }
}

function first(...orders: readonly Order[]): Order {
  return (a, b) => orders.reduce((order, next) => (order === 0 ? next(a, b) : order), 0);
}

function rank({ verdict }: ReportPageRow): number {
  return VERDICTS.indexOf(verdict);
}

function compareKnown<T>(a: T | undefined, b: T | undefined, compare: (a: T, b: T) => number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return compare(a, b);
}
