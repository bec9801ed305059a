import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Axis, Tone } from "../shared/usagePage";
import { agePosition, placeLabels } from "./track";
import { ToneShape } from "./toneShape";

/** Assumed until the page has been laid out. */
const FIRST_WIDTH_PX = 320;

/**
 * One row's track: the dot is the last use, the line from it to *now* the quiet time. Nothing is drawn to the left of the
 * dot, because nothing is known about how long the service was used before. The column beside it says the same in words.
 */
export function TrackPicture(props: {
  readonly axis: Axis;
  readonly tone: Tone;
  readonly ageMs: number | undefined;
}) {
  const { axis, tone, ageMs } = props;
  const stale = percent(agePosition(axis.staleAfterMs, axis.windowMs));
  const dot = ageMs === undefined ? undefined : percent(agePosition(ageMs, axis.windowMs));
  return (
    <svg class={`track tone-${tone}`} width="100%" height="20" aria-hidden="true">
      <line class="track-base" x1="0" x2="100%" y1="10" y2="10" />
      <line class="track-stale" x1={stale} x2={stale} y1="1" y2="19" />
      {dot !== undefined && (
        <>
          <line class="track-quiet" x1={dot} x2="100%" y1="10" y2="10" />
          <svg class="track-dot" x={dot} y="10" overflow="visible">
            <ToneShape tone={tone} />
          </svg>
        </>
      )}
    </svg>
  );
}

/** The labels above the tracks: as many as have room at the width the column has now. */
export function AxisLabels({
  axis,
  position = agePosition,
}: {
  readonly axis: Axis;
  readonly position?: (ageMs: number, windowMs: number) => number;
}) {
  const svg = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(FIRST_WIDTH_PX);
  const [textWidth, setTextWidth] = useState(() => roughTextWidth);

  useLayoutEffect(() => {
    const element = svg.current;
    if (element === null) return;
    const measure = () => {
      setWidth(element.getBoundingClientRect().width);
      setTextWidth(() => textMeasure(getComputedStyle(element).font));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  return (
    <svg class="axis" ref={svg} width="100%" height="16" aria-hidden="true">
      {placeLabels(axis, width, textWidth, position).map(({ label, left }) => (
        <text key={label} x={left} y="12">
          {label}
        </text>
      ))}
    </svg>
  );
}

/** A fraction of the width, as SVG writes it. */
export function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(2)}%`;
}

/** Wide characters (Chinese, Japanese, Korean) take a whole em, others about half; in the labels' 11 px. */
function roughTextWidth(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (character > "\u2e80" ? 11 : 6.5), 0);
}

function textMeasure(font: string): (text: string) => number {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return roughTextWidth;
  context.font = font;
  return (text) => context.measureText(text).width;
}
