import { DAY_MS } from "../describe/times";
import type { SeenUse } from "../usage/keyUsage";

/** About how often a key is used. `day` also stands for more often than that. */
export type Cadence = "day" | "week" | "month";

/** Enough for a year of a monthly job; a few hundred bytes. */
const KEPT_USES = 12;

/**
 * The last uses that look-ups saw, with what the latest of them saw added. Of each day the latest is kept, so that a
 * busy key has no more of them than others.
 */
export function rememberUse(uses: readonly SeenUse[], at: string, asOf: string): readonly SeenUse[] {
  const [latest] = uses;
  if (!latest || at > latest.at) {
    const rest = latest && dayOf(latest.at) === dayOf(at) ? uses.slice(1) : uses;
    return [{ at, until: asOf > at ? asOf : at }, ...rest].slice(0, KEPT_USES);
  }
  // The answer of another account or operation may be behind; only the same use can have stayed the last one.
  if (at < latest.at || asOf <= latest.until) return uses;
  return [{ at, until: asOf }, ...uses.slice(1)];
}

/**
 * The same out of a list of records that is complete from its oldest to its newest. Where it does not go back as far,
 * what was remembered stays.
 */
export function rememberUses(
  remembered: readonly SeenUse[],
  times: readonly string[],
  asOf: string,
): readonly SeenUse[] {
  const sorted = [...new Set(times)].sort().reverse();
  const days: SeenUse[] = [];
  sorted.forEach((at, index) => {
    const until = sorted[index - 1] ?? (asOf > at ? asOf : at);
    const day = days.at(-1);
    if (!day || dayOf(day.at) !== dayOf(at)) days.push({ at, until });
  });
  const oldest = sorted.at(-1);
  const older = oldest === undefined ? remembered : remembered.filter(({ at }) => dayOf(at) < dayOf(oldest));
  return [...days, ...older].slice(0, KEPT_USES);
}

/**
 * How often a key is used, as far as its remembered uses show it; `undefined` where they do not. Of two uses that are a
 * month apart nobody knows what was between them, unless look-ups saw that nothing was.
 */
export function cadenceOf(uses: readonly SeenUse[]): Cadence | undefined {
  if (uses.length < ENOUGH_USES) return undefined;
  const gaps = uses.slice(0, -1).map((later, index) => {
    const earlier = uses[index + 1] ?? later;
    const [from, to] = [Date.parse(earlier.at), Date.parse(later.at)];
    return { days: (to - from) / DAY_MS, quietShare: (Date.parse(earlier.until) - from) / (to - from) };
  });
  const every = (from: number, to: number): boolean => gaps.every(({ days }) => days >= from && days <= to);
  if (every(0, 2.1)) return "day";
  const isWatched = gaps.every(({ quietShare }) => quietShare >= WATCHED_SHARE);
  if (!isWatched) return undefined;
  if (every(5, 9)) return "week";
  return every(24, 37) ? "month" : undefined;
}

/** Three gaps that are alike may be chance in a month, hardly in a year; fewer say nothing. */
const ENOUGH_USES = 4;
/** Records are behind, and nobody looks at the very moment of a use. */
const WATCHED_SHARE = 0.6;

function dayOf(time: string): string {
  return time.slice(0, 10);
}
