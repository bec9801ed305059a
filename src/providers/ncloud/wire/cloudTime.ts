/**
 * A time as the cloud wrote it:
 * - `moment`: known to the millisecond.
 * - `zoneless`: without a time zone. `at` is the earliest moment that it can mean.
 * - `unreadable`: something stands there, and nobody knows what time it is.
 */
export type CloudTime =
  | { readonly kind: "moment"; readonly at: string }
  | { readonly kind: "zoneless"; readonly at: string; readonly written: string }
  | { readonly kind: "unreadable" };

/** Absent, null, empty and zero mean that there is no time; numbers are milliseconds since the epoch. */
export function readTime(value: unknown): CloudTime | undefined {
  const given = typeof value === "string" ? value.trim() : value;
  if (given === undefined || given === null || given === "" || given === 0 || given === "0") return undefined;
  if (typeof given === "number") return momentAt(given);
  if (typeof given !== "string") return { kind: "unreadable" };
  if (/^\d{13}$/.test(given)) return momentAt(Number(given));
  const [, date, clock, zone = ""] = ISO.exec(given) ?? [];
  if (date === undefined || clock === undefined) return { kind: "unreadable" };
  // `Date.parse` takes milliseconds at most, and `+0900` only with a colon.
  const offset = zone.toUpperCase() === "Z" || zone === "" ? "Z" : zone.replace(/^(...):?(..)?$/, colon);
  const ms = Date.parse(`${date}T${clock.replace(",", ".").replace(/(\.\d{3})\d+$/, "$1")}${offset}`);
  if (zone !== "") return momentAt(ms);
  // The zone that is furthest ahead sees a time of day first.
  const earliest = momentAt(ms - FURTHEST_AHEAD_MS);
  return earliest.kind === "moment" ? { kind: "zoneless", at: earliest.at, written: given } : earliest;
}

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?(Z|[+-]\d\d(?::?\d\d)?)?$/i;
const FURTHEST_AHEAD_MS = 14 * 3_600_000;

/** NAVER Cloud began in 2017. A "time" long before that is in another unit, and would read as "not used for decades". */
const EARLIEST = Date.UTC(2009, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

function momentAt(ms: number): Exclude<CloudTime, { kind: "zoneless" }> {
  return ms >= EARLIEST && ms <= LATEST
    ? { kind: "moment", at: new Date(ms).toISOString() }
    : { kind: "unreadable" };
}

function colon(_: string, hours = "", minutes = "00"): string {
  return `${hours}:${minutes}`;
}
