import assert from "node:assert/strict";
import { did, REQUESTORS } from "../../../../src/sample/ncloud/activityStory";
import type { KmsOddities } from "../../../../src/sample/ncloud/sampleKmsKey";
import { startSampleCloud, type SampleCloud } from "../../../../src/sample/sampleCloud";
import {
  accessKey,
  keyTag,
  kmsKey,
  NcloudUnderTest,
  refusalOf,
  subAccountKeyId,
} from "../../../support/ncloudProvider";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe("The activity of a KMS key", () => {
  let cloud: SampleCloud;
  let ncloud: NcloudUnderTest;

  before(async () => {
    cloud = await startSampleCloud();
  });
  after(() => cloud.close());
  beforeEach(() => {
    ncloud = new NcloudUnderTest();
  });

  const account = () =>
    ncloud.account(
      cloud.origin,
      cloud.accounts.find(({ provider }) => provider === "ncloud"),
    );

  function keyWith(oddities: KmsOddities): string {
    const id = keyTag();
    const { kmsConsole } = cloud.story.ncloud;
    cloud.addKmsKey({ ...kmsConsole, id, oddities });
    return id;
  }

  it("lists every record of 30 days, newest first, and says which are no use by a program", async () => {
    const page = await ncloud.activity(account(), kmsKey(cloud.story.ncloud.kmsConsole.id));
    assert.deepEqual([page.total, page.nextPageToken, page.entries.length], [5, undefined, 5]);
    const [first, , third] = page.entries;
    const { at, record, ...rest } = first ?? assert.fail();
    assert.deepEqual(rest, {
      ...{ name: "GetKeyInfo", ip: "10.20.0.5", source: "CONSOLE", isOther: true },
      by: { name: "minji.kim", id: "minji.kim" },
    });
    assert.ok(Date.parse(at ?? "") < Date.now());
    const raw = JSON.parse(record ?? "") as { data: { requestor: { requestType: string } } };
    assert.equal(raw.data.requestor.requestType, "CONSOLE");
    assert.deepEqual([third?.name, third?.source, third?.isOther], ["Sign", "API", undefined]);
  });

  it("comes in pages of 200 that what happens meanwhile does not shift", async () => {
    const key = kmsKey(cloud.story.ncloud.kmsUsed.id);
    const first = await ncloud.activity(account(), key);
    assert.equal(first.entries.length, 200);
    const used = cloud.story.ncloud.kmsUsed;
    cloud.addKmsKey({ ...used, activities: [did(-MINUTE, REQUESTORS.shop, "Encrypt"), ...used.activities] });
    const names: string[] = first.entries.map(({ record }) => record ?? "");
    let token = first.nextPageToken;
    while (token !== undefined) {
      const page = await ncloud.activity(account(), key, token);
      names.push(...page.entries.map(({ record }) => record ?? ""));
      token = page.nextPageToken;
    }
    assert.equal(names.length, first.total);
    assert.equal(new Set(names).size, names.length);
    const periods = ncloud.sent
      .filter((target) => target.includes("activities"))
      .map((target) => {
        const { searchParams } = new URL(target, cloud.origin);
        return [searchParams.get("timestampFrom"), searchParams.get("timestampTo")].join();
      });
    assert.deepEqual([new Set(periods).size, periods.length > 1], [1, true]);
    const [from, to] = (periods[0] ?? "").split(",").map(Number);
    assert.equal((to ?? 0) - (from ?? 0), 30 * DAY);
    cloud.addKmsKey(used);
  });

  it("gives a time without a zone as written, and no moment for it", async () => {
    const { entries } = await ncloud.activity(account(), kmsKey(keyWith({ timestamp: "no-zone" })));
    for (const { at, zonelessTime } of entries) {
      assert.equal(at, undefined);
      assert.match(zonelessTime ?? "", /^\d{4}-\d\d-\d\dT[\d:.]+$/);
    }
  });

  it("names what failed, and keeps what has no time", async () => {
    const failed = await ncloud.activity(
      account(),
      kmsKey(keyWith({ result: "FAILURE", timestamp: "null" })),
    );
    assert.equal(failed.entries.length, 5);
    assert.deepEqual([failed.entries[2]?.name, failed.entries[2]?.at], ["Sign (FAILURE)", undefined]);
  });

  it("is empty for a key without records", async () => {
    const page = await ncloud.activity(account(), kmsKey(cloud.story.ncloud.kmsIdle.id));
    assert.deepEqual(page, { entries: [], total: 0 });
  });

  it("says why it cannot be had", async () => {
    const rule = cloud.misbehave({ kind: "deny", operation: "GetKeyActivityLogs", times: 1 });
    const { id } = cloud.story.ncloud.kmsUsed;
    const error = await refusalOf(ncloud.activity(account(), kmsKey(id)), "denied");
    assert.equal(error.needs, "KMS: Get Key Activity Logs");
    rule.dispose();
    await refusalOf(ncloud.activity(account(), kmsKey(keyTag())), "not-found");
    const stale = await refusalOf(ncloud.activity(account(), kmsKey(id), "2-tomorrow"), "invalid");
    assert.equal(stale.code, "InvalidNextToken");
  });

  it("is what there is to see of a KMS key; of an access key there is nothing", async () => {
    assert.equal(ncloud.provider.detailFor(kmsKey(keyTag())).kind, "activity");
    assert.equal(ncloud.provider.detailFor(accessKey(subAccountKeyId())).kind, "none");
    await assert.rejects(ncloud.activity(account(), accessKey(subAccountKeyId())), /Only KMS keys/);
  });

  it("can be had without the list, by asking about the key itself", async () => {
    const rule = cloud.misbehave({ kind: "deny", operation: "GetKeyList" });
    const { entries } = await ncloud.activity(account(), kmsKey(cloud.story.ncloud.kmsConsole.id));
    assert.equal(entries.length, 5);
    rule.dispose();
  });
});
