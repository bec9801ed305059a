import assert from "node:assert/strict";
import { keyTag, kmsKey, NcloudUnderTest, refusalOf } from "../../../support/ncloudProvider";
import { startScriptedCloud, type ScriptedCloud } from "../../../support/scriptedCloud";

const DAY = 86_400_000;

describe("The activity log of a KMS key", () => {
  let cloud: ScriptedCloud;
  let ncloud: NcloudUnderTest;
  let asked: number[];
  const tag = keyTag();

  before(async () => {
    cloud = await startScriptedCloud();
  });
  after(() => cloud.close());
  beforeEach(() => {
    ncloud = new NcloudUnderTest();
    asked = [];
  });

  const success = (data: unknown) => ({ code: "SUCCESS", data });
  const record = (agoDays: number, requestType = "API") => ({
    timestamp: new Date(Date.now() - agoDays * DAY).toISOString(),
    data: { requestor: { requestType }, api: { action: "Decrypt", result: "SUCCESS" } },
  });
  const looks = (...agoDays: number[]) => agoDays.map((days) => record(days, "CONSOLE"));
  const withLog = (log: (page: number) => unknown) => {
    cloud.answer = ({ path, page }) => {
      if (path.endsWith("/keys")) return success({ keyList: [{ keyTag: tag }], totalPageNo: 1 });
      if (!path.endsWith("activities")) return success(path.endsWith("last-use-info") ? null : {});
      asked.push(page);
      return success(log(page));
    };
    return ncloud.account(cloud.origin);
  };
  const ask = (log: (page: number) => unknown) => ncloud.ask(withLog(log), kmsKey(tag));
  const daysAgo = (at: string | undefined) => Math.round((Date.now() - Date.parse(at ?? "")) / DAY);

  it("that is empty, and says that it is not, proves nothing", async () => {
    for (const log of [
      { activityLogList: null, totalCount: 3 },
      { activityLogList: [], totalCount: 1, totalPageNo: 1 },
      { activityLogList: [], totalPageNo: 2 },
    ]) {
      const account = withLog(() => log);
      for (const answer of [ncloud.ask(account, kmsKey(tag)), ncloud.activity(account, kmsKey(tag))]) {
        const error = await refusalOf(answer, "unreadable");
        assert.equal(error.code, "IncompleteLog");
      }
    }
    for (const log of [{ activityLogList: null }, { activityLogList: [], totalPageNo: 1, totalCount: 0 }])
      assert.equal((await ask(() => log)).outcome, "no-use-on-record");
  });

  it("that ends before it says proves nothing either", async () => {
    for (const log of [
      (page: number) => ({ activityLogList: page === 1 ? looks(1, 2) : [], totalPageNo: 3 }),
      (page: number) => ({
        activityLogList: page === 1 ? looks(1, 2) : [],
        totalPageNo: page === 1 ? 3 : null,
      }),
      () => ({ activityLogList: looks(1, 2), totalPageNo: 1, totalCount: 3 }),
      (page: number) => ({ activityLogList: page === 1 ? looks(2, 1) : [], totalPageNo: 2 }),
    ]) {
      const error = await refusalOf(ask(log), "unreadable");
      assert.equal(error.code, "IncompleteLog");
    }
  });

  it("tells its latest use when it begins with the oldest, and counts records but no pages", async () => {
    const pages = [[record(20), record(19)], looks(12, 11), [record(9), record(8)], looks(2)];
    const { lastUse } = await ask((page) => ({ activityLogList: pages[page - 1] ?? [], totalCount: 7 }));
    assert.equal(daysAgo(lastUse?.at), 8);
    assert.deepEqual(asked, [1, 4, 3]);
  });

  it("tells its latest use when it begins with the oldest, and counts nothing", async () => {
    const pages = [[record(20), record(19)], looks(12, 11), [record(9), record(8)], looks(2)];
    const { lastUse } = await ask((page) => ({ activityLogList: pages[page - 1] ?? [] }));
    assert.equal(daysAgo(lastUse?.at), 8);
    assert.deepEqual(asked, [1, 2, 3, 4, 5]);
  });

  it("does not tell its first use for its latest when its end is out of reach", async () => {
    const error = await refusalOf(
      ask((page) => ({ activityLogList: [record(29 - page / 10), record(28.95 - page / 10)] })),
      "invalid",
    );
    assert.equal(error.code, "TooManyRecords");
    assert.match(error.message, /^The activity of this key begins with its oldest records/);
    assert.equal(asked.length, 10);
  });
});
