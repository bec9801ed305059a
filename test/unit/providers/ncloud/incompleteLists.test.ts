import assert from "node:assert/strict";
import {
  accessKey,
  keyTag,
  kmsKey,
  NcloudUnderTest,
  refusalOf,
  subAccountKeyId,
} from "../../../support/ncloudProvider";
import { startScriptedCloud, type ScriptedCloud } from "../../../support/scriptedCloud";

const USED_AT = new Date(Math.floor(Date.now()) - 3_600_000).toISOString();

describe("A list of NAVER Cloud that cannot be the whole list", () => {
  let cloud: ScriptedCloud;
  let ncloud: NcloudUnderTest;

  before(async () => {
    cloud = await startScriptedCloud();
  });
  after(() => cloud.close());
  beforeEach(() => {
    ncloud = new NcloudUnderTest();
  });

  describe("of KMS keys", () => {
    const tag = keyTag();
    const success = (data: unknown) => ({ code: "SUCCESS", data });
    const use = { timestamp: USED_AT, data: { requestor: { requestType: "API" }, api: { action: "Sign" } } };
    const ask = (id: string, list: (page: number) => unknown) => {
      cloud.answer = ({ path, page }) =>
        success(
          path.endsWith("/keys")
            ? list(page)
            : path.endsWith("activities")
              ? { activityLogList: [use] }
              : path.endsWith("last-use-info")
                ? use
                : {},
        );
      return ncloud.ask(ncloud.account(cloud.origin), kmsKey(id));
    };
    const row = { keyTag: tag };

    for (const [how, list] of [
      ["has elements that cannot be read", () => ({ keyList: [row, { tag: keyTag() }] })],
      ["has an element that is none", () => ({ keyList: [row, null], totalCount: 2 })],
      ["ends before its last page", (page: number) => ({ keyList: page === 1 ? [row] : [], totalPageNo: 3 })],
      ["has fewer keys than it says", () => ({ keyList: [row], totalPageNo: 1, totalCount: 2 })],
    ] as const) {
      it(`does not show that the account lacks a key when it ${how}, and shows those that it has`, async () => {
        const error = await refusalOf(ask(keyTag(), list), "unreadable");
        assert.equal(error.code, "IncompleteList");
        assert.match(error.message, /^The list that Get Key List gave is incomplete/);
        assert.equal((await ask(tag, list)).outcome, "used");
        const keys = await ncloud.provider.listKeys(
          ncloud.account(cloud.origin),
          new AbortController().signal,
        );
        assert.deepEqual(
          keys.map(({ key }) => key.id),
          [tag],
        );
      });
    }

    it("says so too when it is null and yet counts keys", async () => {
      const error = await refusalOf(
        ask(keyTag(), () => ({ keyList: null, totalCount: 1 })),
        "unreadable",
      );
      assert.equal(error.code, "IncompleteList");
    });
  });

  describe("of sub accounts", () => {
    const id = subAccountKeyId();
    const one = { subAccountId: "s1", loginId: "batch" };
    const ask = (of: string, list: (page: number) => unknown, keys: unknown = [{ accessKey: id }]) => {
      cloud.answer = ({ path, page }) =>
        path.endsWith("/sub-accounts")
          ? list(page)
          : path.endsWith("access-keys")
            ? keys
            : { lastAccessKeyUsed: [{ accessKey: id, lastUsed: USED_AT }] };
      return ncloud.ask(ncloud.account(cloud.origin), accessKey(of));
    };

    for (const [how, list] of [
      ["has elements that cannot be read", () => ({ items: [one, { id: "s2" }], isLast: true })],
      ["ends before its last page", (page: number) => ({ items: page === 0 ? [one] : [], totalPages: 3 })],
      ["has fewer than it says", () => ({ items: [one], isLast: true, totalItems: 2 })],
      ["says that more follow, and nothing does", () => ({ items: [one], hasNext: true })],
    ] as const) {
      it(`does not show that none has a key when it ${how}, and shows whose the others are`, async () => {
        const error = await refusalOf(ask(subAccountKeyId(), list), "unreadable");
        assert.equal(error.code, "IncompleteList");
        const { outcome, owner } = await ask(id, list);
        assert.deepEqual([outcome, owner?.name], ["used", "batch"]);
      });
    }

    it("says so too when nothing in it can be read", async () => {
      for (const list of [{ items: [{ id: "s2" }] }, { items: null, totalItems: 1 }]) {
        ncloud = new NcloudUnderTest();
        await refusalOf(
          ask(id, () => list),
          "unreadable",
        );
      }
    });

    it("is no worse than a sub account with a key that cannot be read", async () => {
      for (const keys of [[{ id: "x" }], [{ accessKey: id }, null], { accessKeys: ["x"] }]) {
        ncloud = new NcloudUnderTest();
        await refusalOf(
          ask(subAccountKeyId(), () => ({ items: [one], isLast: true }), keys),
          "unreadable",
        );
      }
    });
  });
});
