import * as l10n from "@vscode/l10n";
import type { ReportRow } from "./reportRow";

/** What can be exported. */
export const REPORT_FORMATS = ["csv", "json", "markdown", "sarif"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Everything that an export holds. */
export interface Report {
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  /** KeyTrail's own version. */
  readonly version: string;
  readonly staleAfterDays: number;
  /** The accounts that were chosen, by name. */
  readonly accounts: readonly string[];
  /** Why it does not say all there is to say, in sentences; empty when it does. */
  readonly missing: readonly string[];
  readonly rows: readonly ReportRow[];
}

/** What kept a report from being whole. */
export interface Gaps {
  readonly cancelled: boolean;
  /** Of so many keys, so many were not asked about. */
  readonly notAsked: number;
  /** Accounts whose keys could not be listed, each with the reason in a sentence. */
  readonly unlisted: readonly { readonly account: string; readonly reason: string }[];
}

/** Why a report is partial, in sentences: nobody may take what is not in it for what is not there. */
export function missingSentences(rows: readonly ReportRow[], gaps: Gaps): readonly string[] {
  const failed = rows.filter(({ verdict, problem }) => verdict === "cannot-tell" && problem).length;
  return [
    ...(gaps.cancelled
      ? [l10n.t("It was cancelled: {0} of {1} keys were not looked up.", gaps.notAsked, rows.length)]
      : []),
    ...gaps.unlisted.map(({ account, reason }) =>
      l10n.t("The keys of account {0} could not be listed: {1}", account, reason),
    ),
    ...(failed > 0
      ? [l10n.t("{0} of {1} keys could not be judged; each of them says why.", failed, rows.length)]
      : []),
  ];
}
