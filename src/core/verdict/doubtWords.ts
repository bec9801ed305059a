import * as l10n from "@vscode/l10n";
import { askedAgo, firstSentence } from "../describe/facts";
import type { Reader } from "../describe/times";
import type { KeyUsage } from "../usage/keyUsage";
import type { Bench, Doubt } from "./judge";

/** Why nothing can be told, in a sentence. */
export function doubtSentence(doubt: Doubt, usage: KeyUsage, wording: Reader & Bench): string {
  switch (doubt) {
    case "temporary-key":
      return l10n.t("The key is temporary, and the cloud keeps no last use for it.");
    case "not-found":
      return l10n.t(
        "None of the accounts that were asked has the key. It may belong to another account and be in use there.",
      );
    case "denied":
    case "failed":
    case "untracked":
      return usage.problem?.message ?? l10n.t("Nothing is known about the key's use.");
    case "clock":
      return l10n.t("The answer is dated later than this machine's clock, so nobody knows how old it is.");
    case "old-answer":
      return l10n.t("This answer is from {0}; what happened since is not known.", askedAgo(usage, wording));
    case "own-calls":
      return l10n.t(
        "KeyTrail signs with this very key, and the records do not tell its calls from those of others.",
      );
    case "later-use":
      return l10n.t("A use is on record without its time, so that the last one may be later than is known.");
    case "partial":
      return l10n.t("A part of the answer is missing: {0}", usage.problem?.message ?? "");
    case "unowned":
      return l10n.t(
        "The cloud did not say whose key this is, so it may belong to an account that is not set up here.",
      );
    case "young":
      return l10n.t(
        "The key, or what is recorded of it, is younger than a day, and records may be hours behind.",
      );
  }
}

/** What a lens has room for: why nothing can be told. */
export function doubtShort(doubt: Doubt, usage: KeyUsage, wording: Reader & Bench): string {
  switch (doubt) {
    case "old-answer":
      return l10n.t("Cannot tell: the answer is from {0}", askedAgo(usage, wording));
    case "clock":
      return l10n.t("Cannot tell: the answer is dated in the future");
    case "own-calls":
      return l10n.t("Cannot tell: KeyTrail's own calls hide those of others");
    case "partial":
      return l10n.t("Cannot tell: a part of the answer is missing");
    case "unowned":
      return l10n.t("Cannot tell: nothing on record, and the cloud did not say whose key it is");
    case "young":
      return l10n.t("Cannot tell: the key is younger than a day");
    case "later-use":
      return l10n.t("Cannot tell: a use is on record without its time");
    case "temporary-key":
    case "untracked":
    case "not-found":
    case "denied":
    case "failed":
      return firstSentence(usage.problem?.message ?? l10n.t("Nothing is known about the key's use."));
  }
}
