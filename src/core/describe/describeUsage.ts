import * as l10n from "@vscode/l10n";
import type { KeyRef } from "../usage/key";
import type { KeyUsage, LastUse } from "../usage/keyUsage";
import type { UsageState } from "../usage/usageService";
import { askedAgo, askedNote, callFact, footnote, identityFact, joined, whoShort } from "./facts";
import { counted, DAY_MS, daysBetween, localDate, localTime, timeAgo, utcTime, type Reader } from "./times";

/** What decides, besides the answer itself, how it is worded. */
export interface Wording extends Reader {
  readonly now: number;
  /** `keytrail.staleAfterDays`. */
  readonly staleAfterDays: number;
}

/** Where a key stands, as far as a reader can tell at a glance. Each has a shape and a colour of its own. */
export type Standing =
  | "used"
  | "stale"
  | "no-use-on-record"
  | "not-found"
  | "denied"
  | "failed"
  | "temporary"
  | "looking-up"
  | "unknown";

/** The words for one key's state. Every surface takes its words from here, so that no two can disagree. */
export interface Description {
  readonly standing: Standing;
  /** One line, ` · `-joined: the code lens. */
  readonly line: string;
  /** The shortest that still says it: a tree row beside the label. */
  readonly short: string;
  /** The answer as a sentence. */
  readonly headline: string;
  /** What it rests on: call, address, region; when exactly; who and through which account. Most important first. */
  readonly facts: readonly string[];
  /** How far the records reach, how far behind they are, and when was asked. */
  readonly footnote?: string;
  /** What else the reader must know before acting on the answer. */
  readonly caveats: readonly string[];
  /** Why nothing, or nothing newer, is known. */
  readonly problem?: string;
}

/** Puts what is known about a key into words. An answer older than the settings allow carries its age until it is renewed. */
export function describeUsage(key: KeyRef, state: UsageState, wording: Wording): Description {
  if (key.kind === "temporary-key") return temporary();
  const usage = state.known ?? state.failed;
  if (!usage) return state.busy ? lookingUp() : unknown();
  // A failure is replaced by the look-up that retries it; an answer stays until there is a newer one.
  if (usage === state.failed && state.busy) return lookingUp();
  const said = describeAnswer(usage, wording);
  if (usage === state.failed) return said;
  if (state.failed) return withFailedRefresh(said, usage, state.failed, wording);
  return state.due ? withAge(said, usage, wording) : said;
}

/** Whether a last use is older than the user's threshold. */
export function isStale(
  lastUse: LastUse,
  { now, staleAfterDays }: Pick<Wording, "now" | "staleAfterDays">,
): boolean {
  return now - Date.parse(lastUse.at) > staleAfterDays * DAY_MS;
}

function describeAnswer(usage: KeyUsage, wording: Wording): Description {
  switch (usage.outcome) {
    case "used":
      // A use without a time never gets here: providers reject it.
      return usage.lastUse ? used(usage, usage.lastUse, wording) : unknown();
    case "no-use-on-record":
      return noUse(usage, wording);
    case "not-found":
      return notFound(usage, wording);
    case "denied":
      return denied(usage, wording);
    case "failed":
      return failed(usage, wording);
  }
}

function used(usage: KeyUsage, lastUse: LastUse, wording: Wording): Description {
  const at = Date.parse(lastUse.at);
  const ago = timeAgo(at, wording.now, wording);
  const stale = isStale(lastUse, wording);
  const service = lastUse.service?.name;
  const who = whoShort([lastUse.by, usage.owner]);
  const when = stale ? l10n.t("Last used {0} (stale)", ago) : l10n.t("Last used {0}", ago);
  return {
    standing: stale ? "stale" : "used",
    line: joined([when, service, who]),
    short: joined([ago, service]),
    headline:
      service === undefined
        ? stale
          ? l10n.t("Stale: last used {0}", ago)
          : l10n.t("In use: {0}", ago)
        : stale
          ? l10n.t("Stale: last used {0}, through {1}", ago, service)
          : l10n.t("In use: {0}, through {1}", ago, service),
    facts: [
      callFact(lastUse),
      l10n.t("{0} ({1})", localTime(at, wording), utcTime(at)),
      identityFact(usage, lastUse),
    ].filter((fact) => fact !== undefined && fact !== "") as string[],
    footnote: footnote(usage, wording),
    caveats: [l10n.t("A job that runs once a year fits inside a quiet period.")].filter(() => stale),
    ...(usage.problem && { problem: usage.problem.message }),
  };
}

function noUse(usage: KeyUsage, wording: Wording): Description {
  const days = daysBetween(Date.parse(usage.recordsSince), Date.parse(usage.asOf));
  const line = counted(days, wording, {
    one: () => l10n.t("No use on record in the last {0} day", days),
    other: () => l10n.t("No use on record in the last {0} days", days),
  });
  const unowned = l10n.t(
    "The cloud did not say whose key this is, so it may belong to an account that is not set up here.",
  );
  return {
    standing: "no-use-on-record",
    line,
    short: l10n.t("no use on record"),
    headline: line,
    facts: [
      l10n.t(
        "Nothing is recorded since {0}. What happened before that, nobody can tell.",
        localDate(Date.parse(usage.recordsSince), wording),
      ),
      identityFact(usage, undefined),
    ].filter((fact) => fact !== undefined),
    footnote: footnote(usage, wording),
    caveats: [
      ...(usage.owner ? [] : [unowned]),
      l10n.t("The cloud records most services, not all: check with the key's owner before you delete it."),
    ],
    ...(usage.problem && { problem: usage.problem.message }),
  };
}

function notFound(usage: KeyUsage, wording: Wording): Description {
  const asked = usage.accountsAsked ?? [];
  const [only, ...others] = asked;
  const line =
    only !== undefined && others.length === 0
      ? l10n.t("Not found in your account {0}", only)
      : l10n.t("Not found in your {0} accounts", asked.length);
  return {
    standing: "not-found",
    line,
    short: l10n.t("not found"),
    headline: line,
    facts: [
      l10n.t("Asked: {0}. The key may belong to another account and be in use there.", asked.join(", ")),
    ],
    footnote: asked.length === 0 ? "" : askedNote(usage, wording),
    caveats: [],
  };
}

function denied(usage: KeyUsage, wording: Wording): Description {
  const needs = usage.problem?.needs;
  const line = needs === undefined ? l10n.t("Access denied") : l10n.t("Access denied: needs {0}", needs);
  return {
    standing: "denied",
    line,
    short: l10n.t("access denied"),
    headline: line,
    facts: [],
    footnote: askedNote(usage, wording),
    caveats: [l10n.t("Nothing is known about the key's use.")],
    ...(usage.problem && { problem: usage.problem.message }),
  };
}

function failed(usage: KeyUsage, wording: Wording): Description {
  const reason = usage.problem?.message ?? "";
  return {
    standing: "failed",
    line: l10n.t("Look-up failed: {0} · Retry", firstSentence(reason)),
    short: l10n.t("look-up failed"),
    headline: l10n.t("The look-up failed"),
    facts: [],
    footnote: askedNote(usage, wording),
    caveats: [l10n.t("Nothing is known about the key's use.")],
    problem: reason,
  };
}

function temporary(): Description {
  const line = l10n.t("Temporary key (STS), not tracked");
  return {
    standing: "temporary",
    line,
    short: l10n.t("temporary key"),
    headline: line,
    facts: [
      l10n.t(
        "A security token service issued it and it expires by itself. The cloud keeps no last use for it, so nothing is asked.",
      ),
    ],
    caveats: [],
  };
}

function lookingUp(): Description {
  const line = l10n.t("Looking up…");
  return { standing: "looking-up", line, short: line, headline: line, facts: [], caveats: [] };
}

function unknown(): Description {
  return {
    standing: "unknown",
    line: l10n.t("AccessKey ID · Look up its last use"),
    short: l10n.t("not looked up yet"),
    headline: l10n.t("Not looked up yet"),
    facts: [],
    caveats: [],
  };
}

function withAge(said: Description, known: KeyUsage, wording: Wording): Description {
  const ago = askedAgo(known, wording);
  const asOf = l10n.t("as of {0}", ago);
  const aged = { ...said, line: joined([said.line, asOf]) };
  // An answer of days ago must nowhere read like one of now: the key may have been used since.
  if (wording.now - Date.parse(known.asOf) < DAY_MS) return aged;
  return {
    ...aged,
    short: joined([said.short, asOf]),
    caveats: [l10n.t("This answer is from {0}; what happened since is not known.", ago), ...said.caveats],
  };
}

function withFailedRefresh(
  said: Description,
  known: KeyUsage,
  failure: KeyUsage,
  wording: Wording,
): Description {
  const asOf = askedAgo(known, wording);
  return {
    ...said,
    line: joined([said.line, l10n.t("as of {0}, refresh failed", asOf)]),
    short: withAge(said, known, wording).short,
    caveats: [l10n.t("The latest refresh failed; this answer is from {0}.", asOf), ...said.caveats],
    ...(failure.problem && { problem: failure.problem.message }),
  };
}

/** A lens has room for one sentence; the hover has the rest. */
function firstSentence(text: string): string {
  const end = /\.(\s|$)|。/.exec(text)?.index ?? text.length;
  return text.slice(0, end);
}
