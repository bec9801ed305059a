import * as l10n from "@vscode/l10n";
import { askedAgo, shownAddress, stateFact } from "../describe/facts";
import { daysBetween, localDate, timeAgo, utcTime, type Reader } from "../describe/times";
import type { KeyUsage, LastUse, UseNews } from "../usage/keyUsage";
import type { RecordNotes } from "../usage/provider";
import type { UsageState } from "../usage/usageService";
import { without } from "../util/without";
import type { AddressTable } from "./addressLabels";
import { cadenceOf } from "./cadence";
import { doubtSentence } from "./doubtWords";
import { judge, quietSince, type Bench, type Judgement } from "./judge";
import type { JudgedUsage, Verdict } from "./verdict";
import { unlabelledAddresses, whatBreaks, type ServiceEvidence } from "./whatBreaks";

/** What decides how a verdict is worded. */
export interface VerdictWording extends Bench, Reader {
  /** What the records of the key's cloud are worth. */
  readonly notes?: RecordNotes;
  /** `keytrail.addressLabels`. */
  readonly addressLabels?: AddressTable;
  /** What was loaded of the services, by code. */
  readonly evidence?: ReadonlyMap<string, ServiceEvidence>;
}

/** The verdict of this moment, in words. */
export function verdictOf(usage: KeyUsage, wording: VerdictWording): Verdict {
  const judgement = judge(usage, wording);
  const { kind, since, basis } = judgement;
  return {
    kind,
    ...(since !== undefined && { since }),
    ...(basis && { at: basis.at }),
    reasons: [...basisSentences(usage, judgement, wording), ...furtherReasons(usage, judgement, wording)],
    caveats: [...caveatsOf(usage, judgement, wording), ...ageOf(usage, wording), ...freshnessOf(wording)],
  };
}

/** An answer as commands return it and as it is copied. */
export function judged(usage: KeyUsage, wording: VerdictWording): JudgedUsage {
  return { ...without(usage, "remembered"), verdict: verdictOf(usage, wording) };
}

/** What is known of a key, with its verdict; `undefined` where nothing is. A refresh that failed is part of it. */
export function judgedState({ known, failed }: UsageState, wording: VerdictWording): JudgedUsage | undefined {
  const usage = known ?? failed;
  if (!usage) return undefined;
  const said = judged(usage, wording);
  if (!known || !failed) return said;
  // Without the failure the old answer would pass for the latest.
  const { problem, accountAnswers } = failed;
  const caveat = l10n.t("The latest refresh failed; this answer is from {0}.", askedAgo(known, wording));
  return {
    ...said,
    ...(problem && { problem }),
    ...(accountAnswers && { accountAnswers }),
    verdict: { ...said.verdict, caveats: [caveat, ...said.verdict.caveats] },
  };
}

/** What an answer says beyond its last use: what would break, how often it is used, what is new. */
export function furtherReasons(
  usage: KeyUsage,
  { basis }: Judgement,
  wording: VerdictWording,
): readonly string[] {
  const unlabelled = unlabelledAddresses(usage, basis, wording);
  return [
    ...ownCallsSentences(usage, wording),
    ...whatBreaks(usage, basis, wording),
    ...(unlabelled.length > 0
      ? [
          l10n.t(
            "No name in keytrail.addressLabels for {0}: find out who calls from there.",
            unlabelled.join(", "),
          ),
        ]
      : []),
    ...cadenceSentences(usage),
    ...newsSentences(usage.news, wording),
  ];
}

/** What a reader must know before acting; without how fresh the records are, which stands elsewhere on a surface. */
export function caveatsOf(usage: KeyUsage, judgement: Judgement, wording: VerdictWording): readonly string[] {
  const { kind, basis, doubts } = judgement;
  if (!basis && kind === "cannot-tell" && !isAnswer(usage)) return [];
  const mayBeLater = basis?.mayBeLater ? [mayBeLaterCaveat(basis)] : [];
  const missing = usage.problem && kind === "in-use" ? [doubtSentence("partial", usage, wording)] : [];
  const notes = [...mayBeLater, ...missing, ...(usage.ownCalls ? [ownCallsCaveat(usage)] : [])];
  if (kind === "in-use") return notes;
  return [
    ...doubts
      .filter((doubt) => doubt !== "partial" && doubt !== "later-use")
      .slice(1)
      .map((doubt) => doubtSentence(doubt, usage, wording)),
    ...notes,
    quietCaveat(usage, basis),
    ...(wording.notes ? [wording.notes.coverage] : []),
  ];
}

function basisSentences(
  usage: KeyUsage,
  { kind, basis, since, doubts }: Judgement,
  wording: VerdictWording,
): readonly string[] {
  const state = stateFact(usage, wording);
  const rest = state === undefined ? [] : [state];
  switch (kind) {
    case "in-use":
      return [lastUseSentence(basis, wording), ...rest];
    case "stale":
      return [
        lastUseSentence(basis, wording),
        l10n.t("That is longer ago than keytrail.staleAfterDays allows ({0}).", wording.staleAfterDays),
        ...rest,
      ];
    case "no-use-on-record":
      return [noUseSentence(usage, since, wording), ...rest];
    case "cannot-tell":
      return [
        ...doubts.map((doubt) => doubtSentence(doubt, usage, wording)),
        ...(basis
          ? [lastUseSentence(basis, wording)]
          : isAnswer(usage)
            ? [noUseSentence(usage, quietSince(usage), wording)]
            : []),
        ...rest,
      ];
  }
}

function isAnswer({ outcome, key }: KeyUsage): boolean {
  return key.kind !== "temporary-key" && (outcome === "used" || outcome === "no-use-on-record");
}

function lastUseSentence(use: LastUse | undefined, wording: VerdictWording): string {
  if (!use) return "";
  const at = Date.parse(use.at);
  const [ago, utc] = [timeAgo(at, wording.now, wording), utcTime(at)];
  const service = use.service?.name;
  if (use.mayBeLater)
    return service === undefined
      ? l10n.t("Last used {0} ({1}) or later.", ago, utc)
      : l10n.t("Last used {0} ({1}) or later, through {2}.", ago, utc, service);
  return service === undefined
    ? l10n.t("Last used {0} ({1}).", ago, utc)
    : l10n.t("Last used {0} ({1}), through {2}.", ago, utc, service);
}

/** What is on record of no use, and how far that reaches. */
export function noUseSentence(usage: KeyUsage, since: string | undefined, reader: Reader): string {
  if (since === undefined)
    return l10n.t("No use is recorded. How far back the records reach, no document says.");
  const date = localDate(Date.parse(since), reader);
  if (usage.ownCalls && usage.outcome === "used")
    return l10n.t("Nothing but KeyTrail's own calls is recorded since {0}.", date);
  // Nothing can be on record from before the key.
  if (since === usage.keyInfo?.createdAt)
    return l10n.t("Nothing is recorded since the key was made on {0}.", date);
  return usage.otherActivity
    ? l10n.t("No use by a program is recorded since {0}. What happened before that, nobody can tell.", date)
    : l10n.t("Nothing is recorded since {0}. What happened before that, nobody can tell.", date);
}

function ownCallsSentences(
  { ownCalls, lastUse, account = "" }: KeyUsage,
  wording: VerdictWording,
): readonly string[] {
  if (!ownCalls) return [];
  const signs = l10n.t(
    "KeyTrail signs with this key: without it, account {0} can ask nothing any more.",
    account,
  );
  if (!lastUse || ownCalls.mayHideOthers || lastUse.at === ownCalls.otherUse?.at) return [signs];
  const ago = timeAgo(Date.parse(lastUse.at), wording.now, wording);
  const call = lastUse.event ?? lastUse.service?.name ?? "";
  return [
    l10n.t("The latest record, {0} {1}, is a call of KeyTrail's own and does not count.", call, ago),
    signs,
  ];
}

function ownCallsCaveat({ ownCalls }: KeyUsage): string {
  return ownCalls?.mayHideOthers
    ? l10n.t("A use by something else may be hidden behind KeyTrail's own calls.")
    : l10n.t(
        "Calls that KeyTrail makes do not count, whoever makes them: another program that asks the same with this key cannot be told from it.",
      );
}

/** Why a last use may be later than it says. */
function mayBeLaterCaveat({ zonelessTime }: LastUse): string {
  return zonelessTime === undefined
    ? l10n.t("The cloud did not give the time of every use, so the last one may be later than this.")
    : l10n.t(
        "The cloud gave the time without a time zone, so it is read as early as it can be meant; the use may be up to 26 hours later.",
      );
}

/** The shortest usual interval at which a job would not have shown in the time that was quiet. */
function quietCaveat(usage: KeyUsage, basis: LastUse | undefined): string {
  const from = basis?.at ?? quietSince(usage);
  const days = from === undefined ? 0 : daysBetween(Date.parse(from), Date.parse(usage.asOf));
  if (from !== undefined && days < 32)
    return l10n.t("A job that runs once a month, or once a year, fits inside a quiet period.");
  return days < 367
    ? l10n.t("A job that runs once a year fits inside a quiet period.")
    : l10n.t("A job that runs less than once a year fits inside a quiet period.");
}

function cadenceSentences({ remembered }: KeyUsage): readonly string[] {
  switch (cadenceOf(remembered?.uses ?? [])) {
    case "day":
      return [l10n.t("By the uses seen so far, it is used about every day.")];
    case "week":
      return [l10n.t("By the uses seen so far, it is used about every week.")];
    case "month":
      return [l10n.t("By the uses seen so far, it is used about every month.")];
    case undefined:
      return [];
  }
}

function newsSentences(news: UseNews | undefined, wording: VerdictWording): readonly string[] {
  if (!news) return [];
  const since = timeAgo(Date.parse(news.since), wording.now, wording);
  const { addresses = [], services = [], regions = [] } = news;
  return [
    ...(services.length > 0
      ? [l10n.t("New since {0}: the service {1}.", since, services.map(({ name }) => name).join(", "))]
      : []),
    ...(addresses.length > 0
      ? [
          l10n.t(
            "New since {0}: the address {1}.",
            since,
            addresses.map((ip) => shownAddress(ip, wording.addressLabels)).join(", "),
          ),
        ]
      : []),
    ...(regions.length > 0 ? [l10n.t("New since {0}: the region {1}.", since, regions.join(", "))] : []),
  ];
}

function ageOf(usage: KeyUsage, wording: VerdictWording): readonly string[] {
  const ageMs = wording.now - Date.parse(usage.asOf);
  const isSaid = judge(usage, wording).doubts.includes("old-answer");
  return ageMs >= HOUR_MS && !isSaid ? [doubtSentence("old-answer", usage, wording)] : [];
}

function freshnessOf({ notes }: VerdictWording): readonly string[] {
  return notes ? [l10n.t("How fresh the cloud's records are: {0}.", notes.freshness)] : [];
}

const HOUR_MS = 3_600_000;
