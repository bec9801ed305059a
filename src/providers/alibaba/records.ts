/** Records reach back at most this far, and not before `RECORDS_BEGAN`. Source: ActionTrail's documentation. */
const RECORD_DAYS = 400;
const RECORDS_BEGAN = Date.UTC(2022, 1, 1);
const DAY_MS = 86_400_000;

/** The start of ActionTrail's last-used records as seen at `now` (milliseconds since the epoch). */
export function recordsSince(now: number): Date {
  return new Date(Math.max(now - RECORD_DAYS * DAY_MS, RECORDS_BEGAN));
}
