import type { LoadDetail, PanelKey, ToPage } from "../shared/panelMessages";
import type { DetailKind, DetailState, UsagePage } from "../shared/usagePage";
import { UNTOUCHED, updateUi, type UiEvent, type UiState } from "./uiState";

/** Everything the page is drawn from. */
export interface PageModel {
  /** The host's last word; absent until its first. */
  readonly shown?: Shown;
  /** Whose page this is; known before the host's first word when the page comes back from hiding or a reload. */
  readonly key?: PanelKey;
  readonly details: readonly DetailState[];
  readonly ui: UiState;
  /** What a screen reader is told: the answer when it comes, not each minute when its age is counted on. */
  readonly announcement: string;
}

type Show = Extract<ToPage, { type: "show" }>;
type Shown = Pick<Show, "page" | "strings">;

/** What can happen to a page. `asked` is the page's own request, so that no second one is sent while the host thinks. */
export type PageEvent = ToPage | UiEvent | { readonly type: "asked"; readonly request: LoadDetail };

/** A page that has heard nothing from the host yet, with what an earlier one saved. */
export function newModel(key: PanelKey | undefined, ui: UiState): PageModel {
  return { ...(key !== undefined && { key }), details: [], ui, announcement: "" };
}

/** The page after something happened. */
export function update(model: PageModel, event: PageEvent): PageModel {
  switch (event.type) {
    case "show":
      return show(model, event);
    case "detail":
      return { ...model, details: withDetail(model.details, event.detail) };
    case "asked":
      return { ...model, details: withDetail(model.details, loadingDetail(model, event.request)) };
    case "sort":
    case "filter":
    case "toggleRow":
    case "selectTab":
    case "toggleRaw":
    case "toggleRecord":
    case "toggleRotation":
    case "toggleStep":
    case "scroll":
      return { ...model, ui: updateUi(model.ui, event) };
  }
}

/** What is known of one tab of one service. */
export function findDetail(
  details: readonly DetailState[],
  service: string,
  kind: DetailKind,
): DetailState | undefined {
  return details.find((detail) => detail.service === service && detail.kind === kind);
}

/** What to ask the host for after something happened; what no click of a person asked for says so. */
export function requestsAfter(event: PageEvent, model: PageModel): readonly LoadDetail[] {
  const isClick = event.type === "toggleRow" || event.type === "selectTab";
  return missingDetails(model).map((request) => (isClick ? request : { ...request, unasked: true }));
}

/** The details that stand open on the page and that nobody has asked for. */
function missingDetails({ shown, details, ui }: PageModel): readonly LoadDetail[] {
  const activity = shown?.page.activity;
  if (activity && findDetail(details, activity.service, "activity") === undefined)
    return [{ type: "loadDetail", service: activity.service, kind: "activity", after: 0 }];
  if (shown?.page.services.state !== "listed") return [];
  const listed = new Set(shown.page.services.rows.map((row) => row.code));
  return ui.open
    .filter(({ code, tab }) => listed.has(code) && findDetail(details, code, tab) === undefined)
    .map(({ code, tab }) => ({ type: "loadDetail", service: code, kind: tab, after: 0 }));
}

function show(model: PageModel, { restore, page, strings, details }: Show): PageModel {
  return {
    shown: { page, strings },
    key: restore,
    details,
    ui: model.key === undefined || isSameKey(model.key, restore) ? model.ui : UNTOUCHED,
    announcement: isNews(model.shown?.page, page) ? spoken(page) : model.announcement,
  };
}

/** A page sent again because a minute has passed is none. */
function isNews(before: UsagePage | undefined, now: UsagePage): boolean {
  return (
    before === undefined ||
    before.answer.busy !== now.answer.busy ||
    before.answer.tone !== now.answer.tone ||
    before.answer.problem?.message !== now.answer.problem?.message
  );
}

function spoken({ answer }: UsagePage): string {
  return answer.busy ?? [answer.headline, answer.problem?.message].filter(Boolean).join(" ");
}

function isSameKey(a: PanelKey, b: PanelKey): boolean {
  return a.provider === b.provider && a.kind === b.kind && a.id === b.id && a.account === b.account;
}

function withDetail(details: readonly DetailState[], changed: DetailState): readonly DetailState[] {
  return [...details.filter((one) => one.service !== changed.service || one.kind !== changed.kind), changed];
}

function loadingDetail({ details }: PageModel, { service, kind }: LoadDetail): DetailState {
  const known = findDetail(details, service, kind);
  return { service, kind, rows: known?.rows ?? [], more: known?.more ?? false, loading: true };
}
