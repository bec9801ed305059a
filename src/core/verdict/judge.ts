import { DAY_MS } from "../describe/times";
import { isItsOwn } from "../usage/combineAnswers";
import type { KeyUsage, LastUse } from "../usage/keyUsage";
import type { VerdictKind } from "./verdict";

/** What decides, besides the answer itself. */
export interface Bench {
  readonly now: number;
  /** `keytrail.staleAfterDays`. */
  readonly staleAfterDays: number;
}

/** A verdict before it is put into words; cheap, because a file may need a thousand. */
export interface Judgement {
  readonly kind: VerdictKind;
  /** The latest use that counts, whatever the verdict. */
  readonly basis?: LastUse;
  /** With `no-use-on-record`. */
  readonly since?: string;
  /** With `cannot-tell`: why, the weightiest first. */
  readonly doubts: readonly Doubt[];
}

/**
 * What keeps an answer from being called stale or without use:
 * - `temporary-key`, `untracked`, `not-found`, `denied`, `failed`: there is nothing to go by.
 * - `clock`: the answer is dated later than now.
 * - `old-answer`: the cloud was asked days ago.
 * - `own-calls`: the records do not tell KeyTrail's own calls from others'.
 * - `later-use`: a use is on record of which nobody knows how late it was.
 * - `partial`: a part of the answer is missing.
 * - `unowned`: the cloud did not say whose key it is, and may say the same of a stranger's.
 * - `young`: the key, or its records, are younger than what the records may be behind.
 */
export type Doubt =
  | "temporary-key"
  | "untracked"
  | "not-found"
  | "denied"
  | "failed"
  | "clock"
  | "old-answer"
  | "own-calls"
  | "later-use"
  | "partial"
  | "unowned"
  | "young";

/** Says what an answer means. Nothing it says may sound safer than what is known. */
export function judge(usage: KeyUsage, bench: Bench): Judgement {
  if (usage.key.kind === "temporary-key") return cannotTell("temporary-key");
  switch (usage.outcome) {
    case "not-found":
      return cannotTell("not-found");
    case "denied":
      return cannotTell("denied");
    case "failed":
      return cannotTell(usage.problem?.untracked ? "untracked" : "failed");
    case "used":
    case "no-use-on-record":
      return judgeAnswer(usage, bench);
  }
}

/**
 * Whether a last use was older than the user's threshold when the cloud was asked (`asOf`). What has happened since
 * then nobody knows, so a key does not grow stale by lying in the cache; nor if it may have been used later than known.
 */
export function isStale(
  { at, mayBeLater }: Pick<LastUse, "at" | "mayBeLater">,
  { asOf }: Pick<KeyUsage, "asOf">,
  { staleAfterDays }: Pick<Bench, "staleAfterDays">,
): boolean {
  return mayBeLater !== true && Date.parse(asOf) - Date.parse(at) > staleAfterDays * DAY_MS;
}

/** An answer of days ago must nowhere read like one of now: the key may have been used since. */
export function isOfDaysAgo({ asOf }: Pick<KeyUsage, "asOf">, { now }: Pick<Bench, "now">): boolean {
  return now - Date.parse(asOf) >= DAY_MS;
}

/** Since when nothing is on record: no earlier than the records, the key, or what the records have of it. */
export function quietSince({ recordsSince, completeSince, keyInfo }: KeyUsage): string | undefined {
  // Without an end of the records, a key's creation says nothing: they may have begun later.
  if (recordsSince === undefined) return undefined;
  return [recordsSince, completeSince ?? "", keyInfo?.createdAt ?? ""].reduce((a, b) => (a > b ? a : b));
}

function judgeAnswer(usage: KeyUsage, bench: Bench): Judgement {
  const basis = usage.ownCalls ? usage.ownCalls.otherUse : latestUse(usage);
  const isRecent = basis !== undefined && !isStale({ at: basis.at }, usage, bench);
  if (basis && isRecent) return { kind: "in-use", basis, doubts: [] };
  // A use is on record that nobody can date: a provider rejects such an answer, and so does whoever judges.
  if (!basis && !usage.ownCalls && usage.outcome === "used") return cannotTell("later-use");

  const since = quietSince(usage);
  const doubts = doubtsOf(usage, basis, since, bench);
  if (doubts.length > 0) return { kind: "cannot-tell", ...(basis && { basis }), doubts };
  if (basis) return { kind: "stale", basis, doubts };
  return { kind: "no-use-on-record", ...(since !== undefined && { since }), doubts };
}

function doubtsOf(
  usage: KeyUsage,
  basis: LastUse | undefined,
  since: string | undefined,
  bench: Bench,
): readonly Doubt[] {
  const { lastUse, ownCalls, products = [], problem } = usage;
  const asOf = Date.parse(usage.asOf);
  const doubts: Doubt[] = [];
  if (asOf - bench.now > CLOCK_TOLERANCE_MS) doubts.push("clock");
  if (isOfDaysAgo(usage, bench)) doubts.push("old-answer");
  if (ownCalls?.mayHideOthers && usage.outcome === "used") doubts.push("own-calls");
  const isUndated = products.some(({ at }) => at === undefined);
  if (lastUse?.mayBeLater || basis?.mayBeLater || isUndated) doubts.push("later-use");
  if (problem) doubts.push("partial");
  if (!basis && !isItsOwn(usage)) doubts.push("unowned");
  const beginning = since ?? usage.keyInfo?.createdAt;
  if (!basis && beginning !== undefined && asOf - Date.parse(beginning) < YOUNG_MS) doubts.push("young");
  return doubts;
}

/** The latest of what the answer holds; the clouds update their operations separately. */
function latestUse({ lastUse, products = [] }: KeyUsage): LastUse | undefined {
  let latest = lastUse;
  for (const { at, ...product } of products) {
    if (at !== undefined && (latest === undefined || at > latest.at)) latest = { ...product, at };
  }
  return latest;
}

function cannotTell(doubt: Doubt): Judgement {
  return { kind: "cannot-tell", doubts: [doubt] };
}

/** Two clocks of one machine's sources, or an adjustment of it, are never this far apart. */
const CLOCK_TOLERANCE_MS = 60_000;
/** Alibaba Cloud's records are hours behind at times, and of others no document says how far. */
const YOUNG_MS = DAY_MS;
