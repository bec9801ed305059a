import * as v from "valibot";

/**
 * The public shape of a look-up's result, written down a second time and strictly: no other field, and no `null`, `""`
 * or `0` where the cloud said nothing. Scripts of users rely on it.
 */
const text = v.pipe(
  v.string(),
  v.minLength(1),
  v.check((value) => value === value.trim(), "has stray spaces"),
);
const time = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
const service = v.strictObject({ code: text, name: text });
const identity = v.strictObject({
  type: v.exactOptional(text),
  name: v.exactOptional(text),
  id: v.exactOptional(text),
  accountId: v.exactOptional(text),
});
const problem = v.strictObject({
  code: text,
  message: text,
  requestId: v.exactOptional(text),
  retryable: v.boolean(),
  needs: v.exactOptional(text),
  untracked: v.exactOptional(v.literal(true)),
});
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const keyInfo = v.strictObject({
  name: v.exactOptional(text),
  state: v.exactOptional(text),
  createdAt: v.exactOptional(time),
  deletionAt: v.exactOptional(time),
  type: v.exactOptional(text),
  protection: v.exactOptional(text),
  rotation: v.exactOptional(
    v.strictObject({
      automatic: v.boolean(),
      everyDays: v.exactOptional(count),
      nextAt: v.exactOptional(time),
    }),
  ),
  currentVersion: v.exactOptional(count),
  versionCount: v.exactOptional(count),
  memo: v.exactOptional(text),
  nrn: v.exactOptional(text),
});
const use = {
  event: v.exactOptional(text),
  ip: v.exactOptional(text),
  region: v.exactOptional(text),
  source: v.exactOptional(text),
  by: v.exactOptional(identity),
};

/** A `KeyUsage`. */
export const USAGE_SHAPE = v.strictObject({
  key: v.strictObject({
    provider: v.picklist(["alibaba", "ncloud"]),
    kind: v.picklist(["access-key", "temporary-key", "kms-key"]),
    id: text,
    label: v.exactOptional(text),
    account: v.exactOptional(text),
  }),
  account: v.exactOptional(text),
  accountsAsked: v.exactOptional(v.array(text)),
  outcome: v.picklist(["used", "no-use-on-record", "not-found", "denied", "failed"]),
  owner: v.exactOptional(identity),
  lastUse: v.exactOptional(v.strictObject({ at: time, service: v.exactOptional(service), ...use })),
  otherActivity: v.exactOptional(v.strictObject({ at: time, service: v.exactOptional(service), ...use })),
  keyInfo: v.exactOptional(keyInfo),
  products: v.exactOptional(v.array(v.strictObject({ service, at: v.exactOptional(time), ...use }))),
  recordsSince: v.exactOptional(time),
  asOf: time,
  verdict: v.strictObject({
    kind: v.picklist(["in-use", "stale", "no-use-on-record", "cannot-tell"]),
    since: v.exactOptional(time),
    at: v.exactOptional(time),
    reasons: v.pipe(v.array(text), v.nonEmpty()),
    caveats: v.pipe(v.array(text), v.nonEmpty()),
  }),
  problem: v.exactOptional(problem),
  accountAnswers: v.exactOptional(
    v.array(
      v.strictObject({
        account: text,
        outcome: v.picklist(["no-use-on-record", "not-found", "denied", "failed"]),
        problem: v.exactOptional(problem),
      }),
    ),
  ),
});
