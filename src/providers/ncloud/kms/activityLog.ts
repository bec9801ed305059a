import * as l10n from "@vscode/l10n";
import type { Account } from "../../../core/usage/account";
import { UsageError } from "../../../core/usage/errors";
import type { LastUse } from "../../../core/usage/keyUsage";
import type { NcloudApi } from "../ncloudApi";
import type { KmsRecord } from "./record";
import { ACTIVITY_PAGE, type ActivityPage } from "./schema";
import { isOther, toLastUse } from "./toUsage";

/** A key of an account, and the host that its calls go to. */
export interface KeyAtHost {
  readonly account: Account;
  readonly host: string;
  readonly keyTag: string;
}

/** Milliseconds since the epoch. Always sent: without it the cloud looks back one day. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** What a search through the log found. */
export interface LogFindings {
  /** The latest use by a program. */
  readonly lastUse?: LastUse;
  /** The latest record of another kind. */
  readonly other?: LastUse;
  /** Whether a use by a program is on record that does not tell when. */
  readonly hasUseWithoutTime: boolean;
}

/** The most that the API gives at once. */
export const PAGE_SIZE = 200;
/** A key that only rotates has a few records; whoever has more than this has looked at it 2,000 times in a console. */
const MAX_PAGES = 10;

/** Reads the activity log of keys. */
export class ActivityLog {
  constructor(private readonly api: NcloudApi) {}

  page(
    { account, host, keyTag }: KeyAtHost,
    { from, to }: Period,
    page: number,
    signal: AbortSignal,
  ): Promise<ActivityPage> {
    const query = {
      timestampFrom: String(from),
      timestampTo: String(to),
      pageNo: String(page),
      pageSize: String(PAGE_SIZE),
    };
    const path = `/kms/v1/keys/${encodeURIComponent(keyTag)}/activities`;
    return this.api.call(
      account,
      { operation: "Get Key Activity Logs", host, path, query },
      ACTIVITY_PAGE,
      signal,
    );
  }

  /**
   * The latest use by a program in the period. No document says which way the log is sorted, so the first page shows
   * it. Rejects when the log is longer than one look-up may read and no use was found so far: older pages may have one.
   */
  async search(key: KeyAtHost, period: Period, signal: AbortSignal): Promise<LogFindings> {
    const first = await this.page(key, period, 1, signal);
    const last = first.totalPages ?? Infinity;
    const isNewestLast = last > 1 && last < Infinity && isAscending(first.records);
    const read: KmsRecord[] = [];
    for (let turn = 0; turn < MAX_PAGES; turn++) {
      const number = isNewestLast ? last - turn : turn + 1;
      const page = number === 1 ? first : await this.page(key, period, number, signal);
      read.push(...page.records);
      const findings = findingsIn(read);
      const isEnd = isNewestLast ? number <= 1 : number >= last || page.records.length === 0;
      if (findings.lastUse || isEnd) return findings;
    }
    throw tooManyRecords(read.length);
  }
}

function findingsIn(records: readonly KmsRecord[]): LogFindings {
  const uses = records.filter((record) => !isOther(record));
  const lastUse = latestOf(uses);
  const other = latestOf(records.filter(isOther));
  return {
    ...(lastUse && { lastUse }),
    ...(other && { other }),
    hasUseWithoutTime: uses.some((record) => toLastUse(record) === undefined),
  };
}

function latestOf(records: readonly KmsRecord[]): LastUse | undefined {
  let latest: LastUse | undefined;
  for (const record of records) {
    const use = toLastUse(record);
    if (use && (!latest || use.at > latest.at)) latest = use;
  }
  return latest;
}

function isAscending(records: readonly KmsRecord[]): boolean {
  const times = records.map(toLastUse).flatMap((use) => (use ? [use.at] : []));
  return (times[0] ?? "") < (times.at(-1) ?? "");
}

function tooManyRecords(count: number): UsageError {
  const message = l10n.t(
    "The latest {0} records of this key are all of its administration. Whether a program used it before them was not looked up; its activity shows them.",
    count,
  );
  return new UsageError("invalid", message, { code: "TooManyRecords" });
}
