import * as l10n from "@vscode/l10n";
import type { Wording } from "../../core/describe/summarize";
import { DAY_MS } from "../../core/describe/times";
import type { KeyUsage } from "../../core/usage/keyUsage";
import type { DetailEntry, KeyDetail } from "../../core/usage/provider";
import type { Activity, DetailRow, RecordKind } from "../../shared/usagePage";

/** The frame of a key's records; they come page by page. Absent for a key that has none, or that nobody could find. */
export function activityOf(
  detail: KeyDetail,
  usage: KeyUsage | undefined,
  wording: Wording,
): Activity | undefined {
  if (detail.kind !== "activity" || usage?.recordsSince === undefined) return undefined;
  if (usage.outcome !== "used" && usage.outcome !== "no-use-on-record") return undefined;
  // Several accounts know of no use and none has the key for certain: nobody's records would be asked for.
  if (usage.account === undefined) return undefined;
  const windowMs = Math.max(DAY_MS, wording.now - Date.parse(usage.recordsSince));
  const days = (count: number) => ({ ageMs: count * DAY_MS, label: l10n.t("{0} d", count) });
  const whole = Math.floor(windowMs / DAY_MS);
  return {
    service: detail.service.code,
    lanes: [
      { kind: "program", label: l10n.t("Programs (API)") },
      { kind: "console", label: l10n.t("Console") },
      { kind: "system", label: l10n.t("The cloud itself") },
    ],
    windowMs,
    ticks: [
      { ageMs: windowMs, label: l10n.t("{0} d", whole) },
      ...[20, 10, 5, 1].filter((count) => count < whole).map(days),
      { ageMs: 0, label: l10n.t("now") },
    ],
  };
}

/** What a record of a key has beyond what any entry has. */
export function recordOf(
  { at, ip, by, source, isOther }: DetailEntry,
  wording: Wording,
): Pick<DetailRow, "ageMs" | "recordKind" | "who" | "ip" | "source"> {
  const recordKind = kindOf(source, isOther);
  const who = by?.name ?? by?.id;
  return {
    recordKind,
    source: kindText(recordKind, source),
    ...(at !== undefined && { ageMs: Math.max(0, wording.now - Date.parse(at)) }),
    ...(who !== undefined && { who }),
    ...(ip !== undefined && { ip }),
  };
}

/** Whatever is not known to be something else is a program's: it may be a use. */
function kindOf(source: string | undefined, isOther: true | undefined): RecordKind {
  if (!isOther) return "program";
  return source?.toUpperCase() === "CONSOLE" ? "console" : "system";
}

function kindText(kind: RecordKind, source: string | undefined): string {
  switch (kind) {
    case "console":
      return l10n.t("person in the console");
    case "system":
      return l10n.t("the cloud itself");
    case "program":
      return source === undefined || source.toUpperCase() === "API"
        ? l10n.t("program")
        : l10n.t("program ({0})", source);
  }
}
