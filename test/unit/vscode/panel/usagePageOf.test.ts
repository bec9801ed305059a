import assert from "node:assert/strict";
import fc from "fast-check";
import type { KeyRef } from "../../../../src/core/usage/key";
import type { KeyUsage, ProductUse } from "../../../../src/core/usage/keyUsage";
import type { UsageState } from "../../../../src/core/usage/usageService";
import type { UsagePage } from "../../../../src/shared/usagePage";
import { prettyRecord, sourceName, usagePageOf } from "../../../../src/vscode/panel/usagePageOf";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.UTC(2026, 10, 20, 8);
const ago = (ms: number): string => new Date(now - ms).toISOString();
const key: KeyRef = {
  provider: "alibaba",
  kind: "access-key",
  id: "LTAI" + "synthetic1",
  label: "ci deploy",
};
const ecs = { code: "Ecs", name: "Elastic Compute Service" };
const POLICY = '{"Version":"1"}';

const usage = (rest: Partial<KeyUsage> & Pick<KeyUsage, "outcome">): KeyUsage => ({
  key,
  account: "prod",
  accountsAsked: ["prod"],
  recordsSince: ago(400 * DAY),
  asOf: ago(0),
  ...rest,
});
const used = (rest: Partial<KeyUsage> = {}): KeyUsage =>
  usage({ outcome: "used", lastUse: { at: ago(3 * HOUR), service: ecs }, ...rest });
const owner = { type: "ram-user", name: "alice" };
const problem = {
  code: "NoPermission",
  message: "Not allowed.",
  requestId: "R-1",
  retryable: false,
  needs: "actiontrail:X",
};
const denied = usage({ outcome: "denied", problem });
const failed = usage({
  outcome: "failed",
  problem: { code: "Timeout", message: "Too slow.", retryable: true },
});

interface Asked {
  readonly of?: KeyRef;
  readonly records?: ReadonlyMap<string, string>;
  readonly staleAfterDays?: number;
}

function page(state: Partial<UsageState>, { of = key, records, staleAfterDays = 90 }: Asked = {}): UsagePage {
  const wording = { now, language: "en-GB", timeZone: "Asia/Shanghai", staleAfterDays };
  return usagePageOf({
    key: of,
    idText: "LTAI****tic1",
    state: { busy: false, due: false, ...state },
    wording,
    records,
    policy: POLICY,
    detail: { kind: "services" },
  });
}

function rowsOf(products: readonly ProductUse[], records?: ReadonlyMap<string, string>) {
  const { services } = page({ known: used({ products }) }, records && { records });
  assert.equal(services.state, "listed");
  return services.rows;
}

describe("The usage page", () => {
  it("shows the ID as it is to be shown, the label, the owner and the account", () => {
    const owner = { type: "ram-user", name: "alice", accountId: "1047" };
    const { keyText, label, ownerLine, language } = page({ known: used({ owner }) });
    assert.deepEqual(
      [keyText, label, ownerLine, language],
      ["LTAI****tic1", "ci deploy", "RAM user alice · account prod (1047)", "en-GB"],
    );
    assert.equal(page({ known: used() }).ownerLine, "account prod");
    assert.ok(!("ownerLine" in page({ busy: true })));
    assert.ok(!("label" in page({}, { of: { provider: "alibaba", kind: "access-key", id: "x" } })));
  });

  for (const [what, state, tone, services] of [
    ["nothing asked", {}, "unknown", "none"],
    ["a first look-up under way", { busy: true }, "unknown", "loading"],
    [
      "a use, with services",
      { known: used({ products: [{ service: ecs, at: ago(HOUR) }] }) },
      "used",
      "listed",
    ],
    ["a use, whose services are being asked for", { known: used(), busy: true }, "used", "loading"],
    ["a use of a key without services", { known: used({ products: [] }) }, "used", "none"],
    ["a use, whose services could not be read", { known: used({ problem }) }, "used", "failed"],
    ["a stale key", { known: used({ lastUse: { at: ago(200 * DAY) } }) }, "stale", "none"],
    ["no use", { known: usage({ outcome: "no-use-on-record", owner, products: [] }) }, "none", "none"],
    [
      "no use of a key that may be anybody's",
      { known: usage({ outcome: "no-use-on-record", products: [] }) },
      "unknown",
      "none",
    ],
    [
      "no use, whose services could not be read and may hold one",
      { known: usage({ outcome: "no-use-on-record", owner, problem }) },
      "unknown",
      "failed",
    ],
    ["a key in no account", { known: usage({ outcome: "not-found" }) }, "unknown", "none"],
    [
      "a key in no account, asked again",
      { known: usage({ outcome: "not-found" }), busy: true },
      "unknown",
      "none",
    ],
    ["a denied look-up", { failed: denied }, "problem", "none"],
    ["a failed look-up", { failed }, "problem", "none"],
    ["a failed look-up, asked again", { failed, busy: true }, "unknown", "loading"],
  ] satisfies [string, Partial<UsageState>, string, string][]) {
    it(`of ${what} has its tone and its place for services`, () => {
      const made = page(state);
      assert.deepEqual([made.answer.tone, made.services.state], [tone, services]);
      assert.notEqual(made.answer.headline, "");
    });
  }

  it("of a temporary key offers nothing that would ask the cloud, and shows no problem", () => {
    const made = page({ failed }, { of: { ...key, kind: "temporary-key" } });
    assert.deepEqual([made.actions, made.answer.tone, made.answer.problem], [["copy"], "unknown", undefined]);
    assert.deepEqual(page({}).actions, ["refresh", "copy", "copyEvidence", "openConsole"]);
  });

  it("of a denied look-up offers the policy, and to try again: the permission may have been given meanwhile", () => {
    assert.deepEqual(page({ failed: denied }).answer.problem, {
      message: "Not allowed.",
      requestId: "R-1",
      policy: POLICY,
      retryable: true,
    });
    assert.deepEqual(page({ failed }).answer.problem, { message: "Too slow.", retryable: true });
  });

  it("keeps the answer and the services when a refresh failed, and says why it did", () => {
    const made = page({
      known: used({ products: [{ service: ecs, at: ago(HOUR) }], asOf: ago(2 * HOUR) }),
      failed,
    });
    assert.deepEqual(
      [made.answer.tone, made.services.state, made.answer.problem?.message],
      ["used", "listed", "Too slow."],
    );
  });

  it("says once why the services are missing: where they would be, else with the answer", () => {
    const missing = page({ known: used({ problem }) });
    assert.equal(missing.answer.problem, undefined);
    assert.ok(missing.services.state === "failed" && missing.services.problem.message === "Not allowed.");
    assert.equal(
      page({ known: used({ problem, products: [{ service: ecs }] }) }).answer.problem?.message,
      "Not allowed.",
    );
  });

  it("says what it is waiting for, and how old is what it shows meanwhile", () => {
    assert.equal(page({ busy: true }).answer.busy, "Asking the cloud…");
    assert.equal(
      page({ known: used({ asOf: ago(2 * HOUR) }), busy: true }).answer.busy,
      "Refreshing; this answer is from 2 hours ago.",
    );
    assert.equal(page({ known: used() }).answer.busy, undefined);
  });
});

describe("A service's row", () => {
  it("has the name, both times, the kind of record in words, the call and the pretty record", () => {
    const product = {
      service: ecs,
      at: ago(3 * HOUR),
      source: "DataEvent",
      event: "RunInstances",
      ip: "203.0.113.7",
      region: "cn-hangzhou",
    };
    assert.deepEqual(rowsOf([product], new Map([["Ecs", '{"a":1}']])), [
      {
        code: "Ecs",
        name: "Elastic Compute Service",
        tone: "used",
        ageMs: 3 * HOUR,
        relative: "3 hours ago",
        absolute: "20 Nov 2026, 13:00",
        utc: "2026-11-20 05:00:00 UTC",
        source: "data event",
        event: "RunInstances",
        ip: "203.0.113.7",
        region: "cn-hangzhou",
        raw: '{\n  "a": 1\n}',
      },
    ]);
  });

  it("without a time says so, and is neither in use nor stale", () => {
    assert.deepEqual(rowsOf([{ service: ecs }]), [
      { code: "Ecs", name: "Elastic Compute Service", tone: "unknown", relative: "time not recorded" },
    ]);
  });

  it("is stale by the same rule as the key", () => {
    const tones = [90 * DAY, 90 * DAY + 1].map(
      (age, index) => rowsOf([{ service: { ...ecs, code: String(index) }, at: ago(age) }])[0]?.tone,
    );
    assert.deepEqual(tones, ["used", "stale"]);
  });

  it("in the future has no negative age", () => {
    assert.deepEqual(
      rowsOf([{ service: ecs, at: ago(-HOUR) }]).map(({ ageMs, relative }) => [ageMs, relative]),
      [[0, "just now"]],
    );
  });

  it("is one for each service, the newest, though the cloud may list a service once for each kind of record", () => {
    const rows = rowsOf([
      { service: ecs, at: ago(HOUR), source: "DataEvent" },
      { service: { code: "Oss", name: "OSS" }, at: ago(2 * HOUR) },
      { service: ecs, at: ago(3 * HOUR), source: "ManagementEvent" },
    ]);
    assert.deepEqual(
      rows.map(({ code, ageMs }) => [code, ageMs]),
      [
        ["Ecs", HOUR],
        ["Oss", 2 * HOUR],
      ],
    );
  });

  it("spells an unknown kind of record as the cloud does", () => {
    assert.deepEqual(["ManagementEvent", "DataEvent", "Internal", "NewEvent"].map(sourceName), [
      "management event",
      "data event",
      "other event",
      "NewEvent",
    ]);
  });

  it("shows a record that is not JSON as it came", () => {
    assert.equal(prettyRecord("<html>{"), "<html>{");
  });
});

describe("The axis", () => {
  const ticks = (recordsDays: number, staleAfterDays: number) =>
    page(
      { known: usage({ outcome: "no-use-on-record", recordsSince: ago(recordsDays * DAY) }) },
      { staleAfterDays },
    ).axis;

  it("reaches from now to the start of the records, with the stale mark between", () => {
    const { windowMs, staleAfterMs, ticks: all } = ticks(400, 90);
    assert.deepEqual([windowMs, staleAfterMs], [400 * DAY, 90 * DAY]);
    assert.deepEqual(
      all.map(({ label }) => label),
      ["400 d", "90 d", "30 d", "7 d", "1 d", "now"],
    );
  });

  it("has no tick beyond the records, and no two at one place", () => {
    assert.deepEqual(
      ticks(20, 90).ticks.map(({ label }) => label),
      ["20 d", "7 d", "1 d", "now"],
    );
    assert.deepEqual(
      ticks(400, 30).ticks.map(({ label }) => label),
      ["400 d", "30 d", "7 d", "1 d", "now"],
    );
    assert.deepEqual(
      ticks(400, 400).ticks.map(({ label }) => label),
      ["400 d", "30 d", "7 d", "1 d", "now"],
    );
  });

  it("is a day long at least, and as long as the longest records before anything is known", () => {
    assert.equal(ticks(0, 90).windowMs, DAY);
    assert.equal(page({ busy: true }).axis.windowMs, 400 * DAY);
  });
});

describe("Whatever the cloud says, the page", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(
      "[x](command:workbench.action.quit)",
      "<img src=x onerror=alert(1)>",
      "$(trash)",
      "{0}",
      "__proto__",
      "\u202e",
      "\0",
    ),
  );
  const time = fc
    .date({ min: new Date(0), max: new Date(now + 1000 * DAY), noInvalidDate: true })
    .map((at) => at.toISOString());
  const use = { source: text, event: text, ip: text, region: text };
  const service = fc.record({ code: text, name: text });
  const product = fc.record({ service, at: time, ...use }, { requiredKeys: ["service"] });
  const known = fc.record(
    {
      outcome: fc.constant("used" as const),
      lastUse: fc.record({ at: time, service, ...use }, { requiredKeys: ["at"] }),
      owner: fc.record({ type: text, name: text, accountId: text }, { requiredKeys: [] }),
      account: text,
      products: fc.array(product),
      recordsSince: time,
      asOf: time,
    },
    { requiredKeys: ["outcome", "lastUse", "recordsSince", "asOf"] },
  );
  const anyState = fc.record(
    { known, busy: fc.boolean(), due: fc.boolean() },
    { requiredKeys: ["busy", "due"] },
  );

  it("is plain JSON without a hole or a number that is none, and no two of its rows share a name", () => {
    fc.assert(
      fc.property(anyState, fc.integer({ min: 1, max: 1000 }), (state, staleAfterDays) => {
        const { known: answer, ...rest } = state;
        const made = page({ ...rest, ...(answer && { known: usage(answer) }) }, { staleAfterDays });
        assert.deepEqual(JSON.parse(JSON.stringify(made)), made);
        eachNumber(made, (value) => {
          assert.ok(Number.isFinite(value) && value >= 0);
        });
        if (made.services.state !== "listed") return;
        const codes = made.services.rows.map(({ code }) => code);
        assert.equal(new Set(codes).size, codes.length);
      }),
    );
  });

  it("hands names on as they are, for the page to show as text", () => {
    fc.assert(
      fc.property(text, text, (name, event) => {
        const [row] = rowsOf([{ service: { code: "c", name }, event }]);
        assert.deepEqual([row?.name, row?.event], [name, event]);
        assert.ok(page({ known: used({ owner: { name } }) }).ownerLine?.includes(name));
      }),
    );
  });
});

function eachNumber(value: unknown, check: (value: number) => void): void {
  if (typeof value === "number") check(value);
  else if (typeof value === "object" && value !== null)
    for (const part of Object.values(value)) eachNumber(part, check);
}
