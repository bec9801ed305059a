import { abortable } from "../../core/calls/callRunner";
import { lookUpDue, type Progress } from "../../core/usage/lookUpDue";
import { missingSentences, type Report } from "../../core/report/report";
import { reportRowOf, type ReportRow } from "../../core/report/reportRow";
import { UsageError } from "../../core/usage/errors";
import { sentenceFor } from "../commands/generalCommands";
import type { Services } from "../services";
import { keysOfAccounts } from "./keysOfAccounts";

/**
 * Lists the keys of these accounts (absent: of all), looks up what is due, and puts it all into a report. Stopped before
 * its end it is what is known until then, and says so.
 */
export async function collectReport(
  services: Services,
  names: readonly string[] | undefined,
  signal: AbortSignal,
  onProgress?: (progress: Progress) => void,
): Promise<Report> {
  const { registry, directory, inventory, usage, settings, words, version } = services;
  const chosen = names && new Set(names);
  await stoppable(directory.refresh(), signal);
  const keys = keysOfAccounts(services, chosen).map(({ key }) => key);
  const notAsked = await lookUpDue(keys, usage, signal, onProgress);
  // Now it is known whose they are.
  const rows = keysOfAccounts(services, chosen).map((each) =>
    reportRowOf(each, usage.peek(each.key), words.wordingFor(each.key), settings.now.maskIds),
  );
  const unlisted = [
    ...directory.unlisted.map(({ account, error }) => ({
      account: account.name,
      reason: sentenceFor(error),
    })),
    ...registry.accounts.flatMap((account) =>
      (inventory.peek(account)?.gaps ?? [])
        // What nobody can list is no fault of this report.
        .filter(({ byNature }) => byNature !== true)
        .map(({ message }) => ({ account: account.name, reason: message })),
    ),
  ].filter(({ account }) => chosen?.has(account) !== false);
  return {
    madeAt: new Date(words.wording().now).toISOString(),
    version,
    staleAfterDays: settings.now.staleAfterDays,
    accounts: names ?? registry.accounts.map(({ name }) => name),
    missing: missingSentences(rows, { cancelled: signal.aborted, notAsked, unlisted }),
    rows: byAccount(rows),
  };
}

async function stoppable(work: Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    await abortable(work, signal);
  } catch (error) {
    if (!(error instanceof UsageError) || error.kind !== "cancelled") throw error;
  }
}

/** Else in the order of the lists; keys that no account is known to have come last. */
function byAccount(rows: readonly ReportRow[]): readonly ReportRow[] {
  const last = "\uffff";
  return rows.toSorted((a, b) => {
    const [one, other] = [a.account ?? last, b.account ?? last];
    return one < other ? -1 : one > other ? 1 : 0;
  });
}
