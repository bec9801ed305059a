import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { DetailRow, DetailState, PageStrings, ServiceTab } from "../shared/usagePage";
import type { Handlers } from "./handlers";
import { ProblemBox } from "./problemBox";
import { RawRecord, RawRecordButton } from "./rawRecord";
import { ListSkeleton } from "./skeleton";
import { recordId } from "./uiState";

/** The content of one tab: what has been loaded of it, and the way to the next page. */
export function DetailList(props: {
  readonly id: string;
  readonly labelledBy: string;
  readonly service: string;
  readonly kind: ServiceTab;
  readonly detail: DetailState | undefined;
  readonly openRecords: readonly string[];
  readonly strings: PageStrings;
  readonly handlers: Handlers;
}) {
  const { service, kind, detail, openRecords, strings, handlers } = props;
  const rows = detail?.rows ?? [];
  const isLoading = detail?.loading ?? true;
  const loadNext = () => {
    if (!isLoading) handlers.ask({ type: "loadDetail", service, kind, after: rows.length });
  };
  return (
    <div id={props.id} class="panel" role="tabpanel" aria-labelledby={props.labelledBy} aria-busy={isLoading}>
      {rows.length > 0 && (
        <ul class="entries">
          {rows.map((row, index) => (
            <Entry
              key={index}
              row={row}
              isRawShown={openRecords.includes(recordId(kind, index))}
              strings={strings}
              onToggleRaw={() => {
                handlers.change({ type: "toggleRaw", code: service, record: recordId(kind, index) });
              }}
            />
          ))}
        </ul>
      )}
      {rows.length === 0 && isLoading && (
        <>
          <span class="visually-hidden">{strings.loading}</span>
          <ListSkeleton />
        </>
      )}
      {detail?.problem !== undefined && (
        <ProblemBox
          problem={detail.problem}
          strings={strings}
          onRetry={loadNext}
          onCopyPolicy={() => {
            handlers.ask({ type: "copyPolicy" });
          }}
        />
      )}
      {detail !== undefined && isEmpty(detail) && <p class="quiet">{strings.notRecordedInDetail}</p>}
      {detail?.more === true && detail.problem === undefined && (
        <MoreButton isLoading={isLoading} strings={strings} onClick={loadNext} />
      )}
    </div>
  );
}

function Entry(props: {
  readonly row: DetailRow;
  readonly isRawShown: boolean;
  readonly strings: PageStrings;
  readonly onToggleRaw: () => void;
}) {
  const { row, isRawShown, strings, onToggleRaw } = props;
  const rawId = useId();
  return (
    <li class="entry" tabIndex={-1}>
      <span class="entry-name">
        {row.name}
        {row.resourceType !== undefined && <span class="second-line">{row.resourceType}</span>}
      </span>
      <span class="entry-when" title={row.utc}>
        {row.relative}
        {row.absolute !== undefined && <span class="second-line">{row.absolute}</span>}
      </span>
      <span class="entry-source">{row.source !== undefined && <span class="chip">{row.source}</span>}</span>
      {row.raw !== undefined && (
        <RawRecordButton isShown={isRawShown} recordId={rawId} strings={strings} onToggle={onToggleRaw} />
      )}
      {row.raw !== undefined && isRawShown && <RawRecord id={rawId} raw={row.raw} strings={strings} />}
    </li>
  );
}

/** Goes away with the last page; the focus it then had stays in the list instead of falling back to the page's top. */
export function MoreButton(props: {
  readonly isLoading: boolean;
  readonly strings: PageStrings;
  readonly onClick: () => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (own === null || document.activeElement !== own) return;
      // Of this list alone: the list itself may stand in a row of a table.
      const last = own.parentElement?.querySelector<HTMLElement>(
        ":scope > ul > li:last-child, :scope > table > tbody > tr:last-child button",
      );
      last?.focus();
    };
  }, []);
  return (
    <button
      type="button"
      class="link more"
      ref={button}
      aria-disabled={props.isLoading}
      onClick={props.onClick}
    >
      {props.isLoading ? props.strings.loading : props.strings.showMore}
    </button>
  );
}

function isEmpty({ rows, loading, more, problem }: DetailState): boolean {
  return rows.length === 0 && !loading && !more && problem === undefined;
}
