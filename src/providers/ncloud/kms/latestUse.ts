import { UsageError } from "../../../core/usage/errors";
import type { LastUse, Problem } from "../../../core/usage/keyUsage";
import { anotherKey, useWithoutTime } from "../../common/answerProblems";
import { noAnswerAboutUse } from "../answerProblems";
import type { NcloudApi } from "../ncloudApi";
import type { ActivityLog, KeyAtHost, LogFindings, Period } from "./activityLog";
import type { KmsRecord } from "./record";
import { LAST_USE } from "./schema";
import { isOther, toLastUse } from "./toUsage";

/** What is on record about the use of a key. */
export interface UseOnRecord {
  readonly lastUse?: LastUse;
  /** The latest record, when it is no use by a program and is later than any. */
  readonly other?: LastUse;
  /** The cloud's own record of the last use, for a person to read. */
  readonly text?: string;
  /** The key's resource name. */
  readonly nrn?: string;
  /** Why the answer rests on less than it could. */
  readonly problem?: Problem;
}

/**
 * Asks what the key was last used for. The latest record is enough when a program made it. Otherwise the log is asked
 * for the latest one that a program made, also when there is no latest record: earlier documents said that it tells
 * only of some kinds of use, and "no use" must not rest on that.
 */
export class LatestUse {
  constructor(
    private readonly api: NcloudApi,
    private readonly log: ActivityLog,
  ) {}

  /** @param isListed whether the account is known to have the key. */
  async of(key: KeyAtHost, period: Period, isListed: boolean, signal: AbortSignal): Promise<UseOnRecord> {
    const latest = await this.latestRecord(key, isListed, signal);
    const record = latest === "refused" ? undefined : latest;
    if (record?.keyTag !== undefined && isAnother(record.keyTag, key.keyTag)) throw anotherKey(key.account);
    const told = record && toLastUse(record);
    const nrn = record?.nrn !== undefined && { nrn: record.nrn };
    const isUse = record !== undefined && record.hasDetails && !isOther(record);
    if (isUse && told) {
      return { lastUse: told, ...(record.text !== undefined && { text: record.text }), ...nrn };
    }

    const saysNothing = latest !== "refused" && !told && record?.hasDetails !== true;
    const findings = await this.findings(key, period, { isListed, saysNothing }, signal);
    // A time and nothing else may be that of a use, or of this very question; the documents call it both.
    const bare = told && !record.hasDetails && !isJustNow(told, period.to) ? told : undefined;
    const lastUse = later(findings.lastUse, bare);
    const isUntimed = findings.hasUseWithoutTime || isUse || isUnreadable(record);
    if (!lastUse && isUntimed) throw useWithoutTime(key.account);
    const other = later(record && isOther(record) ? told : undefined, findings.other);
    return {
      ...(lastUse && { lastUse: { ...lastUse, ...(isUntimed && { mayBeLater: true as const }) } }),
      ...(other && other.at > (lastUse?.at ?? "") && { other }),
      ...nrn,
      ...(findings.problem && { problem: findings.problem }),
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

  /** The log may be closed to the account. Then that the API knows of no latest record has to do, and is said to. */
  private async findings(
    key: KeyAtHost,
    period: Period,
    { isListed, saysNothing }: { readonly isListed: boolean; readonly saysNothing: boolean },
    signal: AbortSignal,
  ): Promise<LogFindings & { readonly problem?: Problem }> {
    try {
      return await this.log.search(key, period, signal);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      if (error.kind === "denied" && saysNothing)
        return { hasUseWithoutTime: false, problem: error.toProblem() };
      throw error.kind === "not-found" && isListed ? noAnswerAboutUse(key.account, error) : error;
    }
  }
}

/** The log has what happened by now within seconds; a latest record that is this new may be the question itself. */
const JUST_NOW_MS = 5 * 60_000;

function isJustNow({ at, zonelessTime }: LastUse, now: number): boolean {
  return zonelessTime === undefined && Math.abs(Date.parse(at) - now) < JUST_NOW_MS;
}

function isUnreadable(record: KmsRecord | undefined): boolean {
  return record?.time?.kind === "unreadable" && !isOther(record);
}

function later(one: LastUse | undefined, other: LastUse | undefined): LastUse | undefined {
  if (!one || !other) return one ?? other;
  return one.at >= other.at ? one : other;
}

/** A masked tag says nothing; another one means that the answer is about another key. */
function isAnother(tag: string, asked: string): boolean {
  return /^[0-9A-Za-z]+$/.test(tag) && tag.toLowerCase() !== asked.toLowerCase();
}
