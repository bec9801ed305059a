import type { KeyRef } from "../../core/usage/key";

/** How long KMS keeps a key's records, since December 2024. Source: NAVER Cloud's guide to the activity of KMS keys. */
const RECORD_DAYS = 30;
const DAY_MS = 86_400_000;

/** The start of the records as seen at `now` (milliseconds since the epoch); no document says it of access keys. */
export function recordsSince({ kind }: KeyRef, now: number): Date | undefined {
  return kind === "kms-key" ? new Date(now - RECORD_DAYS * DAY_MS) : undefined;
}
