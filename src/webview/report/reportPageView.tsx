import { useId } from "preact/hooks";
import type { ToReport } from "../../shared/reportMessages";
import { fill } from "../fill";
import { FILTER_ID } from "../filterBox";
import { HeaderSkeleton, TableSkeleton } from "../skeleton";
import { Filters } from "./filters";
import { ReportPicture } from "./picture";
import { chosenRows, sortedRows } from "./reportRows";
import type { ReportHandlers } from "./reportHandlers";
import { ReportTable } from "./table";
import type { ReportUi } from "./uiState";

/** The whole report. Until the host has spoken, its own shape in grey. */
export function ReportPageView(props: {
  readonly shown: ToReport | undefined;
  readonly ui: ReportUi;
  readonly handlers: ReportHandlers;
}) {
  const { shown, ui, handlers } = props;
  const titleId = useId();
  if (shown === undefined)
    return (
      <main aria-busy="true">
        <HeaderSkeleton />
        <TableSkeleton />
      </main>
    );
  const { page, strings } = shown;
  return (
    <main aria-busy={page.busy !== undefined} aria-labelledby={titleId}>
      <header class="page-header">
        <div class="identity">
          <h1 id={titleId}>{strings.title}</h1>
          <p class="quiet">{page.footnote}</p>
        </div>
        <div class="actions">
          {page.busy === undefined ? (
            <Action label={strings.refresh} type="refresh" handlers={handlers} />
          ) : (
            <>
              <span class="busy" role="status">
                <span class="spinner" aria-hidden="true" />
                {page.busy}
              </span>
              <Action label={strings.stop} type="stop" handlers={handlers} />
            </>
          )}
          <Action label={strings.exportReport} type="export" handlers={handlers} />
        </div>
      </header>
      {page.rows.length > 0 ? (
        <Keys shown={shown} ui={ui} handlers={handlers} />
      ) : page.busy === undefined ? (
        <p class="no-match">
          {strings.noKeys} <span class="quiet">{strings.noKeysHint}</span>
        </p>
      ) : (
        <TableSkeleton />
      )}
    </main>
  );
}

function Keys(props: { readonly shown: ToReport; readonly ui: ReportUi; readonly handlers: ReportHandlers }) {
  const { ui, handlers } = props;
  const { page, strings } = props.shown;
  const chosen = chosenRows(page.rows, ui);
  const drawn = sortedRows(chosen, ui.sort, page.language).slice(0, ui.shown);
  return (
    <>
      <Filters page={page} ui={ui} strings={strings} handlers={handlers} />
      {chosen.length === 0 ? (
        <p class="no-match">
          {strings.noKeyMatches}{" "}
          <button
            type="button"
            class="link"
            onClick={() => {
              handlers.change({ type: "clear" });
              // The button goes away with the filter; who used it should not have to start over at the top.
              document.getElementById(FILTER_ID)?.focus();
            }}
          >
            {strings.clearFilter}
          </button>
        </p>
      ) : (
        <>
          <ReportPicture page={page} rows={chosen} strings={strings} handlers={handlers} />
          <p class="quiet stale-legend">
            <svg width="3" height="14" aria-hidden="true">
              <line class="track-stale" x1="1.5" x2="1.5" y1="0" y2="14" />
            </svg>
            {strings.staleMark}
          </p>
          <p class="report-count quiet" role="status">
            {fill(strings.shownOfTotal, chosen.length, page.rows.length)}
          </p>
          <ReportTable rows={drawn} sort={ui.sort} strings={strings} handlers={handlers} />
          {drawn.length < chosen.length && (
            <button
              type="button"
              class="link more"
              onClick={() => {
                handlers.change({ type: "showMore" });
              }}
            >
              {strings.showMore}
            </button>
          )}
        </>
      )}
    </>
  );
}

function Action(props: {
  readonly label: string;
  readonly type: "refresh" | "stop" | "export";
  readonly handlers: ReportHandlers;
}) {
  const { label, type, handlers } = props;
  return (
    <button
      type="button"
      class="link"
      onClick={() => {
        handlers.ask({ type });
      }}
    >
      {label}
    </button>
  );
}
