import * as l10n from "@vscode/l10n";
import { summarize, type Wording } from "../../core/describe/summarize";
import { counted, DAY_MS, localDate, timeAgo } from "../../core/describe/times";
import { identityText, type ReportKey } from "../../core/report/reportRow";
import { keyText } from "../../core/usage/key";
import type { UsageState } from "../../core/usage/usageService";
import { judge } from "../../core/verdict/judge";
import type { AgeAxis, ReportPage, ReportPageRow } from "../../shared/reportPage";
import type { AxisTick } from "../../shared/usagePage";
import { absoluteTimes, axisOf, TONES } from "../panel/usagePageOf";

/** A key, what is known of its use, and how its ID is written. */
export interface ReportedKey extends ReportKey {
  readonly state: UsageState;
  readonly idText: string;
}

/** The page for these keys. Pure: same input, same page. */
export function reportPageOf(
  keys: readonly ReportedKey[],
  accounts: readonly string[],
  wording: Wording,
  progress: { readonly done: number; readonly of: number } | undefined,
): ReportPage {
  const rows = keys.map((key) => rowOf(key, wording));
  const named = new Set(rows.map(({ account }) => account));
  const ages = ageAxisOf(rows);
  return {
    rows,
    accounts: accounts.filter((name) => named.has(name)),
    axis: axisOf(oldestRecords(keys), wording),
    ...(ages && { ages }),
    ...(progress && { busy: l10n.t("Looking up: {0} of {1}", progress.done, progress.of) }),
    footnote: footnoteOf(keys, wording),
    language: wording.language,
  };
}

function rowOf(
  { key, account, owner, keyInfo, state, idText }: ReportedKey,
  wording: Wording,
): ReportPageRow {
  const usage = state.known ?? state.failed;
  const { standing, headline } = summarize(key, state, wording);
  const judgement = usage && judge(usage, wording);
  const basis = judgement?.basis;
  const name = key.label ?? usage?.keyInfo?.name ?? keyInfo?.name;
  const shownAccount = usage?.account ?? account ?? key.account;
  const shownOwner = identityText(usage?.owner ?? owner);
  const created = usage?.keyInfo?.createdAt ?? keyInfo?.createdAt;
  const at = basis && Date.parse(basis.at);
  return {
    id: keyText(key),
    name: name ?? idText,
    ...(name !== undefined && { idText }),
    ...(shownAccount !== undefined && { account: shownAccount }),
    ...(shownOwner !== "" && { owner: shownOwner }),
    tone: TONES[standing],
    verdict: judgement?.kind ?? "cannot-tell",
    headline,
    ...(basis?.service && { service: basis.service.name }),
    ...(at !== undefined && {
      ageMs: Math.max(0, wording.now - at),
      relative: timeAgo(at, wording.now, wording),
      ...absoluteTimes(at, wording),
    }),
    ...(created !== undefined && {
      createdAgeMs: Math.max(0, wording.now - Date.parse(created)),
      created: localDate(Date.parse(created), wording),
    }),
  };
}

/** The answer whose records reach back the farthest: no dot of another lies before its window. */
function oldestRecords(keys: readonly ReportedKey[]) {
  return keys
    .map(({ state }) => state.known)
    .reduce((oldest, usage) => {
      if (usage?.recordsSince === undefined) return oldest;
      return (oldest?.recordsSince ?? "9") <= usage.recordsSince ? oldest : usage;
    }, undefined);
}

function ageAxisOf(rows: readonly ReportPageRow[]): AgeAxis | undefined {
  const ages = rows.flatMap(({ createdAgeMs }) => (createdAgeMs === undefined ? [] : [createdAgeMs]));
  if (ages.length === 0) return undefined;
  // Not `Math.max(...ages)`: thousands of arguments are too many for some engines.
  const maxMs = ages.reduce((oldest, age) => Math.max(oldest, age), 30 * DAY_MS);
  const days = (count: number): AxisTick => ({ ageMs: count * DAY_MS, label: l10n.t("{0} d", count) });
  const years = (count: number): AxisTick => ({ ageMs: count * 365 * DAY_MS, label: l10n.t("{0} y", count) });
  const ticks = [days(7), days(30), days(90), years(1), years(2), years(4), years(8)];
  return { maxMs, ticks: ticks.filter(({ ageMs }) => ageMs <= maxMs) };
}

function footnoteOf(keys: readonly ReportedKey[], wording: Wording): string {
  const asked = keys.flatMap(({ state }) => (state.known ? [state.known.asOf] : []));
  const count = counted(keys.length, wording, {
    one: () => l10n.t("{0} key", keys.length),
    other: () => l10n.t("{0} keys", keys.length),
  });
  const [first, ...rest] = asked;
  if (first === undefined) return count;
  const oldest = rest.reduce((a, b) => (a < b ? a : b), first);
  return l10n.t(
    "{0} · the oldest answer is from {1}",
    count,
    timeAgo(Date.parse(oldest), wording.now, wording),
  );
}
