import { useId } from "preact/hooks";
import type { Axis, DetailState, PageStrings, ServiceRow } from "../shared/usagePage";
import type { Handlers } from "./handlers";
import { OpenedService } from "./openedService";
import { TrackPicture } from "./trackPicture";
import type { OpenRow } from "./uiState";

/** A service in one line and, when it is open, its details in a second one. */
export function ServiceRowView(props: {
  readonly row: ServiceRow;
  readonly axis: Axis;
  readonly opened: OpenRow | undefined;
  readonly details: readonly DetailState[];
  readonly strings: PageStrings;
  readonly handlers: Handlers;
}) {
  const { row, axis, opened, details, strings, handlers } = props;
  const detailsId = useId();
  const toggle = () => {
    handlers.change({ type: "toggleRow", code: row.code });
  };
  return (
    <tbody class={opened === undefined ? undefined : "open"}>
      {/* The whole line is a target for the mouse; the button in it is the one for keyboards and screen readers. */}
      <tr
        class="service"
        onClick={(event) => {
          if (!isOnButton(event.target) && !isSelectingText()) toggle();
        }}
      >
        <th scope="row" class="c-service">
          <button
            type="button"
            class="expand"
            aria-expanded={opened !== undefined}
            aria-controls={opened === undefined ? undefined : detailsId}
            onClick={toggle}
          >
            <svg class="chevron" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
              <path d="M6 3.5 10.5 8 6 12.5" />
            </svg>
            <span>{row.name}</span>
          </button>
        </th>
        <td class="c-timeline">
          <TrackPicture axis={axis} tone={row.tone} ageMs={row.ageMs} />
        </td>
        <td class="c-when">
          <span title={row.utc}>{row.relative}</span>
          {row.absolute !== undefined && <span class="second-line">{row.absolute}</span>}
        </td>
        <td class="c-event">
          {row.event}
          <span class="second-line">{[row.ip, row.region].filter(Boolean).join(" · ")}</span>
        </td>
        <td class="c-source">{row.source !== undefined && <span class="chip">{row.source}</span>}</td>
      </tr>
      {opened !== undefined && (
        <tr class="opened">
          <td colSpan={5} id={detailsId}>
            <OpenedService
              row={row}
              opened={opened}
              details={details}
              strings={strings}
              handlers={handlers}
            />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function isOnButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("button") !== null;
}

/** Whoever drags over an address to copy it does not mean to open the row. */
function isSelectingText(): boolean {
  return getSelection()?.isCollapsed === false;
}
