import { reportRowOf, type ReportRow } from "../../../../src/core/report/reportRow";
import type { Report } from "../../../../src/core/report/report";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import type { VerdictWording } from "../../../../src/core/verdict/verdictWords";
import { ago, bench, DAY, HOUR, noUse, usage, used } from "../verdict/answers";

/** Rows and reports of fixed answers, for those who write them down. */
export const wording: VerdictWording = { ...bench, language: "en", timeZone: "Asia/Seoul" };

/** The row of an answer. */
export function rowOf(answer: KeyUsage, masked = false): ReportRow {
  return reportRowOf({ key: answer.key }, { known: answer, busy: false, due: false }, wording, masked);
}

/** A row for each verdict, and one of which nothing is known. */
export const rows: readonly ReportRow[] = [
  rowOf(
    used(3 * HOUR, {
      lastUse: {
        at: ago(3 * HOUR),
        service: { code: "Ecs", name: "Elastic Compute Service" },
        event: "DescribeInstances",
        ip: "203.0.113.7",
        region: "cn-hangzhou",
        by: { type: "ram-user", name: "alice", id: "2454" },
      },
      keyInfo: { state: "active", createdAt: ago(700 * DAY) },
    }),
  ),
  rowOf(used(212 * DAY)),
  rowOf(noUse()),
  rowOf(
    usage({
      outcome: "denied",
      problem: { code: "NoPermission", message: "It is denied.", requestId: "REQ-1", retryable: false },
    }),
  ),
  reportRowOf(
    { key: { provider: "ncloud", kind: "kms-key", id: "9f".repeat(32), label: "orders" }, account: "naver" },
    { busy: false, due: true },
    wording,
    true,
  ),
];

/** A whole report of these rows, unless told otherwise. */
export function reportOf(changes: Partial<Report> = {}): Report {
  return {
    ...{ madeAt: ago(0), version: "9.9.9", staleAfterDays: 90 },
    ...{ accounts: ["prod"], missing: [], rows, ...changes },
  };
}
