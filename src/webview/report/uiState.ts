import type { ReportPageRow } from "../../shared/reportPage";

type VerdictKind = ReportPageRow["verdict"];

/** What the person did to the report. It survives hiding and reloading; everything else the host sends again. */
export interface ReportUi {
  readonly sort: ReportSort;
  readonly filter: string;
  /** The chosen verdicts; none chosen shows all. */
  readonly verdicts: readonly VerdictKind[];
  /** Absent shows all. */
  readonly account?: string;
  /** How many rows of the table are drawn. */
  readonly shown: number;
  /** Pixels from the top. */
  readonly scroll: number;
}

/** The column the table is sorted by, and which way. */
export interface ReportSort {
  readonly column: ReportColumn;
  readonly descending: boolean;
}

/** The columns that can be sorted by; ascending times are the longest ago first. */
export type ReportColumn = "key" | "account" | "verdict" | "lastUsed" | "created";

/** The order in which verdicts are shown. */
export const VERDICTS = [
  "stale",
  "no-use-on-record",
  "cannot-tell",
  "in-use",
] as const satisfies VerdictKind[];

/** More than a person reads before filtering, few enough to draw at once. */
export const ROWS_AT_A_TIME = 200;

/** How a report looks that nobody has touched: what may go comes first. */
export const UNTOUCHED_REPORT: ReportUi = {
  sort: { column: "verdict", descending: false },
  filter: "",
  verdicts: [],
  shown: ROWS_AT_A_TIME,
  scroll: 0,
};

/** What a person can do that changes only the page. */
export type ReportEvent =
  | { readonly type: "sort"; readonly column: ReportColumn }
  | { readonly type: "filter"; readonly text: string }
  | { readonly type: "toggleVerdict"; readonly verdict: VerdictKind }
  | { readonly type: "account"; readonly name: string | undefined }
  | { readonly type: "clear" }
  | { readonly type: "showMore" }
  | { readonly type: "scroll"; readonly top: number };

/** The report after the person did something. */
export function updateReport(ui: ReportUi, event: ReportEvent): ReportUi {
  switch (event.type) {
    case "sort":
      return { ...ui, sort: nextSort(ui.sort, event.column) };
    case "filter":
      return { ...ui, filter: event.text, shown: ROWS_AT_A_TIME };
    case "toggleVerdict": {
      const others = ui.verdicts.filter((verdict) => verdict !== event.verdict);
      const verdicts = others.length < ui.verdicts.length ? others : [...others, event.verdict];
      return { ...ui, verdicts, shown: ROWS_AT_A_TIME };
    }
    case "account":
      return withAccount({ ...ui, shown: ROWS_AT_A_TIME }, event.name);
    case "clear":
      return withAccount({ ...ui, filter: "", verdicts: [], shown: ROWS_AT_A_TIME }, undefined);
    case "showMore":
      return { ...ui, shown: ui.shown + ROWS_AT_A_TIME };
    case "scroll":
      return { ...ui, scroll: event.top };
  }
}

/** Reads a state that an earlier page saved, perhaps an older version's: what does not fit is as if untouched. */
export function parseReportUi(saved: unknown): ReportUi {
  const { sort, filter, verdicts, account, shown, scroll } = fields(saved);
  return withAccount(
    {
      sort: parseSort(sort),
      filter: typeof filter === "string" ? filter : UNTOUCHED_REPORT.filter,
      verdicts: Array.isArray(verdicts) ? VERDICTS.filter((verdict) => verdicts.includes(verdict)) : [],
      shown: typeof shown === "number" && shown >= ROWS_AT_A_TIME ? shown : ROWS_AT_A_TIME,
      scroll: typeof scroll === "number" && scroll >= 0 ? scroll : UNTOUCHED_REPORT.scroll,
    },
    typeof account === "string" ? account : undefined,
  );
}

function withAccount(ui: ReportUi, name: string | undefined): ReportUi {
  const { sort, filter, verdicts, shown, scroll } = ui;
  return { sort, filter, verdicts, shown, scroll, ...(name !== undefined && { account: name }) };
}

/** The same column again turns the order round; another one starts with what people look for first. */
function nextSort(sort: ReportSort, column: ReportColumn): ReportSort {
  return { column, descending: sort.column === column ? !sort.descending : false };
}

function parseSort(saved: unknown): ReportSort {
  const { column, descending } = fields(saved);
  const known = (["key", "account", "verdict", "lastUsed", "created"] as const).find(
    (name) => name === column,
  );
  return known !== undefined && typeof descending === "boolean"
    ? { column: known, descending }
    : UNTOUCHED_REPORT.sort;
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
