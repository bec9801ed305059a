import { useId } from "preact/hooks";
import type { PageStrings } from "../shared/usagePage";
import type { NumberedRecord } from "./activityRows";
import type { Handlers } from "./handlers";
import { RawRecord, RawRecordButton } from "./rawRecord";
import { recordId } from "./uiState";

/** The loaded records, newest first, each with the cloud's own text one press away. */
export function ActivityTable({
  records,
  shown,
  strings,
  handlers,
}: {
  readonly records: readonly NumberedRecord[];
  readonly shown: readonly string[];
  readonly strings: PageStrings;
  readonly handlers: Handlers;
}) {
  return (
    <table class="activity-table">
      <thead>
        <tr>
          <th scope="col" class="a-when">
            {strings.when}
          </th>
          <th scope="col" class="a-action">
            {strings.action}
          </th>
          <th scope="col" class="a-who">
            {strings.who}
          </th>
          <th scope="col" class="a-kind">
            {strings.madeBy}
          </th>
          <th scope="col" class="a-raw">
            <span class="visually-hidden">{strings.rawRecord}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <RecordRow
            key={record.index}
            record={record}
            isShown={shown.includes(recordId("activity", record.index))}
            strings={strings}
            handlers={handlers}
          />
        ))}
      </tbody>
    </table>
  );
}

function RecordRow({
  record: { index, row },
  isShown,
  strings,
  handlers,
}: {
  readonly record: NumberedRecord;
  readonly isShown: boolean;
  readonly strings: PageStrings;
  readonly handlers: Handlers;
}) {
  const rawId = useId();
  return (
    <>
      <tr>
        <td class="a-when">
          <span title={row.utc}>{row.relative}</span>
          {row.absolute !== undefined && <span class="second-line">{row.absolute}</span>}
        </td>
        <th scope="row" class="a-action">
          {row.name}
        </th>
        <td class="a-who">
          {row.who}
          {row.ip !== undefined && <span class="second-line">{row.ip}</span>}
        </td>
        <td class="a-kind">
          {row.source !== undefined && (
            <span class={`chip record-${row.recordKind ?? "program"}`}>{row.source}</span>
          )}
        </td>
        <td class="a-raw">
          {row.raw !== undefined && (
            <RawRecordButton
              isShown={isShown}
              recordId={rawId}
              strings={strings}
              onToggle={() => {
                handlers.change({ type: "toggleRecord", record: recordId("activity", index) });
              }}
            />
          )}
        </td>
      </tr>
      {row.raw !== undefined && isShown && (
        <tr class="raw-row">
          <td colSpan={5}>
            <RawRecord id={rawId} raw={row.raw} strings={strings} />
          </td>
        </tr>
      )}
    </>
  );
}
