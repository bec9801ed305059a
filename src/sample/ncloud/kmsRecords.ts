import type { KmsActivity, KmsOddities, SampleKmsKey } from "./sampleKmsKey";
import { nrnOf } from "./accountIds";

/** Members of an answer, in the wire's own spelling. */
export type WireRecord = Readonly<Record<string, unknown>>;

/** What time it is, and from when the story counts back. */
export interface Times {
  readonly now: number;
  readonly moment: number;
}

/** Something that was done with a key, and when. */
export interface KmsRecord {
  readonly activity: KmsActivity;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** How long the cloud keeps records, and how many of each key. */
const KEPT_MS = 30 * 24 * 60 * 60_000;
const KEPT_RECORDS = 30_000;

const SEOUL_OFFSET = 9 * 60 * 60_000;

/** Everything on record about a key at `now`, the newest first. */
export function recordsOf(key: SampleKmsKey, { now, moment }: Times): KmsRecord[] {
  return key.activities
    .map((activity) => ({ activity, at: moment - activity.agoMs }))
    .filter(({ at }) => at >= now - KEPT_MS)
    .sort((one, other) => other.at - one.at)
    .slice(0, KEPT_RECORDS);
}

/** A record as both the activity log and the latest use have it: the details are in a `data` of their own. */
export function recordMembers(key: SampleKmsKey, { activity, at }: KmsRecord): WireRecord {
  const { spelling, timestamp, requestType, result } = key.oddities ?? {};
  const { by, action } = activity;
  return {
    ...timestampMember(at, timestamp),
    data: {
      [spelling ?? "kmsKey"]: { keyTag: key.id, keyName: key.name, nrn: nrnOf(key) },
      requestor: {
        ...(requestType !== "absent" && {
          requestType: requestType === "unknown" ? "BATCH" : by.requestType,
        }),
        id: by.id,
        ip: by.ip,
      },
      api: { result: result ?? "SUCCESS", action, type: by.authentication },
    },
    message: result === undefined ? "Success" : "Failure",
  };
}

function timestampMember(at: number, oddity: KmsOddities["timestamp"]): WireRecord {
  switch (oddity) {
    case undefined:
      return { timestamp: new Date(at).toISOString() };
    case "seoul":
      return { timestamp: `${inSeoul(at)}+09:00` };
    case "no-zone":
      return { timestamp: inSeoul(at) };
    case "null":
      return { timestamp: null };
    case "empty":
      return { timestamp: "" };
    case "absent":
      return {};
  }
}

function inSeoul(at: number): string {
  return new Date(at + SEOUL_OFFSET).toISOString().slice(0, -1);
}
