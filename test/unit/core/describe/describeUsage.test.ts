import assert from "node:assert/strict";
import type { Description } from "../../../../src/core/describe/describeUsage";
import { describeIdentity } from "../../../../src/core/describe/facts";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import { ago, DAY, denied, ecs, failed, HOUR, line, noUse, say, usage, used } from "./answers";

describe("What a look-up answered, in full,", () => {
  it("of a use: when exactly, which call, from where, who, through which account, and how far the records reach", () => {
    const lastUse = {
      at: ago(3 * HOUR),
      service: ecs,
      event: "DescribeInstances",
      ip: "203.0.113.7",
      region: "cn-hangzhou",
    };
    const known = used(3 * HOUR, { lastUse, owner: { type: "ram-user", name: "alice", accountId: "1047" } });
    assert.deepEqual(say({ known }), {
      standing: "used",
      line: "Last used 3 hours ago · Elastic Compute Service · alice",
      short: "3 hours ago · Elastic Compute Service",
      headline: "In use: 3 hours ago, through Elastic Compute Service",
      facts: [
        "DescribeInstances from 203.0.113.7 in cn-hangzhou",
        "20 Nov 2026, 13:00 (2026-11-20 05:00:00 UTC)",
        "RAM user alice · account prod (1047)",
        "If you disable it: Elastic Compute Service calls (DescribeInstances, …) by alice from 203.0.113.7 would fail.",
      ],
      footnote: "Records since 16 Oct 2025 · an hour or more behind · asked just now by account prod",
      caveats: [],
    } satisfies Description);
  });

  it("of a use, whichever of call, address and region are on record", () => {
    const fact = (call: Partial<NonNullable<KeyUsage["lastUse"]>>): string | undefined =>
      say({ known: usage({ outcome: "used", lastUse: { at: ago(HOUR), ...call } }) }).facts[0];
    assert.equal(fact({ event: "E", ip: "I" }), "E from I");
    assert.equal(fact({ event: "E", region: "R" }), "E in R");
    assert.equal(fact({ ip: "I", region: "R" }), "I · R");
    assert.match(fact({}) ?? "", /UTC\)$/);
  });

  it("of a stale key and of one without a service", () => {
    assert.equal(
      say({ known: used(212 * DAY) }).headline,
      "Stale: last used 212 days ago, through Elastic Compute Service",
    );
    assert.equal(
      say({ known: usage({ outcome: "used", lastUse: { at: ago(212 * DAY) } }) }).headline,
      "Stale: last used 212 days ago",
    );
    assert.equal(
      say({ known: usage({ outcome: "used", lastUse: { at: ago(HOUR) } }) }).headline,
      "In use: 1 hour ago",
    );
  });

  it("of no use: since when, that nobody knows of before, and that not every service is recorded", () => {
    const own = say({ known: noUse() });
    assert.deepEqual([own.standing, own.short], ["no-use-on-record", "no use on record"]);
    assert.match(own.facts.join(" "), /since 16 Oct 2025\. What happened before that, nobody can tell/);
    assert.match(own.caveats.join(" "), /not all: check with the key's owner/);
    assert.doesNotMatch(own.caveats.join(" "), /did not say whose key/);
    const unowned = say({ known: usage({ outcome: "no-use-on-record" }) });
    assert.match(unowned.caveats[0] ?? "", /did not say whose key this is/);
  });

  it("of no use claims no more days than the records reach back", () => {
    const known = noUse({ recordsSince: ago(400 * DAY + 20 * HOUR) });
    assert.equal(line(known), "No use on record in the last 400 days");
  });

  it("of a key in no account: who was asked, and that it may be in use elsewhere", () => {
    const { facts, standing } = say({
      known: usage({ outcome: "not-found", accountsAsked: ["prod", "dev"] }),
    });
    assert.equal(standing, "not-found");
    assert.match(
      facts.join(),
      /Asked: prod, dev\. The key may belong to another account and be in use there/,
    );
  });

  it("of a denied and a failed look-up: the whole reason, and that nothing is known", () => {
    for (const [answer, standing] of [
      [denied, "denied"],
      [failed, "failed"],
    ] as const) {
      const said = say({ failed: answer });
      assert.deepEqual([said.standing, said.problem], [standing, answer.problem?.message]);
      assert.deepEqual(said.caveats, ["Nothing is known about the key's use."]);
      assert.equal(said.footnote, "asked just now by account prod");
    }
  });

  it("of several accounts of which one could not say: what each of them said, the reasons included", () => {
    const { problem } = denied;
    const { problem: timeout } = failed;
    assert.ok(problem && timeout);
    const answer = usage({
      outcome: "failed",
      account: "dev",
      accountsAsked: ["prod", "dev", "lab", "old", "old-2"],
      problem: timeout,
      accountAnswers: [
        { account: "prod", outcome: "denied", problem },
        { account: "dev", outcome: "failed", problem: timeout },
        { account: "lab", outcome: "failed", problem: { ...timeout, message: "No network. Check it." } },
        { account: "old", outcome: "not-found" },
        { account: "old-2", outcome: "no-use-on-record" },
      ],
    });
    const lines = [
      "prod: access denied, needs actiontrail:GetAccessKeyLastUsedInfo",
      "dev: look-up failed: actiontrail.example did not answer in time",
      "lab: look-up failed: No network. Check it.",
      "old: not found",
      "old-2: no use on record, and no word of whose key it is",
    ];
    const said = say({ failed: answer });
    assert.deepEqual([said.facts, said.problem], [lines, timeout.message]);
    const refreshed = say({ known: used(HOUR), failed: answer });
    assert.deepEqual(refreshed.caveats.slice(1), lines);
    assert.deepEqual(refreshed.facts, say({ known: used(HOUR) }).facts);
  });

  it("of which a part is missing: why", () => {
    const { problem } = failed;
    assert.ok(problem);
    for (const known of [used(HOUR, { problem }), noUse({ problem })]) {
      assert.equal(say({ known }).problem, problem.message);
    }
  });
});

describe("While the cloud is asked again,", () => {
  it("a known answer stays", () => {
    assert.equal(say({ known: used(HOUR), busy: true }).standing, "used");
  });

  it("a failure gives way to the look-up that retries it, with all that was said about it", () => {
    for (const answer of [failed, denied])
      assert.deepEqual(say({ failed: answer, busy: true }), say({ busy: true }));
  });
});

describe("An old answer", () => {
  const old = (age: number, rest: Partial<KeyUsage> = {}): KeyUsage =>
    noUse({ asOf: ago(age), recordsSince: ago(age + 400 * DAY), ...rest });

  it("carries its age until it is renewed", () => {
    assert.equal(
      say({ known: old(2 * HOUR), due: true }).line,
      "No use on record in the last 400 days · as of 2 hours ago",
    );
    assert.equal(say({ known: old(2 * HOUR) }).line, "No use on record in the last 400 days");
  });

  it("of days ago says everywhere that nothing is known since", () => {
    const { line: said, short, caveats } = say({ known: old(20 * DAY), due: true });
    assert.equal(said, "Cannot tell: the answer is from 20 days ago");
    assert.equal(short, "cannot tell · as of 20 days ago");
    assert.equal(caveats[0], "This answer is from 20 days ago; what happened since is not known.");
    assert.equal(
      say({ known: used(212 * DAY, { asOf: ago(20 * DAY) }), due: true }).line,
      "Cannot tell: the answer is from 20 days ago · a use 212 days ago · Elastic Compute Service · alice",
    );
  });

  it("whose refresh failed stays, with its age and the reason", () => {
    const said = say({ known: used(3 * HOUR, { asOf: ago(2 * HOUR) }), failed, due: true });
    assert.equal(
      said.line,
      "Last used 3 hours ago · Elastic Compute Service · alice · as of 2 hours ago, refresh failed",
    );
    assert.deepEqual([said.standing, said.problem], ["used", failed.problem?.message]);
    assert.match(said.caveats[0] ?? "", /latest refresh failed; this answer is from 2 hours ago/);
    assert.equal(say({ known: old(20 * DAY), failed }).short, "cannot tell · as of 20 days ago");
  });
});

describe("Who it is", () => {
  it("is said in words for the documented kinds, and as the cloud spells it for others", () => {
    const said = [
      { type: "ram-user", name: "alice" },
      { type: "ram-user" },
      { type: "root-account", name: "root" },
      { type: "system", name: "ecs" },
      { type: "system" },
      { name: "alice" },
      { id: "2454" },
    ].map(describeIdentity);
    assert.deepEqual(said, [
      "RAM user alice",
      "RAM user",
      "root account",
      "system ecs",
      "system",
      "alice",
      undefined,
    ]);
  });
});
