import assert from "node:assert/strict";
import fc from "fast-check";
import { describeUsage, type Description } from "../../../../src/core/describe/describeUsage";
import type { Wording } from "../../../../src/core/describe/summarize";
import { describeIdentity } from "../../../../src/core/describe/facts";
import type { KeyRef } from "../../../../src/core/usage/key";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import type { UsageState } from "../../../../src/core/usage/usageService";
import { isStale } from "../../../../src/core/verdict/judge";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.UTC(2026, 10, 20, 8);
const wording: Wording = {
  now,
  language: "en-GB",
  timeZone: "Asia/Shanghai",
  staleAfterDays: 90,
  notes: {
    freshness: "an hour or more behind",
    coverage: "The cloud records most services, not all: check with the key's owner before you delete it.",
  },
};
const key: KeyRef = { provider: "alibaba", kind: "access-key", id: "LTAI" + "synthetic1" };
const ecs = { code: "Ecs", name: "Elastic Compute Service" };
const ago = (ms: number): string => new Date(now - ms).toISOString();

const usage = (rest: Partial<KeyUsage> & Pick<KeyUsage, "outcome">): KeyUsage => ({
  key,
  account: "prod",
  accountsAsked: ["prod"],
  recordsSince: ago(400 * DAY),
  asOf: ago(0),
  ...rest,
});
const used = (age: number, rest: Partial<KeyUsage> = {}): KeyUsage =>
  usage({
    outcome: "used",
    owner: { type: "ram-user", name: "alice" },
    lastUse: { at: ago(age), service: ecs },
    ...rest,
  });
/** Of a key that is the account's for certain: without a word of whose it is, nothing can be told. */
const noUse = (rest: Partial<KeyUsage> = {}): KeyUsage =>
  usage({ outcome: "no-use-on-record", owner: { type: "ram-user", name: "alice" }, ...rest });
const denied = usage({
  outcome: "denied",
  problem: {
    code: "NoPermission",
    message: "Account prod lacks the permission actiontrail:GetAccessKeyLastUsedInfo. Copy the policy.",
    retryable: false,
    needs: "actiontrail:GetAccessKeyLastUsedInfo",
  },
});
const failed = usage({
  outcome: "failed",
  problem: {
    code: "Timeout",
    message: "actiontrail.example did not answer in time. Check the network.",
    retryable: true,
  },
});

const say = (state: Partial<UsageState>, of: KeyRef = key): Description =>
  describeUsage(of, { busy: false, due: false, ...state }, wording);
const line = (known: KeyUsage): string => say({ known }).line;

describe("The line above a key", () => {
  for (const [words, state] of [
    ["Last used 3 hours ago · Elastic Compute Service · alice", { known: used(3 * HOUR) }],
    ["Last used 212 days ago (stale) · Elastic Compute Service · alice", { known: used(212 * DAY) }],
    ["No use on record in the last 400 days", { known: noUse() }],
    ["No use on record in the last 1 day", { known: noUse({ recordsSince: ago(DAY) }) }],
    ["No use on record in the last 95 days", { known: noUse({ keyInfo: { createdAt: ago(95 * DAY) } }) }],
    [
      "Cannot tell: nothing on record, and the cloud did not say whose key it is",
      { known: usage({ outcome: "no-use-on-record" }) },
    ],
    [
      "Not found in your 2 accounts",
      { known: usage({ outcome: "not-found", accountsAsked: ["prod", "dev"] }) },
    ],
    ["Not found in your account prod", { known: usage({ outcome: "not-found" }) }],
    ["Access denied: needs actiontrail:GetAccessKeyLastUsedInfo", { failed: denied }],
    ["Look-up failed: actiontrail.example did not answer in time · Retry", { failed }],
    ["Looking up…", { busy: true }],
    ["AccessKey ID · Look up its last use", {}],
  ] satisfies [string, Partial<UsageState>][]) {
    it(`reads "${words}"`, () => {
      assert.equal(say(state).line, words);
    });
  }

  it('reads "Temporary key (STS), not tracked", whatever else is known', () => {
    const temporary: KeyRef = { ...key, kind: "temporary-key" };
    for (const state of [{}, { busy: true }, { failed }, { known: used(HOUR) }]) {
      const { line: said, standing } = say(state, temporary);
      assert.deepEqual([said, standing], ["Temporary key (STS), not tracked", "temporary"]);
    }
  });

  it("leaves out what the cloud did not say", () => {
    assert.equal(line(usage({ outcome: "used", lastUse: { at: ago(HOUR) } })), "Last used 1 hour ago");
    assert.equal(
      line(usage({ outcome: "used", lastUse: { at: ago(HOUR), service: ecs } })),
      "Last used 1 hour ago · Elastic Compute Service",
    );
  });

  it("names who used the key, else whose it is, else what kind of user", () => {
    const by = (user: KeyUsage["owner"], owner: KeyUsage["owner"]): string =>
      line(
        usage({
          outcome: "used",
          lastUse: { at: ago(HOUR), ...(user && { by: user }) },
          ...(owner && { owner }),
        }),
      );
    assert.equal(by({ name: "bob" }, { name: "alice" }), "Last used 1 hour ago · bob");
    assert.equal(
      by({ type: "ram-user", id: "2454" }, { type: "ram-user", name: "alice" }),
      "Last used 1 hour ago · alice",
    );
    assert.equal(by({ id: "2454" }, { name: "alice" }), "Last used 1 hour ago · alice");
    assert.equal(by({ type: "ram-user" }, undefined), "Last used 1 hour ago · RAM user");
    assert.equal(
      by({ type: "root-account", name: "root" }, undefined),
      "Last used 1 hour ago · root account",
    );
    assert.equal(by({ type: "assumed-role" }, undefined), "Last used 1 hour ago · assumed-role");
  });

  it("has room for a failure's first sentence only, in any language", () => {
    const because = (message: string): string =>
      say({ failed: { ...failed, problem: { code: "X", message, retryable: true } } }).line;
    assert.equal(
      because("actiontrail.cn-hangzhou.example cannot be reached (E1.2). Check the network."),
      "Look-up failed: actiontrail.cn-hangzhou.example cannot be reached (E1.2) · Retry",
    );
    assert.equal(because("无法连接到云。请检查网络。"), "Look-up failed: 无法连接到云 · Retry");
    assert.equal(because("No full stop"), "Look-up failed: No full stop · Retry");
  });

  it("shows a name with numbered placeholders as it is", () => {
    assert.equal(
      line(used(HOUR, { owner: { name: "{0} {1} $& %s" } })),
      "Last used 1 hour ago · Elastic Compute Service · {0} {1} $& %s",
    );
  });
});

describe("A key is stale", () => {
  it("when its last use is older than the setting says, and not at that age", () => {
    const at = (age: number): boolean => isStale({ at: ago(age) }, { asOf: ago(0) }, wording);
    assert.deepEqual([at(90 * DAY - 1), at(90 * DAY), at(90 * DAY + 1)], [false, false, true]);
    assert.deepEqual(
      [say({ known: used(90 * DAY) }).standing, say({ known: used(90 * DAY + 1) }).standing],
      ["used", "stale"],
    );
  });

  it("by what was known when the cloud was asked: it does not grow stale by lying in the cache", () => {
    const asked25DaysAgo = { ...used(95 * DAY), asOf: ago(25 * DAY) };
    const { standing, line: words } = say({ known: asked25DaysAgo, due: true });
    assert.equal(standing, "used");
    assert.doesNotMatch(words, /stale/);
  });

  it("never, when a use without a time may be later than the one that has one", () => {
    const known = used(200 * DAY);
    const lastUse = { ...known.lastUse, at: ago(200 * DAY), mayBeLater: true as const };
    const said = say({ known: { ...known, lastUse } });
    assert.equal(said.standing, "cannot-tell");
    assert.match(
      said.line,
      /^Cannot tell: last used 200 days ago or later · Elastic Compute Service · alice$/,
    );
    assert.equal(said.headline, "Cannot tell: last used 200 days ago or later");
    assert.match(said.caveats.join(), /may be later/);
  });

  it("in use all the same, when the use that is known is recent enough", () => {
    const known = used(20 * DAY);
    const lastUse = { at: ago(20 * DAY), mayBeLater: true as const };
    const said = say({ known: { ...known, lastUse } });
    assert.deepEqual([said.standing, said.headline], ["used", "Last used 20 days ago or later"]);
    assert.match(said.line, /^Last used 20 days ago or later · alice/);
  });

  it("with a warning that a quiet key may still have a yearly job", () => {
    assert.match(say({ known: used(212 * DAY) }).caveats.join(" "), /once a year/);
    assert.deepEqual(say({ known: used(HOUR) }).caveats, []);
  });

  it("not when it was used in the future, by the cloud's clock", () => {
    assert.equal(say({ known: used(-DAY) }).line, "Last used just now · Elastic Compute Service · alice");
  });
});

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
    const stale = say({ known: used(212 * DAY, { asOf: ago(20 * DAY) }), due: true });
    assert.equal(
      stale.line,
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
        const isOfNow = ageMs > -60_001 && ageMs < DAY;
        const reachMs = answered ? Date.parse(answered.asOf) - Date.parse(answered.recordsSince) : 0;
        const saysSo = of !== "temporary-key" && isWhole && isOfNow && reachMs >= DAY;
        assert.equal(said.standing === "no-use-on-record", saysSo);
        assert.equal(/no use/i.test(said.line), saysSo);
      }),
    );
  });
});
