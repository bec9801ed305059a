import type { ReportPage, ReportStrings } from "../../shared/reportPage";
import type { Tone } from "../../shared/usagePage";
import { FilterBox } from "../filterBox";
import { ToneMark } from "../toneShape";
import { verdictCounts } from "./reportRows";
import type { ReportHandlers } from "./reportHandlers";
import { VERDICTS, type ReportUi } from "./uiState";

const TONES: Readonly<Record<(typeof VERDICTS)[number], Tone>> = {
  stale: "stale",
  "no-use-on-record": "none",
  "cannot-tell": "unknown",
  "in-use": "used",
};

/** What narrows the picture and the table: verdicts, which are the picture's legend too, an account, and words. */
export function Filters(props: {
  readonly page: ReportPage;
  readonly ui: ReportUi;
  readonly strings: ReportStrings;
  readonly handlers: ReportHandlers;
}) {
  const { page, ui, strings, handlers } = props;
  const counts = verdictCounts(page.rows, ui);
  return (
    <div class="report-filters">
      <div class="verdicts" role="group" aria-label={strings.verdictFilter}>
        {VERDICTS.map((verdict) => (
          <button
            key={verdict}
            type="button"
            class="verdict"
            aria-pressed={ui.verdicts.includes(verdict)}
            onClick={() => {
              handlers.change({ type: "toggleVerdict", verdict });
            }}
          >
            <ToneMark tone={TONES[verdict]} />
            {strings.verdicts[verdict]} <span class="count">{counts[verdict]}</span>
          </button>
        ))}
      </div>
      {page.accounts.length > 1 && (
        <select
          aria-label={strings.accountFilter}
          value={ui.account ?? ""}
          onChange={({ currentTarget: { value } }) => {
            handlers.change({ type: "account", name: value === "" ? undefined : value });
          }}
        >
          <option value="">{strings.allAccounts}</option>
          {page.accounts.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
      <FilterBox label={strings.filterKeys} text={ui.filter} handlers={handlers} />
    </div>
  );
}
