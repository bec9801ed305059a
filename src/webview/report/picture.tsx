import type { ReportPage, ReportPageRow, ReportStrings } from "../../shared/reportPage";
import { agePosition } from "../track";
import { AxisLabels, percent } from "../trackPicture";
import { ToneShape } from "../toneShape";
import { agePlace, levelsOf, placeDots, type Dot } from "./placeDots";
import type { ReportHandlers } from "./reportHandlers";

const FIELD_PX = 210;
const LEVEL_PX = 13;
const MOST_LEVELS = 9;
/** Room for half a dot at the ends. */
const EDGE_PX = 10;

/**
 * All keys at once: the farther left, the longer quiet; the higher up, the older. Keys without a last use, or without a
 * known age, have places of their own beside the axes. The table below says the same in words, and works by keyboard.
 */
export function ReportPicture(props: {
  readonly page: ReportPage;
  readonly rows: readonly ReportPageRow[];
  readonly strings: ReportStrings;
  readonly handlers: ReportHandlers;
}) {
  const { page, rows, strings, handlers } = props;
  const { axis, ages } = page;
  const dots = placeDots(rows, axis, ages);
  const hasField = dots.some(({ y }) => y !== undefined);
  const hasLane = !hasField || dots.some(({ y }) => y === undefined);
  const hasNoUse = dots.some(({ x }) => x === undefined);
  const fieldPx = hasField ? FIELD_PX : 0;
  const lanePx = hasLane ? levelsOf(dots, MOST_LEVELS) * LEVEL_PX + EDGE_PX : 0;
  const height = fieldPx + lanePx;
  const topOf = ({ y, level }: Dot): number =>
    y === undefined
      ? height - EDGE_PX - Math.min(level, MOST_LEVELS - 1) * LEVEL_PX
      : EDGE_PX + (1 - y) * (fieldPx - 2 * EDGE_PX);
  const drawn = (dot: Dot, left: string) => (
    <svg
      key={dot.row.id}
      class={`dot tone-${dot.row.tone}`}
      x={left}
      y={topOf(dot)}
      overflow="visible"
      onClick={() => {
        handlers.ask({ type: "open", row: dot.row.id });
      }}
    >
      <title>{[dot.row.name, dot.row.account, dot.row.headline].filter(Boolean).join(" · ")}</title>
      <ToneShape tone={dot.row.tone} />
    </svg>
  );
  const stale = percent(agePosition(axis.staleAfterMs, axis.windowMs));
  return (
    <figure
      class={["report-picture", hasNoUse && "with-no-use", hasField && "with-ages"].filter(Boolean).join(" ")}
      role="img"
      aria-label={strings.pictureTitle}
    >
      {hasField && <span class="axis-title y-title">{strings.ageAxis}</span>}
      {hasField && (
        <div class="y-labels">
          <svg width="100%" height={height}>
            {ages?.ticks.map(({ ageMs, label }) => (
              <text
                key={label}
                class="y-tick"
                x="100%"
                y={EDGE_PX + (1 - agePlace(ageMs, ages)) * (fieldPx - 2 * EDGE_PX) + 4}
              >
                {label}
              </text>
            ))}
            {hasLane && (
              <text class="y-tick" x="100%" y={height - EDGE_PX + 4}>
                {strings.ageUnknown}
              </text>
            )}
          </svg>
        </div>
      )}
      {hasNoUse && (
        <div class="no-use-place">
          <svg width="100%" height={height}>
            <rect class="place" width="100%" height={height} rx="3" />
            {dots.filter(({ x }) => x === undefined).map((dot, index) => drawn(dot, noUsePlace(dot, index)))}
          </svg>
        </div>
      )}
      <div class="field">
        <svg width="100%" height={height}>
          {hasField && hasLane && <line class="track-base" x1="0" x2="100%" y1={fieldPx} y2={fieldPx} />}
          {axis.ticks.map(({ ageMs }) => {
            const x = percent(agePosition(ageMs, axis.windowMs));
            return <line key={ageMs} class="grid" x1={x} x2={x} y1="0" y2={height} />;
          })}
          <line class="track-stale" x1={stale} x2={stale} y1="0" y2={height} />
          {dots.map((dot) => dot.x !== undefined && drawn(dot, percent(dot.x)))}
        </svg>
      </div>
      {hasNoUse && <span class="no-use-label">{strings.noUseKnown}</span>}
      <div class="x-labels">
        <AxisLabels axis={axis} />
        <span class="axis-title">{strings.lastUseAxis}</span>
      </div>
    </figure>
  );
}

/** Side by side by turns, since one above the other they would leave the place. */
function noUsePlace({ y }: Dot, index: number): string {
  if (y !== undefined) return percent(0.2 + 0.6 * ((index % 4) / 3));
  return percent(0.5);
}
