import { useId } from "preact/hooks";
import type { Activity, DetailState, PageStrings } from "../shared/usagePage";
import { ActivityPicture } from "./activityPicture";
import { ActivityTable } from "./activityTable";
import { matchingRecords } from "./activityRows";
import { MoreButton } from "./detailList";
import { fill } from "./fill";
import { FilterBox } from "./filterBox";
import type { Handlers } from "./handlers";
import { findDetail } from "./model";
import { ProblemBox } from "./problemBox";
import { ListSkeleton } from "./skeleton";
import type { UiState } from "./uiState";

/** Everything below the answer for a key without services: its records as a picture and as a table. */
export function ActivitySection(props: {
  readonly activity: Activity;
  readonly strings: PageStrings;
  readonly ui: UiState;
  readonly details: readonly DetailState[];
  readonly handlers: Handlers;
}) {
  const { activity, strings, ui, details, handlers } = props;
  const titleId = useId();
  const detail = findDetail(details, activity.service, "activity");
  const rows = detail?.rows ?? [];
  const isLoading = detail?.loading ?? true;
  const visible = matchingRecords(rows, ui.filter);
  const loadNext = () => {
    if (isLoading) return;
    handlers.ask({ type: "loadDetail", service: activity.service, kind: "activity", after: rows.length });
  };
  return (
    <section class="activity" aria-labelledby={titleId} aria-busy={isLoading}>
      <div class="services-bar">
        <h2 id={titleId}>{strings.activityTitle}</h2>
        {rows.length > 0 && (
          <span class="badge" role="status">
            {ui.filter === ""
              ? loadedText(detail, strings)
              : fill(strings.shownOfTotal, visible.length, rows.length)}
          </span>
        )}
        <FilterBox label={strings.filterActivity} text={ui.filter} handlers={handlers} />
      </div>
      {rows.length > 0 && <ActivityPicture activity={activity} detail={detail} strings={strings} />}
      {visible.length > 0 && (
        <ActivityTable records={visible} shown={ui.records} strings={strings} handlers={handlers} />
      )}
      {rows.length > 0 && visible.length === 0 && (
        <p class="no-match">{fill(strings.noRecordMatches, ui.filter)}</p>
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
      {detail !== undefined && isEmpty(detail) && <p class="quiet">{strings.noRecords}</p>}
      {detail?.more === true && detail.problem === undefined && (
        <MoreButton isLoading={isLoading} strings={strings} onClick={loadNext} />
      )}
    </section>
  );
}

function loadedText(detail: DetailState | undefined, strings: PageStrings): string {
  const loaded = detail?.rows.length ?? 0;
  if (detail?.more !== true) return String(loaded);
  return detail.total === undefined
    ? fill(strings.loadedSoFar, loaded)
    : fill(strings.loadedOfTotal, loaded, detail.total);
}

function isEmpty({ rows, loading, more, problem }: DetailState): boolean {
  return rows.length === 0 && !loading && !more && problem === undefined;
}
