import * as l10n from "@vscode/l10n";
import type { Summary } from "../describe/summarize";
import type { FindingRule } from "./rule";

/** What the problem at a place says. `shownId` is the ID as the user wants it shown. */
export function problemMessage(
  rule: FindingRule,
  { summary, shownId, nearSecret }: { summary: Summary; shownId: string; nearSecret: boolean },
): string {
  const about = sentenceAbout(rule, shownId, summary);
  return nearSecret ? l10n.t("{0} What looks like its secret stands next to it.", about) : about;
}

/** What a rule is about, for a report and for its reader. */
export function ruleTitle(rule: FindingRule): string {
  switch (rule) {
    case "root-key-in-use":
      return l10n.t("A key of a root account stands in the code and is in use");
    case "key-in-use":
      return l10n.t("A key stands in the code and is in use");
    case "stale-key":
      return l10n.t("A key stands in the code and was last used long ago");
    case "no-use-on-record":
      return l10n.t("A key stands in the code and no use of it is on record");
    case "cannot-tell":
      return l10n.t("A key stands in the code, and whether it is in use cannot be told");
  }
}

function sentenceAbout(rule: FindingRule, id: string, summary: Summary): string {
  const answer = answerIn(summary);
  switch (rule) {
    case "root-key-in-use":
      return l10n.t("The key {0} is a root account's and in use: {1}.", id, answer);
    case "key-in-use":
      return l10n.t("The key {0} is in use: {1}.", id, answer);
    case "stale-key":
      return l10n.t("The key {0} is stale: {1}.", id, answer);
    case "no-use-on-record":
      return l10n.t("The key {0}: {1}.", id, answer);
    case "cannot-tell":
      // An answer that leaves it open says so itself.
      return summary.standing === "cannot-tell"
        ? l10n.t("The key {0}: {1}.", id, answer)
        : l10n.t("Cannot tell whether the key {0} is in use: {1}.", id, answer);
  }
}

/** The line of a lens, unless it is an offer to press it. */
function answerIn({ standing, line, headline }: Summary): string {
  return standing === "unknown" || standing === "failed" ? headline : line;
}
