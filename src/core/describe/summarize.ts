import * as l10n from "@vscode/l10n";
import type { KeyRef } from "../usage/key";
import type { KeyUsage, LastUse, Problem } from "../usage/keyUsage";
import type { UsageState } from "../usage/usageService";
import { isOfDaysAgo, judge, type Judgement } from "../verdict/judge";
import { doubtShort } from "../verdict/doubtWords";
import type { VerdictWording } from "../verdict/verdictWords";
import { askedAgo, firstSentence, joined, whoShort } from "./facts";
import { counted, daysBetween, timeAgo } from "./times";

/** What decides, besides the answer itself, how it is worded; a lens has no room for most of it. */
export type Wording = VerdictWording;

/** Where a key stands, as far as a reader can tell at a glance. Each has a shape and a colour of its own. */
export type Standing =
  | "used"
  | "stale"
  | "no-use-on-record"
  | "cannot-tell"
  | "not-found"
  | "denied"
  | "failed"
  | "temporary"
  | "untracked"
  | "looking-up"
  | "unknown";

/** What fits beside something else: a lens, a row of the tree, a title. Cheap, because a file may need a thousand. */
export interface Summary {
  readonly standing: Standing;
  /** One line, ` · `-joined: the code lens. */
  readonly line: string;
  /** The shortest that still says it: a tree row beside the label. */
  readonly short: string;
  /** The answer as a sentence. */
  readonly headline: string;
}

/** Sums up what is known about a key. An answer older than the settings allow carries its age until it is renewed. */
export function summarize(key: KeyRef, state: UsageState, wording: Wording): Summary {
  if (key.kind === "temporary-key") return temporary();
  const usage = shownUsage(state);
  if (!usage) return state.busy ? lookingUp() : unknown(key);
  const said = summarizeAnswer(usage, wording);
  if (usage === state.failed) return said;
  if (state.failed) return withFailedRefresh(said, usage, wording);
  return state.due ? withAge(said, usage, wording) : said;
}

/** The answer that is in front of the reader: a failure is replaced by the look-up that retries it, an answer stays. */
export function shownUsage({ known, failed, busy }: UsageState): KeyUsage | undefined {
  return known ?? (busy ? undefined : failed);
}

function summarizeAnswer(usage: KeyUsage, wording: Wording): Summary {
  switch (usage.outcome) {
    case "used":
    case "no-use-on-record":
      return summarizeJudged(usage, judge(usage, wording), wording);
    case "not-found":
      return notFound(usage);
    case "denied":
      return denied(usage);
    case "failed":
      return usage.problem?.untracked ? untracked(usage.problem) : failed(usage);
  }
}

function summarizeJudged(usage: KeyUsage, judgement: Judgement, wording: Wording): Summary {
  const { kind, basis, since } = judgement;
  switch (kind) {
    case "in-use":
    case "stale":
      // Both rest on a use.
      return basis ? used(usage, basis, kind, wording) : unknown(usage.key);
    case "no-use-on-record":
      return noUse(usage, since, wording);
    case "cannot-tell":
      return cannotTell(usage, judgement, wording);
  }
}

function used(usage: KeyUsage, lastUse: LastUse, kind: "in-use" | "stale", wording: Wording): Summary {
  const ago = timeAgo(Date.parse(lastUse.at), wording.now, wording);
  const stale = kind === "stale";
  const service = lastUse.service?.name;
  const who = whoShort([lastUse.by, usage.owner]);
  const when = stale
    ? l10n.t("Last used {0} (stale)", ago)
    : lastUse.mayBeLater
      ? l10n.t("Last used {0} or later", ago)
      : l10n.t("Last used {0}", ago);
  return {
    standing: stale ? "stale" : "used",
    line: joined([when, service, who]),
    short: joined([ago, service]),
    headline: usedHeadline(ago, service, lastUse.mayBeLater ? "or-later" : stale ? "stale" : "used"),
  };
}

function cannotTell(usage: KeyUsage, { basis, doubts }: Judgement, wording: Wording): Summary {
  const [doubt = "failed"] = doubts;
  const ago = basis && timeAgo(Date.parse(basis.at), wording.now, wording);
  const why =
    doubt === "later-use" && ago !== undefined
      ? l10n.t("Cannot tell: last used {0} or later", ago)
      : doubtShort(doubt, usage, wording);
  // What was known is said, as something of the past: the doubt is about what came after it.
  const known = doubt !== "later-use" && ago !== undefined ? l10n.t("a use {0}", ago) : undefined;
  const who = basis && joined([basis.service?.name, whoShort([basis.by, usage.owner])]);
  return {
    standing: "cannot-tell",
    line: joined([why, known, who]),
    short: l10n.t("cannot tell"),
    headline: why,
  };
}

function usedHeadline(ago: string, service: string | undefined, kind: "used" | "stale" | "or-later"): string {
  switch (kind) {
    case "or-later":
      return l10n.t("Last used {0} or later", ago);
    case "stale":
      return service === undefined
        ? l10n.t("Stale: last used {0}", ago)
        : l10n.t("Stale: last used {0}, through {1}", ago, service);
    case "used":
      return service === undefined
        ? l10n.t("In use: {0}", ago)
        : l10n.t("In use: {0}, through {1}", ago, service);
  }
}

function noUse(usage: KeyUsage, since: string | undefined, wording: Wording): Summary {
  const line = noUseLine(usage, since, wording);
  // Others' records are on record, so the short form says whose are not.
  const short = isOnlyOwn(usage)
    ? l10n.t("no use but KeyTrail's own on record")
    : usage.otherActivity
      ? l10n.t("no use by a program on record")
      : l10n.t("no use on record");
  return { standing: "no-use-on-record", line, short, headline: line };
}

/** Whether all that is on record are KeyTrail's own calls. */
function isOnlyOwn({ ownCalls, outcome }: KeyUsage): boolean {
  return ownCalls !== undefined && outcome === "used";
}

function noUseLine(usage: KeyUsage, since: string | undefined, wording: Wording): string {
  if (since === undefined)
    return isOnlyOwn(usage) ? l10n.t("No use but KeyTrail's own on record") : l10n.t("No use on record");
  const days = daysBetween(Date.parse(since), Date.parse(usage.asOf));
  if (isOnlyOwn(usage))
    return counted(days, wording, {
      one: () => l10n.t("No use but KeyTrail's own on record in the last {0} day", days),
      other: () => l10n.t("No use but KeyTrail's own on record in the last {0} days", days),
    });
  return usage.otherActivity
    ? counted(days, wording, {
        one: () => l10n.t("No use by a program on record in the last {0} day", days),
        other: () => l10n.t("No use by a program on record in the last {0} days", days),
      })
    : counted(days, wording, {
        one: () => l10n.t("No use on record in the last {0} day", days),
        other: () => l10n.t("No use on record in the last {0} days", days),
      });
}

function notFound({ accountsAsked: asked = [] }: KeyUsage): Summary {
  const [only, ...others] = asked;
  const line =
    only !== undefined && others.length === 0
      ? l10n.t("Not found in your account {0}", only)
      : l10n.t("Not found in your {0} accounts", asked.length);
  return { standing: "not-found", line, short: l10n.t("not found"), headline: line };
}

function denied({ problem }: KeyUsage): Summary {
  const line =
    problem?.needs === undefined
      ? l10n.t("Access denied")
      : l10n.t("Access denied: needs {0}", problem.needs);
  return { standing: "denied", line, short: l10n.t("access denied"), headline: line };
}

function failed({ problem }: KeyUsage): Summary {
  return {
    standing: "failed",
    line: l10n.t("Look-up failed: {0} · Retry", firstSentence(problem?.message ?? "")),
    short: l10n.t("look-up failed"),
    headline: l10n.t("The look-up failed"),
  };
}

/** The cloud tells nobody about such a key, so there is nothing to retry. */
function untracked({ message }: Problem): Summary {
  const line = firstSentence(message);
  return { standing: "untracked", line, short: l10n.t("last use not kept by the cloud"), headline: line };
}

function temporary(): Summary {
  const line = l10n.t("Temporary key (STS), not tracked");
  return { standing: "temporary", line, short: l10n.t("temporary key"), headline: line };
}

function lookingUp(): Summary {
  const line = l10n.t("Looking up…");
  return { standing: "looking-up", line, short: line, headline: line };
}

function unknown({ kind }: KeyRef): Summary {
  return {
    standing: "unknown",
    line:
      kind === "kms-key"
        ? l10n.t("KMS key · Look up its last use")
        : l10n.t("AccessKey ID · Look up its last use"),
    short: l10n.t("not looked up yet"),
    headline: l10n.t("Not looked up yet"),
  };
}

function withAge(said: Summary, known: KeyUsage, wording: Wording): Summary {
  const asOf = l10n.t("as of {0}", askedAgo(known, wording));
  // What says "cannot tell" for its age has said it.
  const isSaid = said.standing === "cannot-tell" && isOfDaysAgo(known, wording);
  const aged = isSaid ? said : { ...said, line: joined([said.line, asOf]) };
  return isOfDaysAgo(known, wording) ? { ...aged, short: joined([said.short, asOf]) } : aged;
}

function withFailedRefresh(said: Summary, known: KeyUsage, wording: Wording): Summary {
  return {
    ...said,
    line: joined([said.line, l10n.t("as of {0}, refresh failed", askedAgo(known, wording))]),
    short: withAge(said, known, wording).short,
  };
}
