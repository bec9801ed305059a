import assert from "node:assert/strict";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import { did, REQUESTORS } from "../../../../src/sample/ncloud/activityStory";
import type { KmsActivity, KmsOddities } from "../../../../src/sample/ncloud/sampleKmsKey";
import { NCLOUD } from "../../../../src/sample/ncloud/story";
import { startSampleCloud, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { keyTag, kmsKey, NcloudUnderTest, refusalOf } from "../../../support/ncloudProvider";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("A look-up of a KMS key", () => {
  let cloud: SampleCloud;
  let ncloud: NcloudUnderTest;

  before(async () => {
    cloud = await startSampleCloud();
  });
  after(() => cloud.close());
  // A new one each time, because twenty calls a second are soon used up, and lists are remembered.
  beforeEach(() => {
    ncloud = new NcloudUnderTest();
  });

  const account = () =>
    ncloud.account(
      cloud.origin,
      cloud.accounts.find(({ provider }) => provider === "ncloud"),
    );
  const ask = (id: string, products = false): Promise<KeyUsage> =>
    ncloud.ask(account(), kmsKey(id), products);
  const ageOf = ({ lastUse }: KeyUsage): number => Date.now() - Date.parse(lastUse?.at ?? "");

  /** A key of the account that these things were done with. */
  function keyWith(oddities: KmsOddities, activities: readonly KmsActivity[] = [USE]): string {
    const id = keyTag();
    cloud.addKmsKey({
      ...{ id, name: "odd-key", account: NCLOUD, memo: "", keyType: "AES256", status: "ENABLE" },
      ...{ protection: "BASIC", registeredAgoMs: 90 * DAY, versionsAgoMs: [90 * DAY] },
      activities,
      oddities,
    });
    return id;
  }
  const USE = did(HOUR, REQUESTORS.shop, "Decrypt");

  it("says when, what for, from where and by whom", async () => {
    const usage = await ask(cloud.story.ncloud.kmsUsed.id);
    assert.equal(usage.outcome, "used");
    assert.ok(ageOf(usage) >= 4 * MINUTE && ageOf(usage) < 6 * MINUTE, String(ageOf(usage)));
    const { at, ...rest } = usage.lastUse ?? assert.fail();
    assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual(rest, {
      service: { code: "Kms", name: "Key Management Service" },
      event: "Encrypt",
      ip: "203.0.113.21",
      source: "API",
      by: { name: "shop-server", id: "shop-server" },
    });
    assert.equal(usage.products, undefined);
    assert.deepEqual([usage.account, usage.key.id], ["prod", cloud.story.ncloud.kmsUsed.id]);
  });

  it("needs the list once and one call for a key that a program used last", async () => {
    const { id } = cloud.story.ncloud.kmsUsed;
    await ask(id);
    await ask(id);
    assert.equal(ncloud.count(/\/keys\?/), 1);
    assert.equal(ncloud.count(/last-use-info$/), 2);
    assert.equal(ncloud.sent.length, 3);
  });

  it("lists the account's keys once for all who ask at the same time", async () => {
    const { kmsUsed, kmsSystem, kmsDisabled } = cloud.story.ncloud;
    await Promise.all([kmsUsed, kmsSystem, kmsDisabled].map(({ id }) => ask(id)));
    assert.equal(ncloud.count(/\/keys\?/), 1);
  });

  it("knows how far the records reach", async () => {
    const usage = await ask(cloud.story.ncloud.kmsUsed.id);
    assert.equal(Date.parse(usage.asOf) - Date.parse(usage.recordsSince ?? ""), 30 * DAY);
  });

  it("tells the key's state, also when the services are not wanted", async () => {
    const { keyInfo } = await ask(cloud.story.ncloud.kmsDeleting.id);
    const { createdAt, deletionAt, ...rest } = keyInfo ?? assert.fail();
    assert.deepEqual(rest, { name: "old-reports", state: "REVOKE", type: "ECDSA", protection: "BASIC" });
    assert.ok(Date.parse(deletionAt ?? "") > Date.now() + 3 * DAY);
    assert.ok(Date.parse(createdAt ?? "") < Date.now() - 500 * DAY);
  });

  describe("with services", () => {
    it("tells everything that the cloud says about the key, and the record behind its use", async () => {
      const key = cloud.story.ncloud.kmsUsed;
      const { usage, records } = await ncloud.lookUp(account(), kmsKey(key.id), { products: true });
      const { createdAt, rotation, nrn, ...rest } = usage.keyInfo ?? assert.fail();
      assert.deepEqual(rest, {
        ...{ name: "orders-db", state: "ENABLE", type: "AES256", protection: "BASIC", memo: key.memo },
        ...{ currentVersion: 5, versionCount: 5 },
      });
      assert.ok(createdAt !== undefined && rotation !== undefined);
      const { nextAt, ...every } = rotation;
      assert.deepEqual(every, { automatic: true, everyDays: 14 });
      assert.ok(Date.parse(nextAt ?? "") > Date.now());
      assert.match(nrn ?? "", /^nrn:PUB:KMS:/);
      assert.deepEqual(usage.products, [usage.lastUse]);
      const record = JSON.parse(records?.get("Kms") ?? "") as { data: { api: { action: string } } };
      assert.equal(record.data.api.action, "Encrypt");
    });

    it("lists no service for a key without a use on record", async () => {
      const { products, keyInfo } = await ask(cloud.story.ncloud.kmsIdle.id, true);
      assert.deepEqual([products, keyInfo?.rotation], [[], { automatic: false }]);
    });

    it("says the last use, and beside it why the rest is missing", async () => {
      const rule = cloud.misbehave({ kind: "deny", operation: "GetKeyInfo" });
      const usage = await ask(cloud.story.ncloud.kmsUsed.id, true);
      assert.equal(usage.outcome, "used");
      assert.equal(usage.problem?.needs, "KMS: Get Key Info");
      assert.deepEqual([usage.keyInfo?.name, usage.keyInfo?.versionCount], ["orders-db", 5]);
      rule.dispose();
    });

    it("does not mind a version list that it cannot have", async () => {
      const rule = cloud.misbehave({ kind: "deny", operation: "GetKeyVersionList" });
      const { problem, keyInfo } = await ask(cloud.story.ncloud.kmsUsed.id, true);
      assert.deepEqual([problem, keyInfo?.versionCount, keyInfo?.currentVersion], [undefined, undefined, 5]);
      rule.dispose();
    });
  });

  describe("whose latest record is no use by a program", () => {
    it("finds the latest use in the log, and tells the other record beside it", async () => {
      const usage = await ask(cloud.story.ncloud.kmsConsole.id);
      assert.equal(usage.outcome, "used");
      assert.deepEqual([usage.lastUse?.event, usage.lastUse?.source], ["Sign", "API"]);
      assert.ok(ageOf(usage) > 5 * DAY && ageOf(usage) < 6 * DAY);
      assert.deepEqual(
        [usage.otherActivity?.event, usage.otherActivity?.source, usage.otherActivity?.by?.name],
        ["GetKeyInfo", "CONSOLE", "minji.kim"],
      );
    });

    it("says that no use is on record when the cloud alone did something", async () => {
      const usage = await ask(cloud.story.ncloud.kmsSystem.id);
      assert.deepEqual([usage.outcome, usage.lastUse], ["no-use-on-record", undefined]);
      assert.deepEqual(
        [usage.otherActivity?.event, usage.otherActivity?.source, usage.owner?.type],
        ["RotateKey", "SYSTEM", "main-account"],
      );
    });

    it("looks through the log's 30 days in pages of 200", async () => {
      await ask(cloud.story.ncloud.kmsSystem.id);
      const query = new URL(ncloud.sent.at(-1) ?? "", cloud.origin).searchParams;
      const [from, to] = [query.get("timestampFrom"), query.get("timestampTo")].map(Number);
      // Five minutes into the future: this machine's clock may be that far behind.
      assert.equal((to ?? 0) - (from ?? 0), 30 * DAY + 5 * MINUTE);
      assert.deepEqual([query.get("pageSize"), query.get("pageNo")], ["200", "1"]);
    });

    it("reads page after page until it finds a use", async () => {
      const looks = Array.from({ length: 450 }, (_, index) =>
        did(HOUR + index * MINUTE, REQUESTORS.person, "GetKeyInfo"),
      );
      const usage = await ask(keyWith({}, [...looks, did(20 * DAY, REQUESTORS.batch, "Decrypt")]));
      assert.deepEqual([usage.outcome, usage.lastUse?.event], ["used", "Decrypt"]);
      assert.equal(ncloud.count(/activities/), 3);
    });

    it("claims nothing when the log is longer than it reads", async () => {
      const looks = Array.from({ length: 2_100 }, (_, index) =>
        did(HOUR + index * MINUTE, REQUESTORS.person, "GetKeyInfo"),
      );
      const id = keyWith({}, [...looks, did(20 * DAY, REQUESTORS.batch, "Decrypt")]);
      const error = await refusalOf(ask(id), "invalid");
      assert.equal(error.code, "TooManyRecords");
      assert.match(error.message, /^The latest 2000 records of this key are all of its administration/);
      assert.equal(ncloud.count(/activities/), 10);
    });

    it("is not called unused when the log is closed to the account", async () => {
      const rule = cloud.misbehave({ kind: "deny", operation: "GetKeyActivityLogs" });
      const error = await refusalOf(ask(cloud.story.ncloud.kmsSystem.id), "denied");
      assert.equal(error.needs, "KMS: Get Key Activity Logs");
      rule.dispose();
    });
  });

  describe("when nothing is on record", () => {
    for (const data of ["absent", "null", "inner-absent", "inner-null", "empty-strings"] as const) {
      it(`says so when the answer's data is ${data}, once the log agrees`, async () => {
        const usage = await ask(keyWith({ data }, []), true);
        assert.deepEqual([usage.outcome, usage.products], ["no-use-on-record", []]);
        assert.equal(ncloud.count(/activities/), 1);
      });

      it(`believes the log when that has a use and the answer's data is ${data}`, async () => {
        const usage = await ask(keyWith({ data }));
        assert.deepEqual([usage.outcome, usage.lastUse?.event], ["used", "Decrypt"]);
      });
    }

    for (const status of [404, 400] as const) {
      it(`says so when the cloud refuses with ${status} to tell of a key that it lists`, async () => {
        assert.equal((await ask(keyWith({ neverUsed: status }, []))).outcome, "no-use-on-record");
      });
    }

    it("does not rest on the first answer alone when the log is closed to the account", async () => {
      const rule = cloud.misbehave({ kind: "deny", operation: "GetKeyActivityLogs" });
      const error = await refusalOf(ask(cloud.story.ncloud.kmsIdle.id), "denied");
      assert.equal(error.needs, "KMS: Get Key Activity Logs");
      rule.dispose();
    });

    it("finds a use that this machine's clock has yet to reach", async () => {
      const id = keyWith({ data: "null" }, [did(-4 * MINUTE, REQUESTORS.shop, "Sign")]);
      assert.equal((await ask(id)).lastUse?.event, "Sign");
    });

    it("says nothing when neither answer tells of a key that the list has", async () => {
      const id = keyWith({ failure: { status: 404, code: "NOT_FOUND", message: "Not found" } });
      const error = await refusalOf(ask(id), "unreadable");
      assert.match(error.message, /^Account prod has this key, but NAVER Cloud does not answer/);
    });
  });

  describe("when the cloud writes its answer in another way", () => {
    it("reads the other spelling, and success in small letters", async () => {
      const usage = await ask(keyWith({ spelling: "KmsKey", code: "lower-case" }), true);
      assert.deepEqual([usage.outcome, usage.lastUse?.by?.name], ["used", "shop-server"]);
    });

    it("reads a list as a table of the documents has it", async () => {
      const rule = cloud.misbehave({ kind: "key-list-as-in-tables" });
      assert.equal((await ask(cloud.story.ncloud.kmsUsed.id)).outcome, "used");
      rule.dispose();
    });

    it("reads a time in Seoul's zone", async () => {
      const usage = await ask(keyWith({ timestamp: "seoul" }));
      assert.ok(ageOf(usage) >= HOUR && ageOf(usage) < HOUR + 2 * MINUTE, String(ageOf(usage)));
      assert.equal(usage.lastUse?.mayBeLater, undefined);
    });

    it("takes a time without a zone as early as it can be, and says how it was written", async () => {
      const { lastUse } = await ask(keyWith({ timestamp: "no-zone" }), true);
      const { at = "", zonelessTime, mayBeLater } = lastUse ?? {};
      assert.equal(mayBeLater, true);
      assert.equal(Date.parse(`${zonelessTime ?? ""}+14:00`), Date.parse(at));
    });

    for (const timestamp of ["absent", "null", "empty"] as const) {
      it(`does not call a use unused when its time is ${timestamp}`, async () => {
        const error = await refusalOf(ask(keyWith({ timestamp })), "unreadable");
        assert.equal(error.code, "UseWithoutTime");
      });

      it(`does not take the cloud's own work for use when its time is ${timestamp}`, async () => {
        const id = keyWith({ timestamp }, [did(DAY, REQUESTORS.cloud, "RotateKey")]);
        assert.equal((await ask(id)).outcome, "no-use-on-record");
      });
    }

    for (const requestType of ["unknown", "absent"] as const) {
      it(`takes a request of ${requestType} kind for use`, async () => {
        const usage = await ask(keyWith({ requestType }));
        assert.equal(usage.outcome, "used");
        assert.equal(usage.lastUse?.source, requestType === "unknown" ? "BATCH" : undefined);
      });
    }

    it("takes a request that failed for use, and says that it failed", async () => {
      const { outcome, lastUse } = await ask(keyWith({ result: "FAILURE" }));
      assert.deepEqual([outcome, lastUse?.event], ["used", "Decrypt (FAILURE)"]);
    });
  });

  describe("that fails under HTTP 200", () => {
    const failing = (code: string) => keyWith({ failure: { code, message: "Some words" } });

    it("says which call is not allowed", async () => {
      const error = await refusalOf(ask(failing("FORBIDDEN")), "denied");
      assert.deepEqual([error.code, error.needs], ["FORBIDDEN", "KMS: Get Latest Use Info"]);
    });

    it("says that the cloud has a fault", async () => {
      await refusalOf(ask(failing("INTERNAL_SERVER_ERROR")), "server");
    });

    it("passes on what it does not know", async () => {
      const error = await refusalOf(ask(failing("UNPROCESSABLE_ENTITY")), "invalid");
      assert.match(error.message, /\(UNPROCESSABLE_ENTITY\): Some words$/);
    });
  });

  describe("of a key that the account does not have", () => {
    it("says so by the list alone, and lists anew no sooner than it has to", async () => {
      for (let time = 0; time < 3; time++) {
        const error = await refusalOf(ask(keyTag()), "not-found");
        assert.match(error.message, /^Account prod does not have this key\.$/);
      }
      assert.deepEqual([ncloud.count(/\/keys\?/), ncloud.sent.length], [1, 1]);
    });
  });
});
