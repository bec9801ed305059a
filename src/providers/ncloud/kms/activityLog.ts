import * as l10n from "@vscode/l10n";
import type { Account } from "../../../core/usage/account";
import { UsageError } from "../../../core/usage/errors";
import type { LastUse } from "../../../core/usage/keyUsage";
import type { NcloudApi } from "../ncloudApi";
import type { KmsRecord } from "./record";
import { ACTIVITY_PAGE, type ActivityPage } from "./schema";
import { isOther, latestOf, toLastUse } from "./toUsage";

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

  /** Rejects when the page is empty although there are records for it: nothing may be concluded from that. */
  async page(
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
    const question = { operation: "Get Key Activity Logs", host, path, query } as const;
    const answer = await this.api.call(account, question, ACTIVITY_PAGE, signal);
    if (answer.records.length === 0 && saysMore(answer, page)) throw incompleteLog();
    return answer;
  }

  /**
   * The latest use by a program in the period. No document says which way the log is sorted, so the first page shows
   * it. Rejects when the log is longer than one look-up may read and its latest use was not found so far, and when less
   * came than the log says that it has.
   */
  async search(key: KeyAtHost, period: Period, signal: AbortSignal): Promise<LogFindings> {
    const first = await this.page(key, period, 1, signal);
    const last = lastPageOf(first);
    const isNewestLast = isAscending(first.records);
    const isFromBehind = isNewestLast && last !== undefined;
    const read: KmsRecord[] = [];
    for (let turn = 0; turn < MAX_PAGES; turn++) {
      const number = isFromBehind ? last - turn : turn + 1;
      const page = number === 1 ? first : await this.page(key, period, number, signal);
      read.push(...page.records);
      const findings = findingsIn(read);
      const isEmpty = page.records.length === 0;
      const isEnd = isFromBehind ? number <= 1 : number >= (last ?? Infinity) || isEmpty;
      // A use at the beginning of a log whose end nobody knows is the first one, not the latest.
      if (findings.lastUse && (isEnd || isFromBehind || !isNewestLast)) return findings;
      const isShort = (isEmpty && (last ?? 1) > 1) || (isEnd && read.length < (page.total ?? 0));
      if (isShort) throw incompleteLog();
      if (isEnd) return findings;
    }
    throw isNewestLast && !isFromBehind ? endless(read.length) : tooManyRecords(read.length);
  }
}

function findingsIn(records: readonly KmsRecord[]): LogFindings {
  const uses = records.filter((record) => !isOther(record));
  const lastUse = latestOf(uses.map(toLastUse));
  const other = latestOf(records.filter(isOther).map(toLastUse));
  return {
    ...(lastUse && { lastUse }),
    ...(other && { other }),
    hasUseWithoutTime: uses.some((record) => toLastUse(record) === undefined),
  };
}

/** Whether there must be records on the page of this number. */
function saysMore({ totalPages = 0, total = 0 }: ActivityPage, number: number): boolean {
  return total > (number - 1) * PAGE_SIZE || (totalPages > 1 && number <= totalPages);
}

/** The cloud may have given fewer records at once than it was asked for. */
function lastPageOf({ records, totalPages, total }: ActivityPage): number | undefined {
  if (totalPages !== undefined || total === undefined) return totalPages;
  return Math.ceil(total / Math.max(records.length, 1));
}

function isAscending(records: readonly KmsRecord[]): boolean {
  const times = records.map(toLastUse).flatMap((use) => (use ? [use.at] : []));
  return (times[0] ?? "") < (times.at(-1) ?? "");
}

function incompleteLog(): UsageError {
  const message = l10n.t(
    "Get Key Activity Logs gave fewer records than it says there are, so nothing was concluded from what is missing. Try again.",
  );
  return new UsageError("unreadable", message, { code: "IncompleteLog" });
}

function endless(count: number): UsageError {
  const message = l10n.t(
    "The activity of this key begins with its oldest records, and its end is not within the first {0} of them, so its last use is not known. Its activity shows more.",
    count,
  );
  return new UsageError("invalid", message, { code: "TooManyRecords" });
}

function tooManyRecords(count: number): UsageError {
  const message = l10n.t(
    "The latest {0} records of this key are all of its administration. Whether a program used it before them was not looked up; its activity shows them.",
    count,
  );
  return new UsageError("invalid", message, { code: "TooManyRecords" });
}
