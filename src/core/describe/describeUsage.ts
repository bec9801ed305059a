import * as l10n from "@vscode/l10n";
import type { KeyRef } from "../usage/key";
import type { KeyUsage } from "../usage/keyUsage";
import type { UsageState } from "../usage/usageService";
import { doubtSentence } from "../verdict/doubtWords";
import { isOfDaysAgo, judge, quietSince, type Judgement } from "../verdict/judge";
import { caveatsOf, furtherReasons, noUseSentence } from "../verdict/verdictWords";
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
import { shownUsage, summarize, type Summary, type Wording } from "./summarize";

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
    case "no-use-on-record":
      return judgedDetails(usage, judge(usage, wording), wording);
    case "not-found":
      return notFound(usage, wording);
    case "denied":
    case "failed":
      return nothingKnown(usage, wording);
  }
}

function judgedDetails(usage: KeyUsage, judgement: Judgement, wording: Wording): Details {
  const { basis, doubts, since } = judgement;
  const facts = basis
    ? [
        callFact(basis, wording.addressLabels),
        timeFact(basis, wording),
        identityFact(usage, basis),
        otherActivityFact(usage, wording),
        stateFact(usage, wording),
      ]
    : [
        otherActivityFact(usage, wording),
        noUseSentence(usage, since ?? quietSince(usage), wording),
        identityFact(usage, undefined),
        stateFact(usage, wording),
      ];
  const [doubt] = doubts;
  return {
    facts: [...facts, ...furtherReasons(usage, judgement, wording)].filter(
      (fact) => fact !== undefined && fact !== "",
    ) as string[],
    footnote: footnote(usage, wording),
    caveats: [
      // What is missing stands below, in full.
      ...(doubt === undefined || doubt === "partial" ? [] : [doubtSentence(doubt, usage, wording)]),
      ...caveatsOf(usage, judgement, wording),
    ],
    ...(usage.problem && { problem: usage.problem.message }),
  };
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
  const since = doubtSentence("old-answer", known, wording);
  return said.caveats.includes(since) ? said : { ...said, caveats: [since, ...said.caveats] };
}

function withFailedRefresh(said: Details, known: KeyUsage, failure: KeyUsage, wording: Wording): Details {
  const failed = l10n.t("The latest refresh failed; this answer is from {0}.", askedAgo(known, wording));
  return {
    ...said,
    caveats: [failed, ...accountFacts(failure), ...said.caveats],
    ...(failure.problem && { problem: failure.problem.message }),
  };
}
