import assert from "node:assert/strict";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import { judge } from "../../../../src/core/verdict/judge";
import type { ServiceStory, Use } from "../../../../src/sample/alibaba/sampleKey";
import { SERVICES, type ServiceName } from "../../../../src/sample/alibaba/serviceNames";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { ProviderUnderTest } from "../../../support/alibabaProvider";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe("The key that the questions are signed with", () => {
  let cloud: SampleCloud;
  let alibaba: ProviderUnderTest;
  let signer: SampleAccount;

  beforeEach(() => {
    alibaba = new ProviderUnderTest();
    signer = cloud.addSigner("sample-prod");
  });
  before(async () => {
    cloud = await startSampleCloud();
  });
  after(() => cloud.close());

  const use = (agoMs: number, event: string): Use => ({ agoMs, event, ip: "203.0.113.7" });
  const story = (
    service: ServiceName,
    uses: readonly Use[],
    rest: Partial<ServiceStory> = {},
  ): ServiceStory => ({
    ...{ service, region: "cn-hangzhou", source: "ManagementEvent", uses },
    ...rest,
  });
  const asked = story(SERVICES.actionTrail, [
    use(2 * MINUTE, "GetAccessKeyLastUsedInfo"),
    use(3 * MINUTE, "GetAccessKeyLastUsedProducts"),
  ]);

  function onRecord(...services: readonly ServiceStory[]): void {
    const owner = { type: "ram-user", name: "auditor", id: "245400000000000009" };
    cloud.addKey({ id: signer.accessKeyId, account: "sample-prod", owner, services });
  }
  async function ask(products = false): Promise<KeyUsage> {
    const account = alibaba.account(cloud.origin, signer);
    return (await alibaba.lookUp(account, signer.accessKeyId, { products })).usage;
  }
  const requestsFor = (operation: string): number =>
    cloud.requests.filter(
      (request) => request.operation === operation && request.accessKey === signer.accessKeyId,
    ).length;
  const verdictOn = (usage: KeyUsage) => judge(usage, { now: Date.now(), staleAfterDays: 90 });

  for (const products of [false, true]) {
    const how = products ? "with its services" : "plainly";
    it(`asked ${how}, is used by what uses it besides KeyTrail`, async () => {
      onRecord(asked, story(SERVICES.ecs, [use(200 * DAY, "DescribeInstances")]));
      const usage = await ask(products);
      assert.equal(usage.lastUse?.event, "GetAccessKeyLastUsedInfo", "the record is told as it is");
      assert.equal(usage.ownCalls?.otherUse?.event, "DescribeInstances");
      assert.equal(usage.ownCalls.mayHideOthers, undefined);
      const { kind, basis } = verdictOn(usage);
      assert.deepEqual([kind, basis?.service?.code], ["stale", "Ecs"]);
    });
  }

  it("is used by other calls of a service that KeyTrail calls, too", async () => {
    const ram = story(SERVICES.ram, [use(MINUTE, "ListAccessKeys"), use(4 * DAY, "CreateUser")]);
    onRecord(asked, ram);
    const usage = await ask();
    assert.deepEqual(
      [usage.ownCalls?.otherUse?.event, usage.ownCalls?.otherUse?.service?.code, verdictOn(usage).kind],
      ["CreateUser", "Ram", "in-use"],
    );
    assert.equal(requestsFor("GetAccessKeyLastUsedEvents"), 2);
  });

  it("has no use on record when there is nothing but KeyTrail's own calls", async () => {
    onRecord(asked);
    const usage = await ask();
    assert.deepEqual([usage.outcome, usage.ownCalls], ["used", {}]);
    assert.equal(verdictOn(usage).kind, "no-use-on-record");
  });

  it("is told at once when something else used it last", async () => {
    onRecord(asked, story(SERVICES.ecs, [use(MINUTE, "DescribeInstances")]));
    const { ownCalls, lastUse } = await ask();
    assert.deepEqual(ownCalls, { otherUse: lastUse });
    assert.deepEqual(
      [requestsFor("GetAccessKeyLastUsedProducts"), requestsFor("GetAccessKeyLastUsedEvents")],
      [0, 0],
    );
  });

  it("cannot be told when the cloud keeps no detail of a service that KeyTrail calls", async () => {
    onRecord({ ...asked, withoutDetail: true });
    assert.deepEqual((await ask()).ownCalls, { mayHideOthers: true });
    assert.equal(verdictOn(await ask(true)).kind, "cannot-tell");
  });

  it("cannot be told when the detail is refused", async () => {
    const rule = cloud.misbehave({ kind: "deny", operation: "GetAccessKeyLastUsedEvents" });
    onRecord(asked);
    assert.deepEqual((await ask()).ownCalls, { mayHideOthers: true });
    rule.dispose();
  });

  it("cannot be told when the services are refused, unless something else used it last", async () => {
    onRecord(asked);
    const rule = cloud.misbehave({ kind: "deny", operation: "GetAccessKeyLastUsedProducts" });
    const usage = await ask();
    rule.dispose();
    assert.deepEqual(usage.ownCalls, { mayHideOthers: true });
    assert.deepEqual(verdictOn(usage).doubts, ["own-calls", "partial"]);
  });

  it("is told apart by the names of the events alone, where the records hold nothing else", async () => {
    const owner = { type: "ram-user", name: "auditor", id: "245400000000000009" };
    const oddities = { detail: "absent" } as const;
    cloud.addKey({ id: signer.accessKeyId, account: "sample-prod", owner, services: [asked], oddities });
    const usage = await ask();
    assert.equal(verdictOn(usage).kind, "no-use-on-record");
    assert.ok(requestsFor("GetAccessKeyLastUsedEvents") > 0);
  });

  it("has its detail marked where it is KeyTrail's own", async () => {
    const account = alibaba.account(cloud.origin, signer);
    onRecord(asked, story(SERVICES.ram, [use(DAY, "CreateUser"), use(2 * DAY, "ListUsers")]));
    const key = { provider: "alibaba", kind: "access-key" as const, id: signer.accessKeyId };
    const service = { code: "Ram", name: "Ram" };
    const { entries } = await alibaba.lookUpDetail({ key, account, service, kind: "events" });
    assert.deepEqual(
      entries.map(({ name, isOwnCall }) => [name, isOwnCall]),
      [
        ["CreateUser", undefined],
        ["ListUsers", true],
      ],
    );
  });

  it("tells a first try of the account what one call can tell", async () => {
    onRecord(asked);
    const usage = await alibaba.tryAccount(alibaba.account(cloud.origin, signer));
    assert.deepEqual(usage?.ownCalls, { mayHideOthers: true });
    assert.equal(cloud.requests.filter(({ accessKey }) => accessKey === signer.accessKeyId).length, 1);
  });

  it("is the only one that is treated so", async () => {
    const account = alibaba.account(cloud.origin, signer);
    const { usage } = await alibaba.lookUp(account, cloud.story.keys.ci.id, { products: true });
    assert.ok(!("ownCalls" in usage));
  });
});
