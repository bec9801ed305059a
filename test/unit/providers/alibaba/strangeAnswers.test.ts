import assert from "node:assert/strict";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import type { LookUpAnswer } from "../../../../src/core/usage/provider";
import {
  KEY_ID,
  ProviderUnderTest,
  refusalOf,
  REQUEST_ID,
  say,
  startScriptedServer,
  type ScriptedServer,
} from "../../../support/alibabaProvider";

type Fields = Readonly<Record<string, unknown>>;

const MAY = Date.UTC(2026, 4, 1, 12);
const JUNE = Date.UTC(2026, 5, 1, 12);
const iso = (ms: number): string => new Date(ms).toISOString();

describe("An answer that no document shows", () => {
  let server: ScriptedServer;
  let info: unknown;
  let products: unknown;
  let alibaba: ProviderUnderTest;
  const chinese = new ProviderUnderTest({ language: "zh-CN" });

  // A new one each time, because twenty calls a second are soon used up.
  beforeEach(() => {
    alibaba = new ProviderUnderTest();
  });
  before(async () => {
    server = await startScriptedServer(({ operation }, response) => {
      say(response, operation === "GetAccessKeyLastUsedInfo" ? info : products);
    });
  });
  after(() => server.close());

  const askWith = async (provider: ProviderUnderTest, one: unknown, two?: unknown): Promise<LookUpAnswer> => {
    [info, products] = [one, two];
    return provider.lookUp(provider.account(server.origin), KEY_ID, { products: two !== undefined });
  };
  const ask = async (one: unknown, two?: unknown): Promise<KeyUsage> =>
    (await askWith(alibaba, one, two)).usage;

  const answer = (fields: Fields): Fields => ({ RequestId: REQUEST_ID, AccessKeyId: KEY_ID, ...fields });
  const list = (...rows: readonly Fields[]): Fields => ({ RequestId: REQUEST_ID, Products: rows });
  const used = (at: unknown, code = "Ecs"): Fields => ({ UsedTimestamp: at, ServiceName: code });
  const unused = answer({ UsedTimestamp: 0, ServiceName: "" });

  describe("with a timestamp", () => {
    for (const [what, value] of [
      ["as a number", MAY],
      ["in a string", String(MAY)],
      ["in a string with a newline", `${MAY}\n`],
    ] as const) {
      it(`${what} has it read`, async () => {
        assert.equal((await ask(answer(used(value)))).lastUse?.at, iso(MAY));
      });
    }

    for (const value of [0, "", null, undefined, "0", " \n", "0\n"]) {
      it(`of ${JSON.stringify(value)} and nothing else says that no use is on record`, async () => {
        assert.equal((await ask(answer({ UsedTimestamp: value }))).outcome, "no-use-on-record");
      });
    }

    for (const [what, value] of [
      ["in words", "abc"],
      ["in seconds", MAY / 1000],
      ["in microseconds", MAY * 1000],
      ["below zero", -MAY],
      ["as a date", "2026-05-01"],
      ["as a list", []],
      ["as an object", {}],
      ["as false", false],
    ] as const) {
      it(`${what} is never taken for "no use on record"`, async () => {
        for (const fields of [used(value), { UsedTimestamp: value }]) {
          const error = await refusalOf(ask(answer(fields), list()), "unreadable");
          assert.deepEqual([error.code, error.requestId], ["UseWithoutTime", REQUEST_ID]);
        }
        await refusalOf(ask(unused, list(used(value))), "unreadable");
      });

      it(`${what} is of no consequence beside a time in the record`, async () => {
        const Detail = JSON.stringify({ eventTime: "2026-05-01T12:00:00Z" });
        assert.equal((await ask(answer({ ...used(value), Detail }))).lastUse?.at, iso(MAY));
      });
    }

    it("that is unreadable for one service leaves the others as they are", async () => {
      const { outcome, products: rows } = await ask(answer(used(MAY)), list(used("abc", "Oss"), used(MAY)));
      assert.equal(outcome, "used");
      assert.deepEqual(
        rows?.map(({ service, at }) => [service.code, at]),
        [
          ["Ecs", iso(MAY)],
          ["Oss", undefined],
        ],
      );
    });

    for (const eventTime of ["event 5", "2026-05-01T12:00:00", "1970-01-01T00:00:00Z", 5, null]) {
      it(`missing, and ${JSON.stringify(eventTime)} in the record, is a use without a time`, async () => {
        const Detail = JSON.stringify({ eventName: "RunInstances", eventTime });
        await refusalOf(ask(answer({ UsedTimestamp: 0, Detail })), "unreadable");
      });
    }
  });

  describe("with two different times", () => {
    it("has the later one believed, whichever question it answers", async () => {
      const fromList = await ask(answer(used(MAY, "Ecs")), list(used(JUNE, "Oss")));
      assert.deepEqual([fromList.lastUse?.at, fromList.lastUse?.service?.code], [iso(JUNE), "Oss"]);
      const fromInfo = await ask(answer(used(JUNE, "Ecs")), list(used(MAY, "Oss")));
      assert.deepEqual([fromInfo.lastUse?.at, fromInfo.lastUse?.service?.code], [iso(JUNE), "Ecs"]);
    });

    it("has a use believed that only the list of services knows", async () => {
      const usage = await ask(unused, list(used(MAY, "Oss")));
      assert.deepEqual([usage.outcome, usage.lastUse?.at], ["used", iso(MAY)]);
    });

    it("has a use believed whose service has no name, though there is no row for it", async () => {
      const usage = await ask(unused, list({ UsedTimestamp: MAY, ServiceName: "" }));
      assert.deepEqual([usage.outcome, usage.lastUse?.at, usage.products], ["used", iso(MAY), []]);
    });

    it("has a service believed that is listed without a time", async () => {
      const error = await refusalOf(ask(unused, list({ ServiceName: "Oss" })), "unreadable");
      assert.equal(error.code, "UseWithoutTime");
    });

    it("has the newest record shown of a service that is listed twice", async () => {
      const row = (at: number, eventName: string): Fields => ({
        ...used(at),
        Detail: JSON.stringify({ eventName }),
      });
      const { records } = await askWith(alibaba, unused, list(row(JUNE, "New"), row(MAY, "Old")));
      assert.equal(records?.get("Ecs"), '{"eventName":"New"}');
    });
  });

  it("with ten thousand services is sorted, and complete", async () => {
    const rows = Array.from({ length: 10_000 }, (_, n) => ({
      ...used(MAY + ((n * 7919) % 10_000) * 1000, `S${n}`),
      Detail: JSON.stringify({ eventName: `Event${n}` }),
    }));
    const { usage, records } = await askWith(alibaba, unused, list(...rows));
    const times = usage.products?.map(({ at }) => at ?? "") ?? [];
    assert.equal(times.length, 10_000);
    assert.ok(times.every((at, n) => n === 0 || at <= (times[n - 1] ?? "")));
    assert.equal(records?.size, 10_000);
  });

  it("with a record that is an object and no text is read like the text", async () => {
    const Detail = {
      eventName: "RunInstances",
      sourceIpAddress: "203.0.113.7\n",
      userIdentity: { userName: "alice" },
    };
    const { lastUse } = await ask(answer({ ...used(MAY), Detail }));
    assert.deepEqual(
      [lastUse?.event, lastUse?.ip, lastUse?.by],
      ["RunInstances", "203.0.113.7", { name: "alice" }],
    );
  });

  it("with fields of the wrong kind has those fields left out", async () => {
    const Detail = JSON.stringify({
      eventName: ["x"],
      sourceIpAddress: {},
      acsRegion: null,
      userIdentity: "alice",
    });
    const fields = { ...used(MAY), Source: {}, AccountType: [], UserName: false, OwnerId: 245, Detail };
    const { lastUse, owner } = await ask(answer(fields));
    assert.deepEqual(lastUse, { at: iso(MAY), service: { code: "Ecs", name: "Ecs" } });
    assert.equal(owner, undefined);
  });

  it("keeps what stands in names exactly as it is", async () => {
    const UserName = "[x](command:y) <img src=x>";
    const { owner } = await ask(answer({ ...used(MAY), AccountType: "ram-user", UserName }));
    assert.equal(owner?.name, UserName);
  });

  it("names a service by its other name, or its code, when the one in the language is missing", async () => {
    const named = (fields: Fields): Fields => answer({ ...used(MAY), ...fields });
    const nameIn = async (provider: ProviderUnderTest, fields: Fields): Promise<string | undefined> =>
      (await askWith(provider, named(fields))).usage.lastUse?.service?.name;
    assert.equal(await nameIn(alibaba, { ServiceNameEn: "", ServiceNameCn: "云服务器" }), "云服务器");
    assert.equal(await nameIn(chinese, { ServiceNameEn: "Compute", ServiceNameCn: null }), "Compute");
    assert.equal(await nameIn(chinese, { ServiceNameEn: "Compute", ServiceNameCn: "云服务器" }), "云服务器");
    assert.equal(await nameIn(alibaba, {}), "Ecs");
  });

  describe("without a time is no proof of no use when it has", () => {
    for (const hint of [
      { Source: "ManagementEvent" },
      { ServiceNameEn: "Elastic Compute Service" },
      { Detail: '{"eventName":"Descr' },
      { Detail: '{"sourceIpAddress":"203.0.113.7"}' },
    ]) {
      it(JSON.stringify(hint), async () => {
        const alone = await refusalOf(ask(answer({ UsedTimestamp: 0, ...hint })), "unreadable");
        assert.equal(alone.code, "UseWithoutTime");
        const listed = await refusalOf(ask(unused, list({ UsedTimestamp: 0, ...hint })), "unreadable");
        assert.equal(listed.code, "UseWithoutTime");
      });
    }

    it("nothing but an empty record, which is none", async () => {
      for (const Detail of ["", "{}", " null ", "[]", null]) {
        assert.equal((await ask(answer({ UsedTimestamp: 0, Detail }))).outcome, "no-use-on-record");
      }
    });
  });

  it("about a use without a time leaves open that it was later than the one with a time", async () => {
    assert.equal((await ask(unused, list(used(MAY), used(0, "Oss")))).lastUse?.mayBeLater, true);
    assert.equal((await ask(answer(used("soon")), list(used(MAY)))).lastUse?.mayBeLater, true);
    assert.equal((await ask(answer(used(MAY)), list(used(MAY)))).lastUse?.mayBeLater, undefined);
  });

  it("about another key proves nothing about this one", async () => {
    const other = { ...answer({ UserName: "alice" }), AccessKeyId: `${KEY_ID.slice(0, -1)}x` };
    assert.equal((await refusalOf(ask(other), "unreadable")).code, "AnotherKey");
    const masked = { ...other, AccessKeyId: `${KEY_ID.slice(0, -4)}****` };
    assert.equal((await ask(masked)).outcome, "no-use-on-record");
  });

  describe("that is not demonstrably ActionTrail's", () => {
    for (const body of [
      {},
      { RequestId: "" },
      { RequestId: null },
      { status: "ok" },
      { RequestId: REQUEST_ID, Data: { UsedTimestamp: MAY, ServiceName: "Ecs" } },
      [],
      null,
      '"fine"',
      7,
      true,
    ]) {
      it(`proves nothing: ${JSON.stringify(body)}`, async () => {
        const error = await refusalOf(ask(body), "unreadable");
        assert.equal(error.code, "UnexpectedShape");
        assert.match(error.message, /nothing was concluded/);
        const beside = await ask(answer(used(MAY)), body);
        assert.deepEqual([beside.outcome, beside.problem?.code], ["used", "UnexpectedShape"]);
      });
    }

    it("keeps its request ID when only the rest is not understood", async () => {
      const { problem } = await ask(unused, { RequestId: REQUEST_ID, Products: "none" });
      assert.deepEqual([problem?.code, problem?.requestId], ["UnexpectedShape", REQUEST_ID]);
    });
  });

  it("may leave out the list of services, or say null, when there are none", async () => {
    for (const Products of [undefined, null, []]) {
      const usage = await ask(unused, { RequestId: REQUEST_ID, Products });
      assert.deepEqual([usage.outcome, usage.products], ["no-use-on-record", []]);
    }
  });
});
