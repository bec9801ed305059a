import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { listenOnLoopback, type LoopbackServer } from "../../../../src/sample/loopbackServer";
import {
  accessKey,
  keyTag,
  kmsKey,
  NcloudUnderTest,
  oldKeyId,
  OWN,
  refusalOf,
  subAccountKeyId,
} from "../../../support/ncloudProvider";

const DAY = 86_400_000;

/** What a scripted cloud answers, by the end of the path; whatever is not listed is empty. */
type Script = Readonly<Record<string, unknown>>;

describe("A strange answer of NAVER Cloud", () => {
  let server: LoopbackServer;
  let script: Script = {};
  let answer: (response: ServerResponse, path: string, page: number) => void;
  let ncloud: NcloudUnderTest;
  const tag = keyTag();
  const id = subAccountKeyId();

  before(async () => {
    server = await listenOnLoopback((message, response) => {
      const { pathname, searchParams } = new URL(message.url ?? "/", "http://host.invalid");
      answer(response, pathname, Number(searchParams.get("pageNo") ?? searchParams.get("page")));
    });
  });
  after(() => server.close());
  beforeEach(() => {
    ncloud = new NcloudUnderTest();
    answer = (response, path) => {
      const [, body] = Object.entries(script).find(([end]) => path.endsWith(end)) ?? [];
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(body ?? null));
    };
  });

  const KEYS = { code: "SUCCESS", data: { keyList: [{ keyTag: tag }], totalPageNo: 1, totalCount: 1 } };
  const success = (data: unknown) => ({ code: "SUCCESS", data });
  const log = (...activityLogList: unknown[]) => success({ activityLogList, totalPageNo: 1 });
  const use = (at: number, requestType = "API", action = "Decrypt") => ({
    timestamp: new Date(at).toISOString(),
    data: { requestor: { requestType }, api: { action, result: "SUCCESS" } },
  });
  const ago = (ms: number): number => Math.floor(Date.now() - ms);

  const askKms = (given: Script) => {
    script = { "/kms/v1/keys": KEYS, activities: log(), ...given };
    return ncloud.ask(ncloud.account(server.origin), kmsKey(tag));
  };

  describe("about a KMS key", () => {
    it("without the form of any document concludes nothing", async () => {
      const odd = [
        success("never"),
        success([use(ago(DAY))]),
        success({ lastUsed: "yesterday" }),
        { code: "SUCCESS", result: use(ago(DAY)) },
      ];
      for (const one of odd) {
        const error = await refusalOf(askKms({ "last-use-info": one }), "unreadable");
        assert.equal(error.code, "UnexpectedShape");
      }
      for (const one of [null, [], "x", {}, { data: null }])
        await assert.rejects(askKms({ "last-use-info": one }), JSON.stringify(one));
    });

    it("concludes nothing from a list or a log that is none", async () => {
      for (const list of [success({}), success({ keyList: "none" }), success([])]) {
        ncloud = new NcloudUnderTest();
        const error = await refusalOf(askKms({ "/kms/v1/keys": list }), "unreadable");
        assert.equal(error.code, "UnexpectedShape");
      }
      ncloud = new NcloudUnderTest();
      await refusalOf(askKms({ "last-use-info": success(null), activities: success({}) }), "unreadable");
    });

    it("takes an account with data null for one without keys", async () => {
      await refusalOf(askKms({ "/kms/v1/keys": success(null) }), "not-found");
    });

    it("reads the flat form that a table of the documents has", async () => {
      const flat = {
        timestamp: new Date(ago(DAY)).toISOString(),
        requestor: { requestType: "API", id: "shop", ip: "203.0.113.9" },
        API: { action: "Encrypt" },
      };
      const { lastUse } = await askKms({ "last-use-info": success(flat) });
      assert.deepEqual([lastUse?.event, lastUse?.ip, lastUse?.by?.name], ["Encrypt", "203.0.113.9", "shop"]);
    });

    it("takes a time alone for a use, unless it is that of the question", async () => {
      const at = ago(2 * DAY);
      const old = await askKms({ "last-use-info": success({ timestamp: new Date(at).toISOString() }) });
      assert.equal(old.lastUse?.at, new Date(at).toISOString());
      const now = await askKms({
        "last-use-info": success({ timestamp: new Date().toISOString(), data: null }),
      });
      assert.equal(now.outcome, "no-use-on-record");
    });

    it("is not about the key when it names another", async () => {
      const other = { ...use(ago(DAY)), data: { ...use(ago(DAY)).data, kmsKey: { keyTag: keyTag() } } };
      const error = await refusalOf(askKms({ "last-use-info": success(other) }), "unreadable");
      assert.equal(error.code, "AnotherKey");
    });

    it("without a time is not older than the log's latest use", async () => {
      const untimed = { ...use(0), timestamp: "soon" };
      const { lastUse } = await askKms({
        "last-use-info": success(untimed),
        activities: log(untimed, use(ago(DAY))),
      });
      assert.equal(lastUse?.mayBeLater, true);
      assert.ok(Date.parse(lastUse.at) <= ago(DAY) + 60_000);
    });

    it("may have a log with something in it that is no record, which is not called unused", async () => {
      for (const one of [null, "x", 7, [], { timestamp: "soon", data: { api: { action: "A" } } }]) {
        const error = await refusalOf(
          askKms({ "last-use-info": success(null), activities: log(one) }),
          "unreadable",
        );
        assert.equal(error.code, "UseWithoutTime", JSON.stringify(one));
      }
    });

    it("tells the latest of a log that is sorted the other way", async () => {
      const pages = [
        [use(ago(20 * DAY)), use(ago(19 * DAY), "SYSTEM")],
        [use(ago(9 * DAY)), use(ago(8 * DAY))],
        [use(ago(3 * DAY), "CONSOLE"), use(ago(2 * DAY), "CONSOLE")],
      ];
      const asked: number[] = [];
      answer = (response, path, page) => {
        if (path.endsWith("activities")) asked.push(page);
        const body = path.endsWith("/kms/v1/keys")
          ? KEYS
          : path.endsWith("activities")
            ? success({ activityLogList: pages[page - 1], currentPageNo: page, totalPageNo: 3 })
            : success(pages[2]?.[1]);
        response.end(JSON.stringify(body));
      };
      const { lastUse, otherActivity } = await askKms({});
      assert.equal(Math.round((Date.now() - Date.parse(lastUse?.at ?? "")) / DAY), 8);
      assert.equal(otherActivity?.source, "CONSOLE");
      assert.deepEqual(asked, [1, 3, 2]);
    });
  });

  describe("about an access key", () => {
    const askKey = (given: Script) => {
      script = {
        "/sub-accounts": { items: [{ subAccountId: "s1", loginId: "batch" }], isLast: true },
        "access-keys": [{ accessKey: id, active: true }],
        ...given,
      };
      return ncloud.ask(ncloud.account(server.origin), accessKey(id));
    };
    const at = new Date(ago(DAY)).toISOString();

    it("reads either version's form wherever it comes from", async () => {
      for (const summary of [
        { lastAccessKeyUsed: [{ accessKey: id, lastUsed: at }] },
        { lastAccessKeyUsages: [{ accessKey: id, lastUsedDateTime: at }] },
        { LastAccessKeyUsages: [{ ACCESSKEY: id, lastUsed: at, unusedDays: "400" }], unusedDays: "400" },
      ])
        assert.equal((await askKey({ "last-access-summary": summary })).lastUse?.at, at);
    });

    it("reads the lists in every form that the documents have", async () => {
      const lists: readonly Script[] = [
        { "/sub-accounts": { subAccounts: [{ subAccountId: "s1" }], totalPages: 1 } },
        { "/sub-accounts": [{ subAccountId: "s1" }] },
        { "access-keys": { accessKeys: [{ accessKey: id, active: "false", createdDateTime: at }] } },
        { "access-keys": { accessKey: id, active: false, createTime: at } },
      ];
      for (const list of lists) {
        ncloud = new NcloudUnderTest();
        const usage = await askKey({ ...list, "last-access-summary": { lastAccessKeyUsed: [] } });
        assert.equal(usage.outcome, "no-use-on-record");
        if ("access-keys" in list)
          assert.deepEqual([usage.keyInfo?.state, usage.keyInfo?.createdAt], ["inactive", at]);
      }
    });

    it("takes a key that is listed without a time, or an empty list, for no use on record", async () => {
      for (const list of [null, [], [{ accessKey: id, lastUsed: null }]])
        assert.equal(
          (await askKey({ "last-access-summary": { lastAccessKeyUsed: list, unusedDays: "1" } })).outcome,
          "no-use-on-record",
        );
    });

    it("does not take a key for unused when the list has others alone, which may be the latest alone", async () => {
      for (const other of [oldKeyId(), `${oldKeyId().slice(0, 12)}********`]) {
        const summary = { lastAccessKeyUsed: [{ accessKey: other, lastUsed: at }] };
        const error = await refusalOf(askKey({ "last-access-summary": summary }), "unreadable");
        assert.equal(error.code, "KeyNotInSummary");
      }
    });

    it("takes a time without a zone as early as it can be", async () => {
      const summary = { lastAccessKeyUsages: [{ accessKey: id, lastUsedDateTime: "2026-01-16T15:45:00" }] };
      assert.deepEqual((await askKey({ "last-access-summary": summary })).lastUse, {
        at: "2026-01-16T01:45:00.000Z",
        zonelessTime: "2026-01-16T15:45:00",
        mayBeLater: true,
      });
    });

    it("does not call a use unused that has no readable time", async () => {
      const summary = { lastAccessKeyUsed: [{ accessKey: id, lastUsed: "recently" }] };
      const error = await refusalOf(askKey({ "last-access-summary": summary }), "unreadable");
      assert.equal(error.code, "UseWithoutTime");
    });

    it("concludes nothing from a summary that is none", async () => {
      const odd = [
        {},
        { lastLogin: at },
        { lastAccessKeyUsed: at },
        { lastAccessKeyUsed: [{ lastUsed: at }] },
        { lastAccessKeyUsed: [at] },
        "never",
        null,
      ];
      for (const summary of odd) await refusalOf(askKey({ "last-access-summary": summary }), "unreadable");
    });

    it("finds the owner by a hidden ID only when no other key begins alike", async () => {
      const hidden = `${id.slice(0, 22)}******`;
      const summary = { lastAccessKeyUsed: [{ accessKey: hidden, lastUsed: at }] };
      const one = await askKey({ "access-keys": [{ accessKey: hidden }], "last-access-summary": summary });
      assert.equal(one.lastUse?.at, at);
      ncloud = new NcloudUnderTest();
      const two = askKey({
        "access-keys": [{ accessKey: hidden }, { accessKey: `${id.slice(0, 12)}****` }],
        "last-access-summary": summary,
      });
      assert.equal((await refusalOf(two, "unreadable")).code, "AmbiguousKey");
    });

    it("takes a hidden ID for the key's only when enough of it can be seen", async () => {
      const old = oldKeyId();
      const ask = (key: string, seen: number) => {
        ncloud = new NcloudUnderTest();
        const hidden = `${key.slice(0, seen)}********`;
        script = {
          "/sub-accounts": { items: [{ subAccountId: "s1", loginId: "idle-bot" }], isLast: true },
          "access-keys": [{ accessKey: hidden, active: true }],
          "last-access-summary": { lastAccessKeyUsed: [{ accessKey: hidden, lastUsed: at }] },
        };
        return ncloud.ask(ncloud.account(server.origin), accessKey(key));
      };
      // All IDs of a zone's sub accounts begin with the same 14 characters; old ones have no such beginning.
      for (const [key, seen] of [
        [id, 12],
        [id, 14],
        [id, 21],
        [old, 0],
        [old, 7],
      ] as const) {
        const error = await refusalOf(ask(key, seen), "unreadable");
        assert.equal(error.code, "AmbiguousKey");
        assert.match(error.message, /^NAVER Cloud hides so much of the access key IDs from account prod/);
      }
      assert.equal((await ask(id, 22)).owner?.name, "idle-bot");
      assert.equal((await ask(old, 8)).owner?.name, "idle-bot");
    });

    it("reads page after page, whichever way the pages are counted", async () => {
      for (const paging of [{ totalPages: 3 }, { hasNext: "more" }, { isLast: "last" }, {}]) {
        ncloud = new NcloudUnderTest();
        const account = ncloud.account(server.origin);
        answer = (response, path, page) => {
          const items = page < 3 ? [{ subAccountId: `s${page}` }] : [];
          const said = {
            ...paging,
            ...("hasNext" in paging && { hasNext: page < 2 }),
            ...("isLast" in paging && { isLast: page >= 2 }),
          };
          const body = path.endsWith("/sub-accounts")
            ? { items, ...said }
            : path.includes("/s2/access-keys")
              ? [{ accessKey: id }]
              : path.endsWith("access-keys")
                ? []
                : { lastAccessKeyUsed: [] };
          response.end(JSON.stringify(body));
        };
        assert.equal((await ncloud.ask(account, accessKey(id))).owner?.id, "s2");
        assert.equal(ncloud.count(/\/sub-accounts\?/), Object.keys(paging).length > 0 ? 3 : 4);
      }
    });

    it("cannot send the caller anywhere by an ID with a path in it", async () => {
      await askKey({
        "/sub-accounts": { items: [{ subAccountId: "../../x?y" }], isLast: true },
        "last-access-summary": { lastAccessKeyUsed: [] },
      });
      assert.ok(ncloud.sent.some((target) => target.includes("/sub-accounts/..%2F..%2Fx%3Fy/access-keys")));
    });

    it("of no known kind of caller tells nothing of the own key", async () => {
      const ask = (caller: unknown) => {
        script = { "caller-identity": caller, "/sub-accounts": { items: [], isLast: true } };
        return ncloud.ask(ncloud.account(server.origin), accessKey(OWN.accessKeyId));
      };
      await refusalOf(ask({ id: "x", userType: "Robot" }), "not-found");
      await refusalOf(ask({ userType: "Sub" }), "unreadable");
      await refusalOf(ask({ id: "x", userType: "CUSTOMER" }), "untracked");
    });
  });
});
