import type { AgeAxis, ReportPageRow } from "../../shared/reportPage";
import type { Axis } from "../../shared/usagePage";
import { agePosition } from "../track";

/** Where a key's dot stands. */
export interface Dot {
  readonly row: ReportPageRow;
  /** Along the axis of the last use, from its start (0) to now (1); absent for a key without a last use. */
  readonly x?: number;
  /** Along the axis of the key's age, from new (0) to the oldest (1); absent where the age is not known. */
  readonly y?: number;
  /** How many dots of the same lane stand below it at this place already. */
  readonly level: number;
}

const HOUR_MS = 3_600_000;

/** A dot for each key. Dots of a lane, which would lie on each other, are stacked; those of the field lie where they lie. */
export function placeDots(
  rows: readonly ReportPageRow[],
  axis: Axis,
  ages: AgeAxis | undefined,
): readonly Dot[] {
  const stacks = new Map<string, number>();
  return rows.map((row) => {
    const x = row.ageMs === undefined ? undefined : agePosition(row.ageMs, axis.windowMs);
    const y =
      row.createdAgeMs === undefined || ages === undefined ? undefined : agePlace(row.createdAgeMs, ages);
    // A place of a lane is about as wide as a dot; without a last use and an age there is one place for all.
    const place = y === undefined ? `x${x === undefined ? "" : Math.round(x * PLACES)}` : undefined;
    const level = place === undefined ? 0 : (stacks.get(place) ?? 0);
    if (place !== undefined) stacks.set(place, level + 1);
    return { row, ...(x !== undefined && { x }), ...(y !== undefined && { y }), level };
  });
}

/** Where an age stands between new and the oldest: logarithmic above a day, as keys are made on days. */
export function agePlace(ageMs: number, { maxMs }: AgeAxis): number {
  const span = Math.log1p(maxMs / (24 * HOUR_MS));
  return span > 0 ? Math.min(1, Math.log1p(Math.max(0, ageMs) / (24 * HOUR_MS)) / span) : 0;
}

/** How many levels a lane has; whatever is stacked higher lies on the highest. */
export function levelsOf(dots: readonly Dot[], limit: number): number {
  return Math.min(
    limit,
    dots.reduce((most, { y, level }) => (y === undefined ? Math.max(most, level + 1) : most), 1),
  );
}

const PLACES = 45;
