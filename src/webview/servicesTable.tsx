import type { Axis, DetailState, PageStrings, ServiceRow } from "../shared/usagePage";
import type { Handlers } from "./handlers";
import { ServiceRowView } from "./serviceRowView";
import { SortableHeader } from "./sortableHeader";
import { AxisLabels } from "./trackPicture";
import type { SortColumn, UiState } from "./uiState";

/** One row for each service, with the picture of its last use inside. */
export function ServicesTable(props: {
  readonly axis: Axis;
  readonly rows: readonly ServiceRow[];
  readonly strings: PageStrings;
  readonly ui: UiState;
  readonly details: readonly DetailState[];
  readonly handlers: Handlers;
}) {
  const { axis, rows, strings, ui, details, handlers } = props;
  const header = (column: SortColumn, className: string, label: string) => (
    <SortableHeader
      className={className}
      order={ui.sort.column === column ? (ui.sort.descending ? "descending" : "ascending") : "none"}
      onSort={() => {
        handlers.change({ type: "sort", column });
      }}
    >
      {label}
    </SortableHeader>
  );
  return (
    <table class="services-table">
      <thead>
        <tr>
          {header("service", "c-service", strings.service)}
          <th scope="col" class="c-timeline">
            <span class="visually-hidden">{strings.timeline}</span>
            <AxisLabels axis={axis} />
          </th>
          {header("lastUsed", "c-when", strings.lastUsed)}
          {header("event", "c-event", strings.eventAndAddress)}
          {header("source", "c-source", strings.source)}
        </tr>
      </thead>
      {rows.map((row) => (
        <ServiceRowView
          key={row.code}
          row={row}
          axis={axis}
          opened={ui.open.find((open) => open.code === row.code)}
          details={details}
          strings={strings}
          handlers={handlers}
        />
      ))}
    </table>
  );
}
