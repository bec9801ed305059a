import type { Axis } from "../shared/usagePage";

/**
 * Ages below about an hour lie close together at *now* and ages above it spread by their logarithm: an hour is also how
 * far the clouds' records lag, so finer differences would be drawn from nothing.
 */
const HOUR_MS = 3_600_000;

/** Room between two labels below which they read as one. */
const LABEL_GAP_PX = 6;

/** Where an age stands on the axis: 1 is now, 0 the start of the window and everything before it. */
export function agePosition(ageMs: number, windowMs: number): number {
  const age = Math.max(0, ageMs);
  const span = Math.log1p(windowMs / HOUR_MS);
  // Written so that what is not a number ends at an end too.
  if (!(span > 0) || !(age < windowMs)) return age === 0 ? 1 : 0;
  return 1 - Math.log1p(age / HOUR_MS) / span;
}

/** Where an age stands on an axis on which every day is as wide as any other. */
export function linearPosition(ageMs: number, windowMs: number): number {
  return windowMs > 0 ? 1 - Math.min(1, Math.max(0, ageMs / windowMs)) : 1;
}

/** A label of the axis and the pixels it takes. */
export interface PlacedLabel {
  readonly label: string;
  readonly left: number;
  readonly width: number;
}

/**
 * The labels that fit above a track of `width` pixels without touching each other, from left to right. Each stands
 * centred on its age, or as close to that as the ends of the track allow.
 */
export function placeLabels(
  axis: Axis,
  width: number,
  textWidth: (label: string) => number,
  position: (ageMs: number, windowMs: number) => number = agePosition,
): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const { ageMs, label } of byImportance(axis)) {
    const labelWidth = textWidth(label);
    if (!(labelWidth <= width)) continue;
    const centred = position(ageMs, axis.windowMs) * width - labelWidth / 2;
    const candidate = { label, left: clamp(centred, 0, width - labelWidth), width: labelWidth };
    if (placed.every((other) => areApart(candidate, other))) placed.push(candidate);
  }
  return placed.sort((a, b) => a.left - b.left);
}

/** Now, then how far back anybody can see, then the stale mark: without these three the picture cannot be read. */
function byImportance({ ticks, windowMs, staleAfterMs }: Axis): Axis["ticks"] {
  const wanted = [0, windowMs, staleAfterMs];
  const rank = (ageMs: number) => (wanted.includes(ageMs) ? wanted.indexOf(ageMs) : wanted.length);
  return [...ticks].sort((a, b) => rank(a.ageMs) - rank(b.ageMs));
}

function areApart(a: PlacedLabel, b: PlacedLabel): boolean {
  return a.left >= b.left + b.width + LABEL_GAP_PX || b.left >= a.left + a.width + LABEL_GAP_PX;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
