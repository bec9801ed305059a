import * as l10n from "@vscode/l10n";
import { isItsOwn } from "../usage/combineAnswers";
import type { KeyRef } from "../usage/key";
import type { KeyUsage, LastUse } from "../usage/keyUsage";
import type { UsageState } from "../usage/usageService";
import {
  accountFacts,
  askedAgo,
  askedNote,
  callFact,
  footnote,
  identityFact,
  otherActivityFact,
  stateFact,
  timeFact,
} from "./facts";
import { isOfDaysAgo, isStale, shownUsage, summarize, type Summary, type Wording } from "./summarize";
import { localDate } from "./times";

/** All the words for one key's state. Every surface takes its words from here, so that no two can disagree. */
export interface Description extends Summary, Details {}

/** What an answer rests on. */
interface Details {
  /** Call, address, region; when exactly; who and through which account. Most important first. */
  readonly facts: readonly string[];
  /** How far the records reach, how far behind they are, and when was asked. */
  readonly footnote?: string;
  /** What else the reader must know before acting on the answer. */
  readonly caveats: readonly string[];
  /** Why nothing, or nothing newer, is known. */
  readonly problem?: string;
}

/** Puts what is known about a key into words, in full. */
export function describeUsage(key: KeyRef, state: UsageState, wording: Wording): Description {
  return { ...summarize(key, state, wording), ...detailsOf(key, state, wording) };
}

function detailsOf(key: KeyRef, state: UsageState, wording: Wording): Details {
  if (key.kind === "temporary-key") return temporary();
  const usage = shownUsage(state);
  if (!usage) return { facts: [], caveats: [] };
  const said = detailsOfAnswer(usage, wording);
  if (usage === state.failed) return said;
  if (state.failed) return withFailedRefresh(said, usage, state.failed, wording);
  return state.due && isOfDaysAgo(usage, wording) ? withAge(said, usage, wording) : said;
}

function detailsOfAnswer(usage: KeyUsage, wording: Wording): Details {
  switch (usage.outcome) {
    case "used":
      return usage.lastUse ? used(usage, usage.lastUse, wording) : { facts: [], caveats: [] };
    case "no-use-on-record":
      return noUse(usage, wording);
    case "not-found":
      return notFound(usage, wording);
    case "denied":
    case "failed":
      return nothingKnown(usage, wording);
  }
}

function used(usage: KeyUsage, lastUse: LastUse, wording: Wording): Details {
  const facts = [
    callFact(lastUse),
    timeFact(lastUse, wording),
    identityFact(usage, lastUse),
    otherActivityFact(usage, wording),
    stateFact(usage, wording),
  ];
  return {
    facts: facts.filter((fact) => fact !== undefined && fact !== "") as string[],
    footnote: footnote(usage, wording),
    caveats: [
      ...(lastUse.mayBeLater ? [mayBeLaterCaveat(lastUse)] : []),
      ...(isStale(lastUse, usage, wording)
        ? [l10n.t("A job that runs once a year fits inside a quiet period.")]
        : []),
    ],
    ...(usage.problem && { problem: usage.problem.message }),
  };
}

function mayBeLaterCaveat({ zonelessTime }: LastUse): string {
  return zonelessTime === undefined
    ? l10n.t("The cloud did not give the time of every use, so the last one may be later than this.")
    : l10n.t(
        "The cloud gave the time without a time zone, so it is read as early as it can be meant; the use may be up to 26 hours later.",
      );
}

function noUse(usage: KeyUsage, wording: Wording): Details {
  const unowned = l10n.t(
    "The cloud did not say whose key this is, so it may belong to an account that is not set up here.",
  );
  return {
    facts: [
      otherActivityFact(usage, wording),
      reachFact(usage, wording),
      identityFact(usage, undefined),
      stateFact(usage, wording),
    ].filter((fact) => fact !== undefined),
    footnote: footnote(usage, wording),
    caveats: [...(isItsOwn(usage) ? [] : [unowned]), ...(wording.notes ? [wording.notes.coverage] : [])],
    ...(usage.problem && { problem: usage.problem.message }),
  };
}

function reachFact({ recordsSince, otherActivity }: KeyUsage, wording: Wording): string {
  if (recordsSince === undefined)
    return l10n.t("No use is recorded. How far back the records reach, no document says.");
  const since = localDate(Date.parse(recordsSince), wording);
  return otherActivity
    ? l10n.t("No use by a program is recorded since {0}. What happened before that, nobody can tell.", since)
    : l10n.t("Nothing is recorded since {0}. What happened before that, nobody can tell.", since);
}

function notFound(usage: KeyUsage, wording: Wording): Details {
  const asked = usage.accountsAsked ?? [];
  return {
    facts: [
      usage.key.account === undefined
        ? l10n.t("Asked: {0}. The key may belong to another account and be in use there.", asked.join(", "))
        : l10n.t(
            "Only {0} was asked, because the key's entry in keytrail.keys names it. The key may belong to another account and be in use there.",
            usage.key.account,
          ),
      ...(usage.problem ? [usage.problem.message] : []),
    ],
    footnote: asked.length === 0 ? "" : askedNote(usage, wording),
    caveats: [],
  };
}

function nothingKnown(usage: KeyUsage, wording: Wording): Details {
  return {
    facts: accountFacts(usage),
    footnote: askedNote(usage, wording),
    caveats: [l10n.t("Nothing is known about the key's use.")],
    ...(usage.problem && { problem: usage.problem.message }),
  };
}

function temporary(): Details {
  const why = l10n.t(
    "A security token service issued it and it expires by itself. The cloud keeps no last use for it, so nothing is asked.",
  );
  return { facts: [why], caveats: [] };
}

function withAge(said: Details, known: KeyUsage, wording: Wording): Details {
  const since = l10n.t(
    "This answer is from {0}; what happened since is not known.",
    askedAgo(known, wording),
  );
  return { ...said, caveats: [since, ...said.caveats] };
}

function withFailedRefresh(said: Details, known: KeyUsage, failure: KeyUsage, wording: Wording): Details {
  const failed = l10n.t("The latest refresh failed; this answer is from {0}.", askedAgo(known, wording));
  return {
    ...said,
    caveats: [failed, ...accountFacts(failure), ...said.caveats],
    ...(failure.problem && { problem: failure.problem.message }),
  };
}
