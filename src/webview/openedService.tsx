import { useId } from "preact/hooks";
import type { ServiceTab, DetailState, PageStrings, ServiceRow } from "../shared/usagePage";
import { DetailList } from "./detailList";
import { DetailTabs } from "./detailTabs";
import type { Handlers } from "./handlers";
import { findDetail } from "./model";
import { RawRecord, RawRecordButton } from "./rawRecord";
import { LATEST_RECORD, type OpenRow } from "./uiState";

/** What lies behind a service: its events, addresses and resources, and the record of its last use. */
export function OpenedService(props: {
  readonly row: ServiceRow;
  readonly opened: OpenRow;
  readonly details: readonly DetailState[];
  readonly strings: PageStrings;
  readonly handlers: Handlers;
}) {
  const { row, opened, details, strings, handlers } = props;
  const id = useId();
  const rawId = `${id}-raw`;
  const panelId = `${id}-panel`;
  const tabId = (kind: ServiceTab) => `${id}-${kind}`;
  const isRawShown = opened.raw.includes(LATEST_RECORD);
  return (
    <>
      <Facts row={row} strings={strings} />
      <div class="detail-bar">
        <DetailTabs
          label={row.name}
          selected={opened.tab}
          tabId={tabId}
          panelId={panelId}
          count={(kind) => finalCount(findDetail(details, row.code, kind))}
          strings={strings}
          onSelect={(tab) => {
            handlers.change({ type: "selectTab", code: row.code, tab });
          }}
        />
        {row.raw !== undefined && (
          <RawRecordButton
            isShown={isRawShown}
            recordId={rawId}
            strings={strings}
            onToggle={() => {
              handlers.change({ type: "toggleRaw", code: row.code, record: LATEST_RECORD });
            }}
          />
        )}
      </div>
      {row.raw !== undefined && isRawShown && <RawRecord id={rawId} raw={row.raw} strings={strings} />}
      <DetailList
        // Another tab is another list: nothing of this one's focus or scroll is kept.
        key={opened.tab}
        id={panelId}
        labelledBy={tabId(opened.tab)}
        service={row.code}
        kind={opened.tab}
        detail={findDetail(details, row.code, opened.tab)}
        openRecords={opened.raw}
        strings={strings}
        handlers={handlers}
      />
    </>
  );
}

/** What the columns say that a narrower page has no room for; the styles show of it what is missing there. */
function Facts({ row, strings }: { readonly row: ServiceRow; readonly strings: PageStrings }) {
  const times = [row.absolute, row.utc].filter((time) => time !== undefined).join(" · ");
  const facts = [
    { name: strings.lastUsed, value: times === "" ? undefined : times, column: "c-when" },
    { name: strings.event, value: row.event, column: "c-event" },
    { name: strings.address, value: row.ip, column: "c-event" },
    { name: strings.region, value: row.region, column: "c-event" },
    { name: strings.source, value: row.source, column: "c-source" },
  ].filter(({ value }) => value !== undefined);
  return (
    <dl class="facts">
      {facts.map(({ name, value, column }) => (
        <div key={name} class={`of-${column}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A number only when no further page can change it. */
function finalCount(detail: DetailState | undefined): number | undefined {
  if (detail === undefined || detail.loading || detail.more || detail.problem !== undefined) return undefined;
  return detail.rows.length;
}
