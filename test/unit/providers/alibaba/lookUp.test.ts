import assert from "node:assert/strict";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import { SERVICES } from "../../../../src/sample/alibaba/serviceNames";
import type { Oddities, SampleKey } from "../../../../src/sample/alibaba/sampleKey";
import { startSampleCloud, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { KEY_ID, ProviderUnderTest, refusalOf } from "../../../support/alibabaProvider";

const HOUR = 3_600_000;

describe("A look-up of an AccessKey", () => {
  let cloud: SampleCloud;
  let alibaba: ProviderUnderTest;
  const chinese = new ProviderUnderTest({ language: "zh-cn" });

  // A new one each time, because twenty calls a second are soon used up.
  beforeEach(() => {
    alibaba = new ProviderUnderTest();
  });
  before(async () => {
    cloud = await startSampleCloud();
  });
  after(() => cloud.close());

  const prodOf = (provider: ProviderUnderTest) => provider.account(cloud.origin, cloud.accounts[0]);
  const ask = async (id: string, products = false): Promise<KeyUsage> =>
    (await alibaba.lookUp(prodOf(alibaba), id, { products })).usage;

  /** A key of `sample-prod`, used an hour ago by alice, as far as the oddities let anybody know. */
  function oddKey(oddities: Oddities, more: Partial<SampleKey> = {}): string {
    const use = { agoMs: HOUR, event: "DescribeInstances", ip: "203.0.113.7" };
    const service = { service: SERVICES.ecs, region: "cn-hangzhou", source: "ManagementEvent", uses: [use] };
    const owner = { type: "ram-user", name: "alice", id: "245400000000000001" };
    cloud.addKey({ id: KEY_ID, account: "sample-prod", owner, services: [service], oddities, ...more });
    return KEY_ID;
  }

  it("tells when, through which service, by which call, from where and by whom it was last used", async () => {
    const { ci } = cloud.story.keys;
    const usage = await ask(ci.id);

    assert.equal(usage.outcome, "used");
    assert.equal(usage.account, "prod");
    assert.deepEqual(usage.key, { provider: "alibaba", kind: "access-key", id: ci.id });
    assert.equal(usage.owner?.type, "ram-user");
    assert.equal(usage.owner.name, "alice");
    assert.equal(usage.owner.id, ci.owner.id);
    const { at, ...lastUse } = usage.lastUse ?? assert.fail();
    assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual(lastUse, {
      service: { code: "Ecs", name: "Elastic Compute Service" },
      event: "DescribeInstances",
      ip: "203.0.113.7",
      region: "cn-hangzhou",
      by: { type: "ram-user", name: "alice", id: ci.owner.id },
      source: "ManagementEvent",
    });
    assert.equal(usage.products, undefined);
    assert.equal(usage.problem, undefined);
  });

  it("says since when the records reach back, and when the cloud was asked", async () => {
    const before = Date.now();
    const { asOf, recordsSince } = await ask(cloud.story.keys.ci.id);
    assert.ok(Date.parse(asOf) >= before && Date.parse(asOf) <= Date.now());
    assert.equal(Date.parse(asOf) - Date.parse(recordsSince ?? ""), 400 * 24 * HOUR);
  });

  it("lists the services that it was used with, the newest first, each with the cloud's record", async () => {
    const { usage, records } = await alibaba.lookUp(prodOf(alibaba), cloud.story.keys.ci.id, {
      products: true,
    });
    const codes = usage.products?.map(({ service }) => service.code);
    assert.deepEqual(codes, ["Ecs", "Oss", "cr", "Sls", "Ram", "Actiontrail"]);
    const times = usage.products?.map(({ at }) => at ?? "") ?? [];
    assert.deepEqual(times, [...times].sort().reverse());
    assert.equal(usage.lastUse?.at, times[0]);
    assert.match(records?.get("Oss") ?? "", /"eventName":"PutObject"/);
  });

  it("names services in Chinese for a Chinese display language", async () => {
    const { usage } = await chinese.lookUp(prodOf(chinese), cloud.story.keys.ci.id, { products: true });
    assert.equal(usage.lastUse?.service?.name, "云服务器 ECS");
    assert.equal(usage.products?.[1]?.service.name, "对象存储");
  });

  it("knows a root key for what it is", async () => {
    const { owner } = await ask(cloud.story.keys.root.id);
    assert.deepEqual([owner?.type, owner?.name], ["root-account", "root"]);
  });

  it("says that no use is on record, and whose key it is", async () => {
    const { outcome, lastUse, products, owner } = await ask(cloud.story.keys.idle.id, true);
    assert.deepEqual([outcome, lastUse, products], ["no-use-on-record", undefined, []]);
    assert.equal(owner?.name, "terraform-old");
  });

  describe("when the cloud writes its answer in another way", () => {
    for (const timestamp of ["zero", "empty", "null", "absent"] as const) {
      it(`takes the time out of the record when the timestamp is ${timestamp}`, async () => {
        const { outcome, lastUse } = await ask(oddKey({ timestamp }), true);
        assert.equal(outcome, "used");
        const ageMs = Date.now() - Date.parse(lastUse?.at ?? "");
        assert.ok(ageMs >= HOUR && ageMs < HOUR + 120_000, String(ageMs));
      });

      it(`says no use is on record when the timestamp is ${timestamp} and nothing hints at a use`, async () => {
        assert.equal((await ask(oddKey({ timestamp }, { services: [] }), true)).outcome, "no-use-on-record");
      });

      for (const detail of ["broken", "absent", "empty", "null", "not-an-object", "huge"] as const) {
        it(`does not call a use without a time unused: timestamp ${timestamp}, record ${detail}`, async () => {
          const error = await refusalOf(ask(oddKey({ timestamp, detail }), true), "unreadable");
          assert.equal(error.code, "UseWithoutTime");
          assert.match(error.message, /was used, but not when/);
          assert.match(error.requestId ?? "", /^[0-9A-F-]{36}$/);
        });
      }
    }

    for (const detail of ["broken", "absent", "empty", "null", "not-an-object", "huge"] as const) {
      it(`says what is known without the record when that is ${detail}`, async () => {
        const { usage, records } = await alibaba.lookUp(prodOf(alibaba), oddKey({ detail }), {
          products: true,
        });
        const { at, ...rest } = usage.lastUse ?? assert.fail();
        assert.ok(Date.parse(at) > 0);
        assert.deepEqual(rest, {
          service: { code: "Ecs", name: "Elastic Compute Service" },
          source: "ManagementEvent",
        });
        const shown = { broken: /^\{"eventId/, "not-an-object": /^\[1, 2, 3\]$/ }[detail as string];
        assert.match(records?.get("Ecs") ?? "", shown ?? /^$/);
      });
    }

    it("drops the newline at the end of every value", async () => {
      const { lastUse, owner, products } = await ask(oddKey({ trailingNewline: true }), true);
      assert.doesNotMatch(JSON.stringify({ lastUse, owner, products }), /\\n/);
      assert.deepEqual(lastUse?.service, { code: "Ecs", name: "Elastic Compute Service" });
      assert.equal(owner?.name, "alice");
    });

    it("passes on values that no document lists", async () => {
      const { lastUse, owner } = await ask(oddKey({ unknownEnums: true }));
      assert.deepEqual([lastUse?.source, owner?.type], ["InsightEvent", "service-account"]);
    });
  });

  describe("of a key that the account does not have", () => {
    for (const answer of ["http-404", "invalid-parameter"] as const) {
      it(`says so when the cloud answers with ${answer}`, async () => {
        const rule = cloud.misbehave({ kind: "unknown-key", answer });
        for (const products of [false, true]) {
          const error = await refusalOf(ask(cloud.story.keys.elsewhere.id, products), "not-found");
          assert.match(error.message, /^Account prod does not have this AccessKey\.$/);
          assert.match(error.requestId ?? "", /^[0-9A-F-]{36}$/);
        }
        rule.dispose();
      });
    }

    it("knows of no use and of no owner when the cloud answers as if nothing was wrong", async () => {
      const rule = cloud.misbehave({ kind: "unknown-key", answer: "empty" });
      const { outcome, owner } = await ask(cloud.story.keys.elsewhere.id, true);
      assert.deepEqual([outcome, owner], ["no-use-on-record", undefined]);
      rule.dispose();
    });

    it("says what is missing when the cloud does not want to tell", async () => {
      const rule = cloud.misbehave({ kind: "unknown-key", answer: "no-permission" });
      const error = await refusalOf(ask(cloud.story.keys.elsewhere.id), "denied");
      assert.equal(error.needs, "actiontrail:GetAccessKeyLastUsedInfo");
      rule.dispose();
    });
  });

  describe("when one of the two questions is refused", () => {
    const refused = (operation: string) => cloud.misbehave({ kind: "deny", operation, times: 1 });

    it("takes the list of services as proof of use", async () => {
      refused("GetAccessKeyLastUsedInfo");
      const usage = await ask(cloud.story.keys.ci.id, true);
      assert.equal(usage.outcome, "used");
      assert.equal(usage.lastUse?.service?.code, "Ecs");
      assert.equal(usage.problem?.needs, "actiontrail:GetAccessKeyLastUsedInfo");
    });

    it("does not take an empty list of services as proof of no use", async () => {
      refused("GetAccessKeyLastUsedInfo");
      await refusalOf(ask(cloud.story.keys.idle.id, true), "denied");
    });

    it("says the last use, and beside it why the services are missing", async () => {
      refused("GetAccessKeyLastUsedProducts");
      const usage = await ask(cloud.story.keys.ci.id, true);
      assert.equal(usage.outcome, "used");
      assert.equal(usage.products, undefined);
      assert.equal(usage.problem?.code, "NoPermission");
      assert.equal(usage.problem.needs, "actiontrail:GetAccessKeyLastUsedProducts");
      assert.match(usage.problem.requestId ?? "", /^[0-9A-F-]{36}$/);
    });
  });
});
