import { UsageError } from "../../../core/usage/errors";
import type { LastUse } from "../../../core/usage/keyUsage";
import { anotherKey, useWithoutTime } from "../../common/answerProblems";
import { noAnswerAboutUse } from "../answerProblems";
import type { NcloudApi } from "../ncloudApi";
import type { ActivityLog, KeyAtHost, LogFindings, Period } from "./activityLog";
import type { KmsRecord } from "./record";
import { LAST_USE } from "./schema";
import { isOther, latestOf, toLastUse } from "./toUsage";

/** What is on record about the use of a key. */
export interface UseOnRecord {
  readonly lastUse?: LastUse;
  /** The latest record, when it is no use by a program and is later than any. */
  readonly other?: LastUse;
  /** The cloud's own record of the last use, for a person to read. */
  readonly text?: string;
  /** The key's resource name. */
  readonly nrn?: string;
}

/** What the question is about, apart from the key. */
export interface UseQuestion {
  readonly period: Period;
  /** When it is asked, in milliseconds since the epoch. */
  readonly now: number;
  /** Whether the account is known to have the key. */
  readonly isListed: boolean;
}

/**
 * Asks what the key was last used for. The latest record is enough when a program made it. Otherwise the log is asked
 * for the latest one that a program made, also when there is no latest record: earlier documents said that it tells
 * only of some kinds of use, and "no use" must not rest on that; where the log is closed to the account, there is no
 * answer.
 */
export class LatestUse {
  constructor(
    private readonly api: NcloudApi,
    private readonly log: ActivityLog,
  ) {}

  async of(
    key: KeyAtHost,
    { period, now, isListed }: UseQuestion,
    signal: AbortSignal,
  ): Promise<UseOnRecord> {
    const latest = await this.latestRecord(key, isListed, signal);
    const record = latest === "refused" ? undefined : latest;
    if (record?.keyTag !== undefined && isAnother(record.keyTag, key.keyTag)) throw anotherKey(key.account);
    const told = record && toLastUse(record);
    const nrn = record?.nrn !== undefined && { nrn: record.nrn };
    const isUse = record !== undefined && record.hasDetails && !isOther(record);
    if (isUse && told) {
      return { lastUse: told, ...(record.text !== undefined && { text: record.text }), ...nrn };
    }

    const findings = await this.findings(key, period, isListed, signal);
    // A time and nothing else may be that of a use, or of this very question; the documents call it both.
    const bare = told && !record.hasDetails && !isJustNow(told, now) ? told : undefined;
    const lastUse = latestOf([findings.lastUse, bare]);
    const isUntimed = findings.hasUseWithoutTime || isUse || isUnreadable(record);
    if (!lastUse && isUntimed) throw useWithoutTime(key.account);
    const other = latestOf([record && isOther(record) ? told : undefined, findings.other]);
    return {
      ...(lastUse && { lastUse: { ...lastUse, ...(isUntimed && { mayBeLater: true as const }) } }),
      ...(other && other.at > (lastUse?.at ?? "") && { other }),
      ...nrn,
    };
  }

  /** Some services refuse to tell of what never happened; about a key that the list has, that is no use on record. */
  private async latestRecord(
    key: KeyAtHost,
    isListed: boolean,
    signal: AbortSignal,
  ): Promise<KmsRecord | "refused" | undefined> {
    const { account, host, keyTag } = key;
    const path = `/kms/v1/keys/${encodeURIComponent(keyTag)}/last-use-info`;
    try {
      return await this.api.call(account, { operation: "Get Latest Use Info", host, path }, LAST_USE, signal);
    } catch (error) {
      const isRefusal =
        error instanceof UsageError && (error.kind === "not-found" || error.kind === "invalid");
      if (isListed && isRefusal) return "refused";
      throw error;
    }
  }

  private async findings(
    key: KeyAtHost,
    period: Period,
    isListed: boolean,
    signal: AbortSignal,
  ): Promise<LogFindings> {
    try {
      return await this.log.search(key, period, signal);
    } catch (error) {
      if (error instanceof UsageError && error.kind === "not-found" && isListed)
        throw noAnswerAboutUse(key.account, error);
      throw error;
    }
  }
}

/** A latest record that is this new may be the question itself. How late the log has what happened is not documented. */
const JUST_NOW_MS = 5 * 60_000;

function isJustNow({ at, zonelessTime }: LastUse, now: number): boolean {
  return zonelessTime === undefined && Math.abs(Date.parse(at) - now) < JUST_NOW_MS;
}

function isUnreadable(record: KmsRecord | undefined): boolean {
  return record?.time?.kind === "unreadable" && !isOther(record);
}

/** A masked tag says nothing; another one means that the answer is about another key. */
function isAnother(tag: string, asked: string): boolean {
  return /^[0-9A-Za-z]+$/.test(tag) && tag.toLowerCase() !== asked.toLowerCase();
}
