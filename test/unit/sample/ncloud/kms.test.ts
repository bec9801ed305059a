import assert from "node:assert/strict";
import type { SampleKmsKey } from "../../../../src/sample/ncloud/sampleKmsKey";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { at, ncloudBody, ncloudRefusal, sendNcloud, signedNcloud } from "./ncloudRequest";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Wire = Readonly<Record<string, unknown>>;

describe("The sample cloud's KMS", () => {
  let cloud: SampleCloud;
  let account: SampleAccount;

  beforeEach(async () => {
    cloud = await startSampleCloud();
    account = cloud.accounts.find(({ provider }) => provider === "ncloud") ?? assert.fail();
  });
  afterEach(() => cloud.close());

  const request = (target: string, own = account) =>
    signedNcloud({ origin: cloud.origin, account: own, target });
  const ask = (target: string): Promise<unknown> => ncloudBody(request(target));
  const about = (key: SampleKmsKey, rest = ""): Promise<unknown> => ask(`/kms/v1/keys/${key.id}${rest}`);
  const logOf = async (key: SampleKmsKey, query = ""): Promise<readonly Wire[]> =>
    at(await about(key, `/activities${query}`), "data.activityLogList") as Wire[];
  const typeOf = (record: unknown): unknown => at(record, "data.requestor.requestType");
  const ageOf = (record: unknown): number => Date.now() - Date.parse(String(at(record, "timestamp")));

  describe("lists keys", () => {
    it("page by page, each once, with their states", async () => {
      const tags: unknown[] = [];
      for (const pageNo of [1, 2, 3]) {
        const body = await ask(`/kms/v1/keys?pageNo=${pageNo}&pageSize=4`);
        assert.deepEqual(
          ["code", "data.currentPageNo", "data.totalPageNo", "data.totalCount"].map((name) => at(body, name)),
          ["SUCCESS", pageNo, 2, 6],
        );
        tags.push(...(at(body, "data.keyList") as Wire[]).map(({ keyTag }) => keyTag));
      }
      const own = Object.values(cloud.story.ncloud).filter((key) => "activities" in key);
      assert.deepEqual(
        tags,
        own.map(({ id }) => id),
      );
      const all = at(await ask("/kms/v1/keys"), "data.keyList") as Wire[];
      assert.deepEqual(
        all
          .map(({ keyName, status }) => `${String(keyName)} ${String(status)}`)
          .filter((text) => !text.endsWith("ENABLE")),
        ["legacy-files DISABLE", "old-reports REVOKE"],
      );
      const dates = all.flatMap(({ destroyDate }) => (destroyDate === null ? [] : [destroyDate as number]));
      assert.deepEqual(
        dates.map((date) => Math.floor((date - Date.now()) / DAY)),
        [4],
      );
      for (const { keyTag, keyName, registerDate } of all) {
        assert.match(String(keyTag), /^[0-9a-f]{64}$/);
        assert.match(String(keyName), /^[A-Za-z][A-Za-z0-9_-]{2,14}$/);
        assert.ok(typeof registerDate === "number" && registerDate > 1e12);
      }
    });

    it("in the two ways in which the documents write it", async () => {
      cloud.misbehave({ kind: "key-list-as-in-tables", times: 1 });
      const odd = await ask("/kms/v1/keys?pageSize=1");
      assert.equal((at(odd, "data.KeyList") as Wire[]).length, 1);
      assert.deepEqual([at(odd, "totalPageNo"), at(odd, "totalCount")], [6, 6]);
      assert.equal(at(odd, "data.totalCount"), undefined);
      assert.equal((at(await ask("/kms/v1/keys"), "data.keyList") as Wire[]).length, 6);
    });

    it("with pages of 1 to 200, counted from 1", async () => {
      for (const query of [
        "pageSize=0",
        "pageSize=201",
        "pageSize=ten",
        "pageNo=0",
        "pageNo=-1",
        "pageNo=",
      ]) {
        const { status, text } = await sendNcloud(request(`/kms/v1/keys?${query}`));
        assert.deepEqual([status, at(JSON.parse(text), "code")], [400, "INVALID_REQUEST"], query);
      }
      assert.equal((await sendNcloud(request("/kms/v1/keys?pageSize=200"))).status, 200);
    });
  });

  it("tells what a key is, and its versions", async () => {
    const { kmsUsed, kmsIdle } = cloud.story.ncloud;
    const body = await about(kmsUsed);
    const data = at(body, "data") as Wire;
    assert.deepEqual(
      [data["keyTag"], data["keyName"], data["keyType"], data["status"], data["protectionType"]],
      [kmsUsed.id, "orders-db", "AES256", "ENABLE", "BASIC"],
    );
    assert.match(String(data["nrn"]), /^nrn:PUB:KMS::\d+:Key\/\d+$/);
    assert.equal(data["baseUrl"], "https://ocapi.ncloud.com");
    assert.deepEqual([data["isAutoRotation"], data["rotationPeriod"], data["currentVersion"]], [true, 14, 5]);
    assert.match(String(data["memo"]), /\p{Script=Hangul}/u);
    const idle = at(await about(kmsIdle), "data") as Wire;
    assert.deepEqual([idle["isAutoRotation"], idle["rotationPeriod"], idle["memo"]], [false, null, ""]);

    const versions = at(await about(kmsUsed, "/versions"), "data.versionList") as Wire[];
    assert.deepEqual(
      versions.map(({ version }) => version),
      [5, 4, 3, 2, 1],
    );
  });

  it("tells a latest use in the true nesting: minutes ago, by a program", async () => {
    const { kmsUsed } = cloud.story.ncloud;
    const body = await about(kmsUsed, "/last-use-info");
    assert.match(String(at(body, "data.timestamp")), /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
    const age = ageOf(at(body, "data"));
    assert.ok(age >= 4 * MINUTE && age < 6 * MINUTE, `${age} ms`);
    const { nrn, ...kmsKey } = at(body, "data.data.kmsKey") as Wire;
    assert.equal(nrn, at(await about(kmsUsed), "data.nrn"));
    assert.deepEqual(kmsKey, { keyTag: kmsUsed.id, keyName: "orders-db" });
    assert.deepEqual(at(body, "data.data.requestor"), {
      requestType: "API",
      id: "shop-server",
      ip: "203.0.113.21",
    });
    assert.deepEqual(at(body, "data.data.api"), { result: "SUCCESS", action: "Encrypt", type: "TOKEN" });
    assert.ok("message" in (at(body, "data") as Wire));
  });

  it("tells of the other keys what each is there for", async () => {
    const { kmsSystem, kmsConsole, kmsDisabled, kmsDeleting, kmsIdle } = cloud.story.ncloud;
    const latest = async (key: SampleKmsKey) => {
      const data = at(await about(key, "/last-use-info"), "data");
      return [typeOf(data), Math.floor(ageOf(data) / DAY)];
    };
    assert.deepEqual(await latest(kmsSystem), ["SYSTEM", 5]);
    assert.deepEqual(await latest(kmsConsole), ["CONSOLE", 0]);
    assert.deepEqual(await latest(kmsDisabled), ["API", 20]);
    assert.deepEqual(await latest(kmsDeleting), ["SYSTEM", 3]);
    assert.deepEqual(await about(kmsIdle, "/last-use-info"), { code: "SUCCESS", data: null });

    const month = `?timestampFrom=${Date.now() - 30 * DAY}`;
    const types = async (key: SampleKmsKey) => [...new Set((await logOf(key, month)).map(typeOf))];
    assert.deepEqual(await types(kmsSystem), ["SYSTEM"]);
    assert.deepEqual(await types(kmsConsole), ["CONSOLE", "API"]);
    assert.deepEqual(await types(kmsDeleting), ["SYSTEM", "CONSOLE", "API"]);
    assert.deepEqual(await types(kmsIdle), []);
    // Without a window nobody learns of the program that used it five days ago.
    assert.deepEqual((await logOf(kmsConsole)).map(typeOf), ["CONSOLE", "CONSOLE"]);
  });

  describe("has an activity log", () => {
    it("of some hundred records, newest first, page by page and each once", async () => {
      const { kmsUsed } = cloud.story.ncloud;
      const from = Date.now() - 30 * DAY;
      const records: Wire[] = [];
      for (let pageNo = 1, pages = 1; pageNo <= pages; pageNo += 1) {
        const query = `/activities?pageNo=${pageNo}&pageSize=200&timestampFrom=${from}`;
        const body = await about(kmsUsed, query);
        pages = at(body, "data.totalPageNo") as number;
        assert.deepEqual(
          [pages, at(body, "data.pageSize"), at(body, "data.currentPageNo")],
          [3, 200, pageNo],
        );
        records.push(...(at(body, "data.activityLogList") as Wire[]));
      }
      const total = at(await about(kmsUsed, `/activities?timestampFrom=${from}`), "data.totalCount");
      assert.equal(records.length, total);
      assert.ok(records.length > 400);
      const ages = records.map(ageOf);
      assert.deepEqual(
        ages,
        ages.toSorted((one, other) => one - other),
      );
      assert.deepEqual(new Set(records.map(typeOf)), new Set(["API", "CONSOLE", "SYSTEM"]));
      const programs = records.filter((record) => typeOf(record) === "API");
      assert.equal(new Set(programs.map((record) => at(record, "data.requestor.ip"))).size, 2);
      assert.ok(new Set(programs.map((record) => at(record, "data.api.action"))).size > 3);
    });

    it("of the last day unless a window is given, whose ends it keeps to", async () => {
      const { kmsUsed } = cloud.story.ncloud;
      const day = await logOf(kmsUsed, "?pageSize=200");
      assert.ok(day.length > 10 && day.length < 30, `${day.length} records`);
      assert.ok(day.every((record) => ageOf(record) <= DAY + MINUTE));
      const [newest, second] = day;
      const exactly = Date.parse(String(second!["timestamp"]));
      const window = `?timestampFrom=${exactly}&timestampTo=${exactly}`;
      assert.deepEqual(await logOf(kmsUsed, window), [second]);
      const later = `?timestampFrom=${exactly + 1}`;
      assert.deepEqual(await logOf(kmsUsed, later), [newest]);
    });

    it("that can be searched for a word", async () => {
      const { kmsUsed } = cloud.story.ncloud;
      const found = await logOf(kmsUsed, `?keyword=Rotate&timestampFrom=${Date.now() - 30 * DAY}`);
      assert.deepEqual(
        found.map((record) => Math.floor(ageOf(record) / DAY)),
        [10, 24],
      );
    });

    it("that reaches back 30 days and 30,000 records", async () => {
      const { kmsIdle, kmsUsed } = cloud.story.ncloud;
      const [{ by }] = kmsUsed.activities as [SampleKmsKey["activities"][number]];
      const did = (agoMs: number) => ({ agoMs, by, action: "Encrypt" });
      cloud.addKmsKey({ ...kmsIdle, activities: [did(30 * DAY - HOUR), did(30 * DAY + MINUTE)] });
      assert.equal((await logOf(kmsIdle, "?timestampFrom=0")).length, 1);
      cloud.addKmsKey({ ...kmsIdle, activities: [did(31 * DAY)] });
      assert.equal(at(await about(kmsIdle, "/last-use-info"), "data"), null);

      const many = Array.from({ length: 30_001 }, (_, index) => did(index * 1000));
      cloud.addKmsKey({ ...kmsIdle, activities: many });
      const body = await about(kmsIdle, "/activities?timestampFrom=0&pageNo=150&pageSize=200");
      assert.deepEqual([at(body, "data.totalCount"), at(body, "data.totalPageNo")], [30_000, 150]);
      assert.equal((at(body, "data.activityLogList") as Wire[]).length, 200);
    });

    it("that takes pages of 1 to 200 and windows that make sense", async () => {
      const { kmsUsed } = cloud.story.ncloud;
      for (const query of [
        "pageSize=201",
        "pageNo=0",
        "timestampFrom=yesterday",
        "timestampFrom=2&timestampTo=1",
      ]) {
        const { status, text } = await sendNcloud(request(`/kms/v1/keys/${kmsUsed.id}/activities?${query}`));
        assert.deepEqual([status, at(JSON.parse(text), "code")], [400, "INVALID_REQUEST"], query);
      }
    });
  });

  it("tells nothing to whom the key does not belong, in whichever way a test has chosen", async () => {
    const { kmsUsed } = cloud.story.ncloud;
    const target = `/kms/v1/keys/${kmsUsed.id}/last-use-info`;
    const other = cloud.addSigner(account.name);
    assert.equal(await ncloudRefusal(request(target, other)), "200 success");
    cloud.addKmsKey({ ...kmsUsed, account: "somebody" });
    assert.equal(await ncloudRefusal(request(target)), "404 300 Not Found Exception");
    assert.equal(at(await ask("/kms/v1/keys"), "data.totalCount"), 5);

    cloud.misbehave({ kind: "unknown-key", answer: "no-permission", times: 1 });
    assert.equal(await ncloudRefusal(request(target)), "401 210 Permission Denied");
    cloud.misbehave({ kind: "unknown-key", answer: "invalid-parameter", times: 1 });
    const { status, text } = await sendNcloud(request(target));
    assert.deepEqual([status, at(JSON.parse(text), "code")], [400, "INVALID_REQUEST"]);
    cloud.misbehave({ kind: "unknown-key", answer: "empty", times: 1 });
    assert.deepEqual(await ask(target), { code: "SUCCESS", data: null });
  });

  it("has the same times whenever it is asked on the same day", async () => {
    let time = Date.now();
    const own = await startSampleCloud({ now: () => time, accounts: cloud.accounts });
    try {
      const target = `/kms/v1/keys/${own.story.ncloud.kmsUsed.id}/last-use-info`;
      const latest = async () => {
        const signed = signedNcloud({ origin: own.origin, account, target, timestamp: time });
        return at(await ncloudBody(signed), "data.timestamp");
      };
      const first = await latest();
      time += 7 * MINUTE;
      assert.equal(await latest(), first);
      time += 9 * DAY;
      assert.equal(Date.parse(String(await latest())), Date.parse(String(first)) + 9 * DAY);
    } finally {
      await own.close();
    }
  });
});
