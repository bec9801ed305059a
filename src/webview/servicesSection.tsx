import { useId } from "preact/hooks";
import type { DetailState, PageStrings, ServiceRow, UsagePage } from "../shared/usagePage";
import { fill } from "./fill";
import { FILTER_ID, FilterBox } from "./filterBox";
import type { Handlers } from "./handlers";
import { ProblemBox } from "./problemBox";
import { visibleRows } from "./serviceRows";
import { ServicesTable } from "./servicesTable";
import { TableSkeleton } from "./skeleton";
import type { UiState } from "./uiState";

interface SectionProps {
  readonly page: UsagePage;
  readonly strings: PageStrings;
  readonly ui: UiState;
  readonly details: readonly DetailState[];
  readonly handlers: Handlers;
}

/** Everything below the answer: the services that used the key, or why they are not listed. */
export function ServicesSection(props: SectionProps) {
  const { services } = props.page;
  switch (services.state) {
    case "none":
      return null;
    case "loading":
      return (
        <section class="services" aria-label={props.strings.servicesTitle} aria-busy="true">
          <div class="services-bar">
            <h2>{props.strings.servicesTitle}</h2>
          </div>
          <span class="visually-hidden">{props.strings.loading}</span>
          <TableSkeleton />
        </section>
      );
    case "failed":
      return (
        <section class="services" aria-label={props.strings.servicesTitle}>
          <div class="services-bar">
            <h2>{props.strings.servicesTitle}</h2>
          </div>
          <ProblemBox
            problem={services.problem}
            strings={props.strings}
            onRetry={() => {
              props.handlers.ask({ type: "refresh" });
            }}
            onCopyPolicy={() => {
              props.handlers.ask({ type: "copyPolicy" });
            }}
          />
        </section>
      );
    case "listed":
      return <ListedServices {...props} rows={services.rows} />;
  }
}

function ListedServices(props: SectionProps & { readonly rows: readonly ServiceRow[] }) {
  const { page, strings, ui, details, handlers, rows } = props;
  const titleId = useId();
  const visible = visibleRows(rows, ui.filter, ui.sort, page.language);
  return (
    <section class="services" aria-labelledby={titleId}>
      <div class="services-bar">
        <h2 id={titleId}>{strings.servicesTitle}</h2>
        <span class="badge" role="status">
          {ui.filter === "" ? rows.length : fill(strings.shownOfTotal, visible.length, rows.length)}
        </span>
        <FilterBox label={strings.filterServices} text={ui.filter} handlers={handlers} />
      </div>
      {visible.length > 0 ? (
        <ServicesTable
          axis={page.axis}
          rows={visible}
          strings={strings}
          ui={ui}
          details={details}
          handlers={handlers}
        />
      ) : (
        ui.filter !== "" && (
          <p class="no-match">
            {fill(strings.noServiceMatches, ui.filter)}{" "}
            <button
              type="button"
              class="link"
              onClick={() => {
                handlers.change({ type: "filter", text: "" });
                // The button goes away with the filter; who used it should not have to start over at the top.
                document.getElementById(FILTER_ID)?.focus();
              }}
            >
              {strings.clearFilter}
            </button>
          </p>
        )
      )}
      <footer class="quiet">
        <p class="stale-legend">
          <svg width="3" height="14" aria-hidden="true">
            <line class="track-stale" x1="1.5" x2="1.5" y1="0" y2="14" />
          </svg>
          {strings.staleMark}
        </p>
        <p>{strings.detailCaveat}</p>
      </footer>
    </section>
  );
}
