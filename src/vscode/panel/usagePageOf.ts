import * as l10n from "@vscode/l10n";
import { describeUsage, type Description } from "../../core/describe/describeUsage";
import type { Standing, Wording } from "../../core/describe/summarize";
import { identityFact } from "../../core/describe/facts";
import { DAY_MS, daysBetween, localTime, timeAgo, utcTime } from "../../core/describe/times";
import type { KeyRef } from "../../core/usage/key";
import type { KeyUsage, Problem, ProductUse } from "../../core/usage/keyUsage";
import type { KeyDetail } from "../../core/usage/provider";
import type { UsageState } from "../../core/usage/usageService";
import { isStale } from "../../core/verdict/judge";
import type {
  Answer,
  Axis,
  AxisTick,
  PageProblem,
  Rotation,
  ServiceRow,
  Services,
  Tone,
  UsagePage,
} from "../../shared/usagePage";

import { activityOf } from "./activityOf";
import { keyFactsOf } from "./keyFactsOf";

/** What the page is made of, besides the state itself. */
export interface PageInput {
  readonly key: KeyRef;
  /** The ID as the user wants it shown. */
  readonly idText: string;
  readonly state: UsageState;
  readonly wording: Wording;
  readonly records: ReadonlyMap<string, string> | undefined;
  /** The policy to offer when a permission is missing, where the cloud has one. */
  readonly policy: string | undefined;
  /** What there is to see beyond the last use. */
  readonly detail: KeyDetail;
  /** How the key is replaced, where it can be. */
  readonly rotation?: Rotation | undefined;
}

/** The page for what is known about a key. Pure: same input, same page. */
export function usagePageOf(input: PageInput): UsagePage {
  const { key, idText, state, wording } = input;
  const description = describeUsage(key, state, wording);
  const usage = state.known ?? state.failed;
  const ownerLine = usage && identityFact(usage, undefined);
  const activity = activityOf(input.detail, state.known, wording);
  return {
    keyText: idText,
    ...(key.label !== undefined && { label: key.label }),
    ...(ownerLine !== undefined && { ownerLine }),
    answer: answerOf(input, description),
    keyFacts: keyFactsOf(state.known, wording),
    services: input.detail.kind === "services" ? servicesOf(input) : { state: "none" },
    ...(activity && { activity }),
    ...(input.rotation && { rotation: input.rotation }),
    actions: key.kind === "temporary-key" ? ["copy"] : ["refresh", "copy", "copyEvidence", "openConsole"],
    axis: axisOf(usage, wording),
    language: wording.language,
  };
}

/** A standing as the pages show it. */
export const TONES: Readonly<Record<Standing, Tone>> = {
  used: "used",
  stale: "stale",
  "no-use-on-record": "none",
  "cannot-tell": "unknown",
  "not-found": "unknown",
  denied: "problem",
  failed: "problem",
  temporary: "unknown",
  untracked: "unknown",
  "looking-up": "unknown",
  unknown: "unknown",
};

function answerOf(input: PageInput, description: Description): Answer {
  const { key, state, wording, policy } = input;
  const { headline, facts, caveats, footnote, standing } = description;
  const shown = state.known;
  // When only the services are missing, the place where they would be says so.
  const hasPlaceForIt = input.detail.kind === "services" && shown?.products === undefined;
  const partial = hasPlaceForIt ? undefined : shown?.problem;
  const problem = state.failed?.problem ?? partial;
  const busy = !state.busy
    ? undefined
    : shown
      ? l10n.t("Refreshing; this answer is from {0}.", timeAgo(Date.parse(shown.asOf), wording.now, wording))
      : l10n.t("Asking the cloud…");
  return {
    tone: TONES[standing],
    headline,
    lines: [...facts, ...caveats],
    footnote: footnote ?? "",
    ...(busy !== undefined && { busy }),
    ...(problem &&
      key.kind !== "temporary-key" &&
      standing !== "untracked" &&
      standing !== "looking-up" && { problem: pageProblem(problem, policy) }),
  };
}

function servicesOf({ state, wording, records, policy }: PageInput): Services {
  const usage = state.known;
  if (usage?.products && usage.products.length > 0) {
    // The page names its rows by service. A cloud that lists one twice, by kind of record, has the newest first.
    const newest = new Map([...usage.products].reverse().map((product) => [product.service.code, product]));
    const products = usage.products.filter((product) => newest.get(product.service.code) === product);
    return { state: "listed", rows: products.map((product) => rowOf(product, usage, wording, records)) };
  }
  if (state.busy && usage?.outcome !== "not-found") return { state: "loading" };
  if (usage && usage.products === undefined && usage.problem) {
    return { state: "failed", problem: pageProblem(usage.problem, policy) };
  }
  return { state: "none" };
}

function rowOf(
  product: ProductUse,
  usage: KeyUsage,
  wording: Wording,
  records: ReadonlyMap<string, string> | undefined,
): ServiceRow {
  const { service, at: time, source, event, ip, region } = product;
  const at = time === undefined ? undefined : Date.parse(time);
  const raw = records?.get(service.code);
  return {
    code: service.code,
    name: service.name,
    tone: time === undefined ? "unknown" : isStale({ at: time }, usage, wording) ? "stale" : "used",
    ...(at !== undefined && { ageMs: Math.max(0, wording.now - at), ...absoluteTimes(at, wording) }),
    relative: at === undefined ? l10n.t("time not recorded") : timeAgo(at, wording.now, wording),
    ...(source !== undefined && { source: sourceName(source) }),
    ...(event !== undefined && { event }),
    ...(ip !== undefined && { ip }),
    ...(region !== undefined && { region }),
    ...(raw !== undefined && { raw: prettyRecord(raw) }),
  };
}

/** When it was, in the reader's time zone and in UTC. */
export function absoluteTimes(
  at: number,
  wording: Wording,
): { readonly absolute: string; readonly utc: string } {
  return { absolute: localTime(at, wording), utc: utcTime(at) };
}

/** The documented kinds of record in words; others as the cloud spells them. */
export function sourceName(source: string): string {
  switch (source) {
    case "ManagementEvent":
      return l10n.t("management event");
    case "DataEvent":
      return l10n.t("data event");
    case "Internal":
      return l10n.t("other event");
    default:
      return source;
  }
}

/** Indented where it is JSON, as it came where it is not. */
export function prettyRecord(record: string): string {
  try {
    return JSON.stringify(JSON.parse(record), undefined, 2);
  } catch {
    return record;
  }
}

/** A problem with what a person can do about it. */
export function pageProblem(
  { message, requestId, needs, retryable }: Problem,
  policy: string | undefined,
): PageProblem {
  return {
    message,
    ...(requestId !== undefined && { requestId }),
    ...(needs !== undefined && policy !== undefined && { policy }),
    // A permission may have been given meanwhile, in a browser beside this window.
    retryable: retryable || needs !== undefined,
  };
}

/** The axis from the start of an answer's records to now, with the mark at which a use counts as stale. */
export function axisOf(usage: KeyUsage | undefined, wording: Wording): Axis {
  const since = usage?.recordsSince;
  const windowMs = since === undefined ? 400 * DAY_MS : Math.max(DAY_MS, wording.now - Date.parse(since));
  const staleAfterMs = wording.staleAfterDays * DAY_MS;
  const days = (count: number): AxisTick => ({ ageMs: count * DAY_MS, label: l10n.t("{0} d", count) });
  const ticks: AxisTick[] = [
    { ageMs: windowMs, label: l10n.t("{0} d", daysBetween(0, windowMs)) },
    days(wording.staleAfterDays),
    days(30),
    days(7),
    days(1),
    { ageMs: 0, label: l10n.t("now") },
  ];
  const fitting = ticks.filter(({ ageMs }) => ageMs <= windowMs);
  // One label for each place: the stale mark may stand at the window's start, or where another stands anyway.
  const byAge = new Map([...fitting].reverse().map((tick) => [tick.ageMs, tick]));
  return { windowMs, staleAfterMs, ticks: fitting.filter((tick) => byAge.get(tick.ageMs) === tick) };
}
