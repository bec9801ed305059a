import * as l10n from "@vscode/l10n";

/** How times and numbers are written; everything that depends on the reader goes through here. */
export interface Reader {
  /** BCP 47, VS Code's display language. */
  readonly language: string;
  /** IANA name; absent means this machine's own. */
  readonly timeZone?: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY_MS = 24 * HOUR;

/**
 * `3 hours ago`, `1 day ago`, `212 days ago`: days are never rounded to months, because months hide a threshold, and
 * never called "yesterday", because 40 hours ago may have been the day before.
 */
export function timeAgo(at: number, now: number, { language }: Reader): string {
  const age = now - at;
  if (age < MINUTE) return l10n.t("just now");
  if (age < HOUR) return ago(Math.floor(age / MINUTE), "minute", language);
  if (age < DAY_MS) return ago(Math.floor(age / HOUR), "hour", language);
  return ago(Math.floor(age / DAY_MS), "day", language);
}

/** `20 Nov 2026, 14:12`, in the reader's time zone. */
export function localTime(at: number, { language, timeZone }: Reader): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  return dateFormat(language, { dateStyle: "medium", timeStyle: "short", ...zone }).format(at);
}

/** `20 Nov 2026`, in the reader's time zone. */
export function localDate(at: number, { language, timeZone }: Reader): string {
  return dateFormat(language, {
    dateStyle: "medium",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at);
}

/** `20 Nov 2026, 14:12:31 (Asia/Shanghai, GMT+8)`: for readers in other places than who wrote it. */
export function zonedTime(at: number, { language, timeZone }: Reader): string {
  const zone = timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const written = dateFormat(language, { dateStyle: "medium", timeStyle: "medium", timeZone: zone }).format(
    at,
  );
  // The offset changes in the course of a year, so it is that of this very time.
  const offset = dateFormat("en", { timeZone: zone, timeZoneName: "shortOffset" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value;
  return offset === undefined || offset === zone ? `${written} (${zone})` : `${written} (${zone}, ${offset})`;
}

/** `2026-11-20 06:12:00 UTC`: the same in every language, for comparing with a log. */
export function utcTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** Whole days between two times, at least 0; rounded down, so that nobody claims to know of more days than that. */
export function daysBetween(from: number, to: number): number {
  return Math.max(0, Math.floor((to - from) / DAY_MS));
}

/** The form of a sentence that fits the number, by the language's own rules; so each form has to name the number. */
export function counted(
  count: number,
  { language }: Reader,
  forms: { readonly one: () => string; readonly other: () => string },
): string {
  let rules = pluralRules.get(language);
  if (!rules) pluralRules.set(language, (rules = new Intl.PluralRules(language)));
  return rules.select(count) === "one" ? forms.one() : forms.other();
}

// Formats take a hundred times longer to make than to use, and a tree makes hundreds of them.
const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const pluralRules = new Map<string, Intl.PluralRules>();
// To use them is most of what a lens costs, and a thousand lenses have a few dozen ages.
const agos = new Map<string, string>();
const KEPT_AGOS = 1_000;

function ago(count: number, unit: "minute" | "hour" | "day", language: string): string {
  const name = `${language}|${unit}|${count}`;
  const known = agos.get(name);
  if (known !== undefined) return known;
  if (agos.size >= KEPT_AGOS) agos.clear();
  const text = relativeFormat(language).format(-count, unit);
  agos.set(name, text);
  return text;
}

function relativeFormat(language: string): Intl.RelativeTimeFormat {
  let format = relativeFormats.get(language);
  if (!format)
    relativeFormats.set(language, (format = new Intl.RelativeTimeFormat(language, { numeric: "always" })));
  return format;
}

function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${language}|${JSON.stringify(options)}`;
  let format = dateFormats.get(name);
  if (!format) dateFormats.set(name, (format = new Intl.DateTimeFormat(language, options)));
  return format;
}
