import type { KeyUsage } from "../../../../src/core/usage/keyUsage";

/** Answers to judge, told back from a fixed moment. */
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const now = Date.UTC(2026, 10, 20, 8);
export const bench = { now, staleAfterDays: 90 };
export const ecs = { code: "Ecs", name: "Elastic Compute Service" };
export const oss = { code: "Oss", name: "Object Storage Service" };

/** So long before that moment. */
export const ago = (ms: number): string => new Date(now - ms).toISOString();

/** An answer of that moment. */
export const usage = (rest: Partial<KeyUsage> & Pick<KeyUsage, "outcome">): KeyUsage => ({
  key: { provider: "alibaba", kind: "access-key", id: "LTAI" + "synthetic1" },
  account: "prod",
  accountsAsked: ["prod"],
  recordsSince: ago(400 * DAY),
  asOf: ago(0),
  ...rest,
});

/** Of a use through ECS. */
export const used = (age: number, rest: Partial<KeyUsage> = {}): KeyUsage =>
  usage({
    outcome: "used",
    owner: { type: "ram-user", name: "alice" },
    lastUse: { at: ago(age), service: ecs },
    ...rest,
  });

/** Of no use, and of a key that is the account's for certain. */
export const noUse = (rest: Partial<KeyUsage> = {}): KeyUsage =>
  usage({ outcome: "no-use-on-record", owner: { type: "ram-user", name: "alice" }, ...rest });
