import { describeUsage, type Description } from "../../../../src/core/describe/describeUsage";
import type { Wording } from "../../../../src/core/describe/summarize";
import type { KeyRef } from "../../../../src/core/usage/key";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import type { UsageState } from "../../../../src/core/usage/usageService";

/** Milliseconds. */
export const HOUR = 3_600_000;
/** Milliseconds. */
export const DAY = 24 * HOUR;
/** When everything is put into words. */
export const now = Date.UTC(2026, 10, 20, 8);
/** For whom. */
export const wording: Wording = {
  now,
  language: "en-GB",
  timeZone: "Asia/Shanghai",
  staleAfterDays: 90,
  notes: {
    freshness: "an hour or more behind",
    coverage: "The cloud records most services, not all: check with the key's owner before you delete it.",
  },
};
/** A key that no cloud handed out. */
export const key: KeyRef = { provider: "alibaba", kind: "access-key", id: "LTAI" + "synthetic1" };
/** A service. */
export const ecs = { code: "Ecs", name: "Elastic Compute Service" };
/** The time so many milliseconds ago. */
export const ago = (ms: number): string => new Date(now - ms).toISOString();

/** An answer of account prod, of just now. */
export const usage = (rest: Partial<KeyUsage> & Pick<KeyUsage, "outcome">): KeyUsage => ({
  key,
  account: "prod",
  accountsAsked: ["prod"],
  recordsSince: ago(400 * DAY),
  asOf: ago(0),
  ...rest,
});
/** A use by alice, so many milliseconds ago. */
export const used = (age: number, rest: Partial<KeyUsage> = {}): KeyUsage =>
  usage({
    outcome: "used",
    owner: { type: "ram-user", name: "alice" },
    lastUse: { at: ago(age), service: ecs },
    ...rest,
  });
/** No use of a key that is the account's for certain: without a word of whose it is, nothing can be told. */
export const noUse = (rest: Partial<KeyUsage> = {}): KeyUsage =>
  usage({ outcome: "no-use-on-record", owner: { type: "ram-user", name: "alice" }, ...rest });
/** The account lacks a permission. */
export const denied = usage({
  outcome: "denied",
  problem: {
    code: "NoPermission",
    message: "Account prod lacks the permission actiontrail:GetAccessKeyLastUsedInfo. Copy the policy.",
    retryable: false,
    needs: "actiontrail:GetAccessKeyLastUsedInfo",
  },
});
/** The cloud did not answer in time. */
export const failed = usage({
  outcome: "failed",
  problem: {
    code: "Timeout",
    message: "actiontrail.example did not answer in time. Check the network.",
    retryable: true,
  },
});

/** What is said of a state. */
export const say = (state: Partial<UsageState>, of: KeyRef = key): Description =>
  describeUsage(of, { busy: false, due: false, ...state }, wording);
/** What stands above a key of which this is known. */
export const line = (known: KeyUsage): string => say({ known }).line;
