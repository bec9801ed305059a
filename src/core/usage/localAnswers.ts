import * as l10n from "@vscode/l10n";
import { UsageError } from "./errors";
import type { KeyRef } from "./key";
import type { KeyUsage } from "./keyUsage";

/** The answers that no cloud is needed for. */

/** A temporary key: the clouds keep no last use of it, so it is never sent. */
export function temporaryKey(key: KeyRef, records: { asOf: string; recordsSince?: string }): KeyUsage {
  return { key, outcome: "failed", ...records, problem: temporaryKeyError().toProblem() };
}

/** Why nothing is ever asked about a temporary key. */
export function temporaryKeyError(): UsageError {
  return new UsageError(
    "untracked",
    l10n.t("This is a temporary key (STS). The cloud keeps no last use for it, so nothing was asked."),
    { code: "TemporaryKey" },
  );
}

/** No account can be asked about a key: none is set up, or not the one its entry names. */
export function noSuchAccount(account: string | undefined): UsageError {
  const message =
    account === undefined
      ? l10n.t("No account is set up to ask. Run the command KeyTrail: Add Account.")
      : l10n.t(
          "There is no valid account named {0}. Check the settings keytrail.accounts and keytrail.keys.",
          account,
        );
  return new UsageError("invalid", message, { code: "NoAccount" });
}

/** A mistake of ours, not of the user or the cloud: said as such, with nothing of the error's own text. */
export function unexpected(error: unknown): UsageError {
  return new UsageError(
    "unreadable",
    l10n.t("KeyTrail ran into an unexpected error. The log has its place in the code; please report it."),
    { code: "Unexpected", cause: error },
  );
}
