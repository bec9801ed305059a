import type { Activity, DetailState, PageStrings } from "../shared/usagePage";
import { loadedReach } from "./activityRows";
import { linearPosition } from "./track";
import { AxisLabels, percent } from "./trackPicture";

/**
 * Each loaded record as a mark on the days of the window, in the lane of who made it. What is not loaded yet is hatched,
 * so that no empty stretch reads as quiet. The table below says the same in words.
 */
export function ActivityPicture({
  activity,
  detail,
  strings,
}: {
  readonly activity: Activity;
  readonly detail: DetailState | undefined;
  readonly strings: PageStrings;
}) {
  const { windowMs, lanes, ticks } = activity;
  const rows = detail?.rows ?? [];
  const reach = loadedReach(rows, detail?.more === true, windowMs);
  const at = (ageMs: number) => percent(linearPosition(ageMs, windowMs));
  return (
    <div class="activity-picture" aria-hidden="true">
      {lanes.map(({ kind, label }) => (
        <div class={`lane lane-${kind}`} key={kind}>
          <span class="lane-label">{label}</span>
          <svg width="100%" height="22">
            <line class="track-base" x1="0" x2="100%" y1="11" y2="11" />
            {reach < windowMs && (
              <rect class="not-loaded" x="0" y="3" width={at(reach)} height="16">
                <title>{strings.notLoadedYet}</title>
              </rect>
            )}
            {rows.map(
              ({ ageMs, recordKind }, index) =>
                recordKind === kind &&
                ageMs !== undefined && (
                  <line class="record" key={index} x1={at(ageMs)} x2={at(ageMs)} y1="3" y2="19" />
                ),
            )}
          </svg>
        </div>
      ))}
      <div class="lane">
        <span class="lane-label">
          {reach < windowMs && (
            <>
              <svg class="legend" width="14" height="10">
                <rect class="not-loaded" width="14" height="10" />
              </svg>
              {strings.notLoadedYet}
            </>
          )}
        </span>
        <AxisLabels axis={{ windowMs, staleAfterMs: windowMs, ticks }} position={linearPosition} />
      </div>
    </div>
  );
}
