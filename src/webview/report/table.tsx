import type { ReportPageRow, ReportStrings } from "../../shared/reportPage";
import { SortableHeader } from "../sortableHeader";
import { ToneMark } from "../toneShape";
import type { ReportHandlers } from "./reportHandlers";
import type { ReportColumn, ReportSort } from "./uiState";

/** One row for each key; it opens the key's usage page. */
export function ReportTable(props: {
  readonly rows: readonly ReportPageRow[];
  readonly sort: ReportSort;
  readonly strings: ReportStrings;
  readonly handlers: ReportHandlers;
}) {
  const { rows, sort, strings, handlers } = props;
  const header = (column: ReportColumn, className: string, label: string) => (
    <SortableHeader
      className={className}
      order={sort.column === column ? (sort.descending ? "descending" : "ascending") : "none"}
      onSort={() => {
        handlers.change({ type: "sort", column });
      }}
    >
      {label}
    </SortableHeader>
  );
  return (
    <table class="report-table">
      <thead>
        <tr>
          {header("key", "r-key", strings.key)}
          {header("verdict", "r-verdict", strings.verdict)}
          {header("lastUsed", "r-when", strings.lastUsed)}
          {header("account", "r-account", strings.account)}
          {header("created", "r-created", strings.created)}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <KeyRow key={row.id} row={row} strings={strings} handlers={handlers} />
        ))}
      </tbody>
    </table>
  );
}

function KeyRow(props: {
  readonly row: ReportPageRow;
  readonly strings: ReportStrings;
  readonly handlers: ReportHandlers;
}) {
  const { row, strings, handlers } = props;
  const open = () => {
    handlers.ask({ type: "open", row: row.id });
  };
  return (
    // The whole line is a target for the mouse; the button in it is the one for keyboards and screen readers.
    <tr
      class="key-row"
      onClick={(event) => {
        const isOnButton = event.target instanceof Element && event.target.closest("button") !== null;
        // Whoever drags over an ID to copy it does not mean to open the row.
        if (!isOnButton && getSelection()?.isCollapsed !== false) open();
      }}
    >
      <th scope="row" class="r-key">
        <button type="button" class="link" onClick={open}>
          {row.name}
        </button>
        {row.idText !== undefined && <span class="second-line key-id">{row.idText}</span>}
      </th>
      <td class="r-verdict">
        <ToneMark tone={row.tone} />
        <span>
          {strings.verdicts[row.verdict]}
          <span class="second-line">{row.headline}</span>
        </span>
      </td>
      <td class="r-when">
        <span title={row.utc}>{row.relative ?? <span class="quiet">{withoutUse(row, strings)}</span>}</span>
        {row.absolute !== undefined && <span class="second-line">{row.absolute}</span>}
      </td>
      <td class="r-account">
        {row.account}
        {row.owner !== undefined && <span class="second-line">{row.owner}</span>}
      </td>
      <td class="r-created">{row.created ?? <span class="quiet">{strings.notKnown}</span>}</td>
    </tr>
  );
}

/** Only a whole answer without a use may say that there is none. */
function withoutUse({ verdict }: ReportPageRow, strings: ReportStrings): string {
  return verdict === "no-use-on-record" ? strings.noneOnRecord : strings.notKnown;
}
