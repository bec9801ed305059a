import { isServiceTab } from "../shared/panelMessages";
import type { DetailKind, ServiceTab } from "../shared/usagePage";

/** What the person did to the page. It survives hiding and reloading; everything else the host sends again. */
export interface UiState {
  readonly sort: Sort;
  readonly filter: string;
  readonly open: readonly OpenRow[];
  /** Which raw records of the activity are shown, by `recordId`. */
  readonly records: readonly string[];
  /** Whether the steps of the rotation are shown, and which of them the person has ticked. */
  readonly rotation: { readonly isOpen: boolean; readonly ticked: readonly string[] };
  /** Pixels from the top. */
  readonly scroll: number;
}

/** The column the table is sorted by, and which way. */
export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** The columns that can be sorted by; `lastUsed` descending is newest first. */
export type SortColumn = "service" | "lastUsed" | "event" | "source";

/** A service whose details are open. */
export interface OpenRow {
  readonly code: string;
  readonly tab: ServiceTab;
  /** Which raw records are shown: `LATEST_RECORD`, or `recordId` of an entry. */
  readonly raw: readonly string[];
}

/** Names the record of the service's last use among the raw records of an open row. */
export const LATEST_RECORD = "latest";

/** Names the record of one entry of a tab. Entries are only ever appended, so their number names them. */
export function recordId(kind: DetailKind, index: number): string {
  return `${kind}/${index}`;
}

/** How a page looks that nobody has touched. */
export const UNTOUCHED: UiState = {
  sort: { column: "lastUsed", descending: true },
  filter: "",
  open: [],
  records: [],
  rotation: { isOpen: false, ticked: [] },
  scroll: 0,
};

/** What a person can do that changes only the page. */
export type UiEvent =
  | { readonly type: "sort"; readonly column: SortColumn }
  | { readonly type: "filter"; readonly text: string }
  | { readonly type: "toggleRow"; readonly code: string }
  | { readonly type: "selectTab"; readonly code: string; readonly tab: ServiceTab }
  | { readonly type: "toggleRecord"; readonly record: string }
  | { readonly type: "toggleRotation" }
  | { readonly type: "toggleStep"; readonly step: string }
  | { readonly type: "toggleRaw"; readonly code: string; readonly record: string }
  | { readonly type: "scroll"; readonly top: number };

/** The page after the person did something. */
export function updateUi(ui: UiState, event: UiEvent): UiState {
  switch (event.type) {
    case "sort":
      return { ...ui, sort: nextSort(ui.sort, event.column) };
    case "filter":
      return { ...ui, filter: event.text };
    case "toggleRow": {
      const others = ui.open.filter((row) => row.code !== event.code);
      const wasOpen = others.length < ui.open.length;
      return { ...ui, open: wasOpen ? others : [...others, { code: event.code, tab: "events", raw: [] }] };
    }
    case "selectTab":
      return changeRow(ui, event.code, (row) => ({ ...row, tab: event.tab }));
    case "toggleRaw":
      return changeRow(ui, event.code, (row) => ({ ...row, raw: toggled(row.raw, event.record) }));
    case "toggleRecord":
      return { ...ui, records: toggled(ui.records, event.record) };
    case "toggleRotation":
      return { ...ui, rotation: { ...ui.rotation, isOpen: !ui.rotation.isOpen } };
    case "toggleStep":
      return { ...ui, rotation: { ...ui.rotation, ticked: toggled(ui.rotation.ticked, event.step) } };
    case "scroll":
      return { ...ui, scroll: event.top };
  }
}

/** Reads a state that an earlier page saved, perhaps an older version's: what does not fit is as if untouched. */
export function parseUiState(saved: unknown): UiState {
  const { sort, filter, open, records, rotation, scroll } = fields(saved);
  return {
    sort: parseSort(sort),
    filter: typeof filter === "string" ? filter : UNTOUCHED.filter,
    open: Array.isArray(open) ? open.flatMap(parseOpenRow) : UNTOUCHED.open,
    records: texts(records),
    rotation: { isOpen: fields(rotation)["isOpen"] === true, ticked: texts(fields(rotation)["ticked"]) },
    scroll: typeof scroll === "number" && scroll >= 0 ? scroll : UNTOUCHED.scroll,
  };
}

/** The same column again turns the order round; another one starts with what people look for first. */
function nextSort(sort: Sort, column: SortColumn): Sort {
  if (sort.column === column) return { column, descending: !sort.descending };
  return { column, descending: column === "lastUsed" };
}

function changeRow(ui: UiState, code: string, change: (row: OpenRow) => OpenRow): UiState {
  return { ...ui, open: ui.open.map((row) => (row.code === code ? change(row) : row)) };
}

function toggled(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item];
}

function parseSort(saved: unknown): Sort {
  const { column, descending } = fields(saved);
  const known = (["service", "lastUsed", "event", "source"] as const).find((name) => name === column);
  return known !== undefined && typeof descending === "boolean"
    ? { column: known, descending }
    : UNTOUCHED.sort;
}

function parseOpenRow(saved: unknown): OpenRow[] {
  const { code, tab, raw } = fields(saved);
  if (typeof code !== "string") return [];
  return [{ code, tab: isServiceTab(tab) ? tab : "events", raw: texts(raw) }];
}

function texts(saved: unknown): readonly string[] {
  return Array.isArray(saved) ? saved.filter((each) => typeof each === "string") : [];
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
