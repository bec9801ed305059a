import assert from "node:assert/strict";
import fc from "fast-check";
import type { KeyUsage, LastUse } from "../../../../src/core/usage/keyUsage";
import { without } from "../../../../src/core/util/without";
import { judge, type Doubt } from "../../../../src/core/verdict/judge";
import { ago, bench, DAY, ecs, HOUR, noUse, now, oss, usage, used } from "./answers";

const kindOf = (answer: KeyUsage): string => judge(answer, bench).kind;
const doubtsOf = (answer: KeyUsage): readonly Doubt[] => judge(answer, bench).doubts;

describe("The verdict on a use", () => {
  it("is in use up to the threshold, and stale beyond it", () => {
    const kinds = [HOUR, 90 * DAY, 90 * DAY + 1, 399 * DAY].map((age) => kindOf(used(age)));
    assert.deepEqual(kinds, ["in-use", "in-use", "stale", "stale"]);
  });

  it("rests on the latest of all uses, whichever part of the answer has it", () => {
    const answer = used(200 * DAY, { products: [{ service: oss, at: ago(DAY), event: "PutObject" }] });
    const { kind, basis } = judge(answer, bench);
    assert.deepEqual([kind, basis?.at, basis?.service, basis?.event], ["in-use", ago(DAY), oss, "PutObject"]);
  });

  it("cannot be told when the last one may be later than known, unless what is known is recent enough", () => {
    const later = (age: number): KeyUsage => used(age, { lastUse: { at: ago(age), mayBeLater: true } });
    assert.deepEqual([kindOf(later(DAY)), kindOf(later(200 * DAY))], ["in-use", "cannot-tell"]);
    assert.deepEqual(doubtsOf(later(200 * DAY)), ["later-use"]);
  });

  it("cannot be told when a service is listed without a time", () => {
    const answer = used(200 * DAY, { products: [{ service: ecs, at: ago(200 * DAY) }, { service: oss }] });
    assert.deepEqual([kindOf(answer), doubtsOf(answer)], ["cannot-tell", ["later-use"]]);
  });

  it("cannot be told when no use has a time, which a provider should not have let pass", () => {
    assert.equal(kindOf(usage({ outcome: "used" })), "cannot-tell");
    assert.equal(kindOf(usage({ outcome: "used", products: [{ service: oss }] })), "cannot-tell");
  });

  it("cannot be told when it is old and a part of the answer is missing", () => {
    const problem = { code: "NoPermission", message: "No.", retryable: false };
    assert.deepEqual(doubtsOf(used(200 * DAY, { problem })), ["partial"]);
    assert.equal(kindOf(used(HOUR, { problem })), "in-use");
  });
});

describe("The verdict on an answer without use", () => {
  it("is no use on record since the records begin, or since the key was made", () => {
    const since = (rest: Partial<KeyUsage>) => judge(noUse(rest), bench).since;
    assert.equal(since({}), ago(400 * DAY));
    assert.equal(since({ keyInfo: { createdAt: ago(30 * DAY) } }), ago(30 * DAY));
    assert.equal(since({ keyInfo: { createdAt: ago(900 * DAY) } }), ago(400 * DAY));
    assert.equal(
      since({ completeSince: ago(12 * DAY), keyInfo: { createdAt: ago(30 * DAY) } }),
      ago(12 * DAY),
    );
    assert.equal(kindOf(noUse()), "no-use-on-record");
  });

  it("names no date where no document says how far the records reach, and is one all the same", () => {
    const answer = without(noUse({ keyInfo: { createdAt: ago(500 * DAY) } }), "recordsSince");
    assert.deepEqual(judge(answer, bench), { kind: "no-use-on-record", doubts: [] });
  });

  it("cannot be told of a key that is younger than what records may be behind", () => {
    for (const rest of [{ keyInfo: { createdAt: ago(3 * HOUR) } }, { recordsSince: ago(3 * HOUR) }])
      assert.deepEqual(doubtsOf(noUse(rest)), ["young"]);
    const unbounded = without(noUse({ keyInfo: { createdAt: ago(3 * HOUR) } }), "recordsSince");
    assert.deepEqual(doubtsOf(unbounded), ["young"]);
    assert.equal(kindOf(noUse({ keyInfo: { createdAt: ago(DAY) } })), "no-use-on-record");
  });

  it("cannot be told when the cloud did not say whose key it is; what it knows of the key itself is enough", () => {
    const unowned = without(noUse(), "owner");
    assert.deepEqual(doubtsOf(unowned), ["unowned"]);
    assert.equal(kindOf({ ...unowned, keyInfo: { state: "ENABLE" } }), "no-use-on-record");
  });

  it("cannot be told when a part of the answer is missing", () => {
    assert.deepEqual(doubtsOf(noUse({ problem: { code: "X", message: "No.", retryable: true } })), [
      "partial",
    ]);
  });

  it("does not take records of the console or of the cloud itself for uses", () => {
    const otherActivity = { at: ago(HOUR), event: "RotateKey", source: "SYSTEM" };
    const { kind, basis } = judge(noUse({ otherActivity }), bench);
    assert.deepEqual([kind, basis], ["no-use-on-record", undefined]);
    assert.equal(kindOf(used(200 * DAY, { otherActivity })), "stale");
  });
});

describe("The verdict where nothing was learnt", () => {
  for (const [doubt, answer] of [
    ["not-found", usage({ outcome: "not-found" })],
    ["denied", usage({ outcome: "denied" })],
    ["failed", usage({ outcome: "failed" })],
    [
      "untracked",
      usage({ outcome: "failed", problem: { code: "X", message: "No.", retryable: false, untracked: true } }),
    ],
    ["temporary-key", used(HOUR, { key: { provider: "alibaba", kind: "temporary-key", id: "x" } })],
  ] satisfies [Doubt, KeyUsage][]) {
    it(`cannot be told: ${doubt}`, () => {
      assert.deepEqual(judge(answer, bench), { kind: "cannot-tell", doubts: [doubt] });
    });
  }
});

describe("The verdict on an old answer", () => {
  const asked = (age: number): Partial<KeyUsage> => ({ asOf: ago(age), recordsSince: ago(age + 400 * DAY) });

  it("cannot be told once the answer is a day old, if it would sound safe", () => {
    assert.deepEqual(
      [kindOf(noUse(asked(DAY - 1))), kindOf(noUse(asked(DAY)))],
      ["no-use-on-record", "cannot-tell"],
    );
    assert.deepEqual(doubtsOf(used(200 * DAY, asked(20 * DAY))), ["old-answer"]);
  });

  it("stays in use, by what was known when the cloud was asked", () => {
    assert.equal(kindOf(used(95 * DAY, asked(25 * DAY))), "in-use");
  });

  it("cannot be told when it is dated later than now: a clock was wrong", () => {
    assert.deepEqual(doubtsOf(noUse(asked(-2 * 60_000))), ["clock"]);
    assert.equal(kindOf(noUse(asked(-30_000))), "no-use-on-record");
  });
});

describe("The verdict on the key that KeyTrail signs with", () => {
  const own: LastUse = { at: ago(60_000), service: { code: "Actiontrail", name: "ActionTrail" } };
  const signer = (ownCalls: KeyUsage["ownCalls"]): KeyUsage =>
    used(60_000, { lastUse: own, ...(ownCalls && { ownCalls }) });

  it("rests on the latest use by anything else", () => {
    const recent = judge(signer({ otherUse: { at: ago(3 * DAY), service: ecs } }), bench);
    assert.deepEqual([recent.kind, recent.basis?.at], ["in-use", ago(3 * DAY)]);
    const old = judge(signer({ otherUse: { at: ago(200 * DAY), service: ecs } }), bench);
    assert.deepEqual([old.kind, old.basis?.at], ["stale", ago(200 * DAY)]);
  });

  it("is no use on record when all that is recorded are KeyTrail's calls", () => {
    const { kind, basis, since } = judge(signer({}), bench);
    assert.deepEqual([kind, basis, since], ["no-use-on-record", undefined, ago(400 * DAY)]);
  });

  it("cannot be told when a use by something else may be hidden behind them", () => {
    assert.deepEqual(doubtsOf(signer({ mayHideOthers: true })), ["own-calls"]);
    const hidden = signer({ mayHideOthers: true, otherUse: { at: ago(200 * DAY) } });
    assert.deepEqual([kindOf(hidden), doubtsOf(hidden)], ["cannot-tell", ["own-calls"]]);
    assert.equal(kindOf(signer({ mayHideOthers: true, otherUse: { at: ago(DAY) } })), "in-use");
    assert.equal(kindOf(noUse({ ownCalls: { mayHideOthers: true } })), "no-use-on-record");
  });

  it("does not rest on services either, which may be KeyTrail's own", () => {
    const products = [{ service: own.service!, at: ago(60_000) }];
    assert.equal(kindOf({ ...signer({}), products }), "no-use-on-record");
  });
});

describe("Whatever the answer,", () => {
  const time = fc.integer({ min: -2 * 24, max: 500 * 24 }).map((hours) => ago(hours * HOUR));
  const use = fc.record({ at: time, mayBeLater: fc.constant(true as const) }, { requiredKeys: ["at"] });
  const answer = fc.record(
    {
      outcome: fc.constantFrom("used" as const, "no-use-on-record" as const),
      lastUse: use,
      products: fc.array(
        fc.record({ service: fc.constantFrom(ecs, oss), at: time }, { requiredKeys: ["service"] }),
      ),
      asOf: time,
      recordsSince: time,
      owner: fc.constant({ name: "alice" }),
      problem: fc.constant({ code: "X", message: "No.", retryable: true }),
      ownCalls: fc.record({ otherUse: use, mayHideOthers: fc.constant(true as const) }, { requiredKeys: [] }),
    },
    { requiredKeys: ["outcome", "asOf", "recordsSince"] },
  );

  it("nothing is called stale or without use that holds a hint at a later one", () => {
    fc.assert(
      fc.property(answer, (given) => {
        const { kind } = judge(usage(given), bench);
        if (kind !== "stale" && kind !== "no-use-on-record") return;
        const { lastUse, products = [], ownCalls, problem, asOf } = given;
        assert.ok(!problem && now - Date.parse(asOf) < DAY && Date.parse(asOf) - now <= 60_000);
        assert.ok(products.every(({ at }) => at !== undefined) && lastUse?.mayBeLater !== true);
        const times = ownCalls ? [ownCalls.otherUse?.at] : [lastUse?.at, ...products.map(({ at }) => at)];
        for (const at of times) if (at !== undefined) assert.ok(Date.parse(asOf) - Date.parse(at) > 90 * DAY);
        if (kind === "no-use-on-record") assert.ok(given.owner && times.every((at) => at === undefined));
      }),
      { numRuns: 2000 },
    );
  });
});
