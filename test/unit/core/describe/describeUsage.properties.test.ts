import assert from "node:assert/strict";
import fc from "fast-check";
import { describeUsage } from "../../../../src/core/describe/describeUsage";
import { ago, DAY, HOUR, key, now, wording } from "./answers";

describe("Whatever is known,", () => {
  const text = fc
    .string({ minLength: 1, maxLength: 12 })
    .filter((one) => !/never|NaN|undefined|null|object/i.test(one));
  const time = fc
    .date({ min: new Date("2022-02-01"), max: new Date(now + DAY), noInvalidDate: true })
    .map((at) => at.toISOString());
  const identity = fc.record({ type: text, name: text, id: text, accountId: text }, { requiredKeys: [] });
  const lastUse = fc.record(
    {
      at: time,
      service: fc.record({ code: text, name: text }),
      event: text,
      ip: text,
      region: text,
      by: identity,
    },
    { requiredKeys: ["at"] },
  );
  const problem = fc.record(
    { code: text, message: text, retryable: fc.boolean(), needs: text },
    { requiredKeys: ["code", "message", "retryable"] },
  );
  const rest = {
    key: fc.constant(key),
    account: text,
    accountsAsked: fc.array(text),
    owner: identity,
    recordsSince: time,
    // Most answers are of now, and a few of any time.
    asOf: fc.oneof(
      { arbitrary: fc.integer({ min: -1, max: 30 }).map((hours) => ago(hours * HOUR)), weight: 3 },
      time,
    ),
  };
  const requiredKeys = ["key", "outcome", "recordsSince", "asOf"] as const;
  const answer = fc.oneof(
    fc.record(
      { ...rest, outcome: fc.constant("used" as const), lastUse, problem },
      { requiredKeys: [...requiredKeys, "lastUse"] },
    ),
    fc.record(
      { ...rest, outcome: fc.constantFrom("no-use-on-record" as const, "not-found" as const), problem },
      { requiredKeys: [...requiredKeys] },
    ),
  );
  const accountAnswers = fc.array(
    fc.record(
      { account: text, outcome: fc.constantFrom("not-found", "denied", "failed"), problem },
      { requiredKeys: ["account", "outcome"] },
    ),
  );
  const failure = fc.record(
    { ...rest, outcome: fc.constantFrom("failed" as const, "denied" as const), problem, accountAnswers },
    { requiredKeys: [...requiredKeys, "problem"] },
  );
  const state = fc.record(
    { known: answer, failed: failure, busy: fc.boolean(), due: fc.boolean() },
    { requiredKeys: ["busy", "due"] },
  );
  const kind = fc.constantFrom("access-key" as const, "temporary-key" as const, "kms-key" as const);
  const language = fc.constantFrom("en", "zh-cn", "zh-tw", "ko", "ja", "ru", "pt-br");

  it("nothing ever says that a key was never used, nor shows a value that is missing", () => {
    fc.assert(
      fc.property(kind, state, language, (of, known, spoken) => {
        const said = describeUsage({ ...key, kind: of }, known, { ...wording, language: spoken });
        assert.doesNotMatch(JSON.stringify(said), /never|unused|NaN|undefined|null|\[object/i);
        assert.ok(said.line !== "" && said.short !== "" && said.headline !== "");
      }),
      { numRuns: 500 },
    );
  });

  it("only an answer that says so reads as no use on record", () => {
    fc.assert(
      fc.property(kind, state, (of, known) => {
        const said = describeUsage({ ...key, kind: of }, known, wording);
        const answered = known.known;
        const isWhole =
          answered?.outcome === "no-use-on-record" && answered.owner !== undefined && !answered.problem;
        const ageMs = answered ? now - Date.parse(answered.asOf) : 0;
        const isOfNow = ageMs >= -60_000 && ageMs < DAY;
        const reachMs = answered ? Date.parse(answered.asOf) - Date.parse(answered.recordsSince) : 0;
        const saysSo = of !== "temporary-key" && isWhole && isOfNow && reachMs >= DAY;
        assert.equal(said.standing === "no-use-on-record", saysSo);
        assert.equal(/no use/i.test(said.line), saysSo);
      }),
    );
  });
});
