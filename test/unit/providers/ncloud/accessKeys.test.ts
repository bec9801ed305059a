import assert from "node:assert/strict";
import type { Site } from "../../../../src/core/usage/account";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import { judge } from "../../../../src/core/verdict/judge";
import type { SampleAccessKey, SampleSubAccount } from "../../../../src/sample/ncloud/sampleSubAccount";
import { AUDITOR_ID, NCLOUD } from "../../../../src/sample/ncloud/story";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../../src/sample/sampleCloud";
import {
  accessKey,
  NcloudUnderTest,
  oldKeyId,
  refusalOf,
  subAccountKeyId,
} from "../../../support/ncloudProvider";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("A look-up of an access key", () => {
  let cloud: SampleCloud;
  let ncloud: NcloudUnderTest;

  beforeEach(async () => {
    cloud = await startSampleCloud();
    ncloud = new NcloudUnderTest();
  });
  afterEach(() => cloud.close());

  const signer = (): SampleAccount =>
    cloud.accounts.find(({ provider }) => provider === "ncloud") ?? assert.fail();
  const ask = (id: string, { site, as = signer() }: { site?: Site; as?: SampleAccount } = {}) =>
    ncloud.ask(ncloud.account(cloud.origin, as, { ...(site && { site }) }), accessKey(id));
  const ageOf = ({ lastUse }: KeyUsage): number => Date.now() - Date.parse(lastUse?.at ?? "");

  /** A sub account of the account with these keys. */
  function addSubAccount(keys: readonly SampleAccessKey[], masked = false): SampleSubAccount {
    const id = `5a${String(cloud.requests.length + keys.length).padStart(6, "0")}-0000-4000-8000-${"0".repeat(12)}`;
    const one = { id, loginId: "batch", account: NCLOUD, createdAgoMs: 400 * DAY, keys, masked };
    cloud.addSubAccount(one);
    return one;
  }
  const key = (usedAgoMs?: number, id = subAccountKeyId()): SampleAccessKey => ({
    ...{ id, active: true, createdAgoMs: 300 * DAY },
    ...(usedAgoMs !== undefined && { usedAgoMs }),
  });

  for (const site of ["public", "government"] as const) {
    describe(`on the ${site} site`, () => {
      it("says when a sub account's key was last used, and whose it is", async () => {
        const usage = await ask(cloud.story.ncloud.subInUse.id, { site });
        assert.equal(usage.outcome, "used");
        assert.ok(ageOf(usage) >= HOUR && ageOf(usage) < HOUR + 120_000);
        const { id, ...owner } = usage.owner ?? assert.fail();
        assert.deepEqual(owner, { type: "sub-account", name: "ci-runner" });
        assert.match(id ?? "", /^[0-9a-f-]{36}$/);
        assert.deepEqual(Object.keys(usage.lastUse ?? {}), ["at"]);
        const { state, createdAt } = usage.keyInfo ?? assert.fail();
        assert.equal(state, "active");
        assert.ok(Date.parse(createdAt ?? "") < Date.now() - 319 * DAY);
        const path =
          site === "government"
            ? /^\/api\/v2\/sub-accounts\/[^/]+\/last-access-summary$/
            : /^\/api\/v1\/users\/[^/]+\/last-access-summary$/;
        assert.equal(ncloud.count(path), 1);
      });

      it("knows of no use of a key whose sub account has used none", async () => {
        const usage = await ask(cloud.story.ncloud.subUnused.id, { site });
        assert.deepEqual(
          [usage.outcome, usage.lastUse, usage.owner?.name],
          ["no-use-on-record", undefined, "ci-spare"],
        );
      });

      it("does not call a key unused because its sub account uses another", async () => {
        const [used, other] = [key(2 * DAY), key()];
        addSubAccount([used, other]);
        const error = await refusalOf(ask(other.id, { site }), "unreadable");
        assert.equal(error.code, "KeyNotInSummary");
        assert.match(error.message, /^NAVER Cloud listed other keys of this sub account and not this one/);
        assert.equal((await ask(used.id, { site })).outcome, "used");
      });
    });
  }

  it("cannot tell KeyTrail's own calls from others' uses of the key that it signs with, and says so", async () => {
    const own = signer();
    await ask(own.accessKeyId);
    const usage = await ask(own.accessKeyId);
    assert.deepEqual([usage.outcome, usage.ownCalls], ["used", { mayHideOthers: true }]);
    const { kind, doubts } = judge(usage, { now: Date.now(), staleAfterDays: 90 });
    assert.deepEqual([kind, doubts], ["cannot-tell", ["own-calls"]]);
    assert.ok(!("ownCalls" in (await ask(cloud.story.ncloud.subInUse.id))));
  });

  it("does not say how far the records reach, since no document does", async () => {
    assert.equal((await ask(cloud.story.ncloud.subIdle.id)).recordsSince, undefined);
  });

  it("shows old IDs and inactive keys like any other", async () => {
    const old = { ...key(3 * DAY, oldKeyId()), active: false };
    addSubAccount([old]);
    const usage = await ask(old.id);
    assert.deepEqual([usage.outcome, usage.keyInfo?.state], ["used", "inactive"]);
  });

  it("lists the account's keys once, for all keys and all who ask", async () => {
    const { subInUse, subIdle, subUnused } = cloud.story.ncloud;
    await Promise.all([subInUse, subIdle].map(({ id }) => ask(id)));
    await ask(subUnused.id);
    assert.equal(ncloud.count(/\/sub-accounts\?/), 1);
    assert.equal(ncloud.count(/\/access-keys$/), cloud.story.subAccounts.length);
    assert.equal(ncloud.count(/last-access-summary$/), 3);
  });

  describe("whose ID the cloud hides in part", () => {
    it("takes the one entry that can be no other key's", async () => {
      const one = key(2 * DAY);
      addSubAccount([one], true);
      const usage = await ask(one.id);
      assert.equal(usage.outcome, "used");
      assert.ok(ageOf(usage) >= 2 * DAY);
    });

    it("does not guess which of two keys was used", async () => {
      const [one, other] = [key(2 * DAY), key(90 * DAY)];
      addSubAccount([one, other], true);
      for (const { id } of [one, other]) {
        const error = await refusalOf(ask(id), "unreadable");
        assert.equal(error.code, "AmbiguousKey");
        assert.match(error.message, /more than one of its keys begins like this one/);
      }
    });

    it("does not call the other of two keys unused", async () => {
      const [used, unused] = [key(2 * DAY), key()];
      addSubAccount([used, unused], true);
      for (const { id } of [used, unused])
        assert.equal((await refusalOf(ask(id), "unreadable")).code, "AmbiguousKey");
    });

    it("knows nothing of a key that no entry can be", async () => {
      const [used, old] = [key(2 * DAY), key(undefined, oldKeyId())];
      addSubAccount([used, old], true);
      assert.equal((await refusalOf(ask(old.id), "unreadable")).code, "KeyNotInSummary");
      assert.equal((await ask(used.id)).outcome, "used");
    });
  });

  describe("of a key that no sub account has", () => {
    it("says whose it may be", async () => {
      for (const id of [subAccountKeyId(), oldKeyId(), cloud.story.ncloud.mainAccount.id]) {
        const error = await refusalOf(ask(id), "not-found");
        assert.match(
          error.message,
          /^None of the sub accounts of account prod has this key\. It may belong to another account, or to the main account/,
        );
      }
    });

    it("does not say so while some keys are not known", async () => {
      const [, second] = cloud.story.subAccounts;
      assert.ok(second);
      cloud.misbehave({ kind: "server-error", operation: "ListAccessKeys", times: 1 });
      const limits = { attempts: 1, attemptMs: 10_000, totalMs: 30_000, pauseMs: 1, pauseCapMs: 1 };
      ncloud = new NcloudUnderTest({ limits });
      await refusalOf(ask(subAccountKeyId()), "server");
    });

    it("finds the key of a sub account although another's keys are not known", async () => {
      cloud.misbehave({ kind: "html", status: 403, operation: "ListAccessKeys", times: 1 });
      assert.equal((await ask(cloud.story.ncloud.subIdle.id)).outcome, "used");
    });
  });

  describe("that the account signs with", () => {
    it("needs no list", async () => {
      const usage = await ask(signer().accessKeyId);
      assert.equal(usage.outcome, "used");
      assert.ok(ageOf(usage) < 60_000);
      assert.deepEqual(usage.owner, { type: "sub-account", id: AUDITOR_ID });
      assert.equal(ncloud.count(/\/sub-accounts\?/), 0);
    });

    it("does without its own keys' list when that is closed to it", async () => {
      cloud.misbehave({ kind: "deny", operation: "ListAccessKeys" });
      const usage = await ask(signer().accessKeyId);
      assert.deepEqual([usage.outcome, usage.keyInfo], ["used", undefined]);
    });

    it("says exactly that the cloud tells nothing of a main account's key", async () => {
      const main = cloud.addSigner(NCLOUD, { userType: "Customer" });
      const error = await refusalOf(ask(main.accessKeyId, { as: main }), "untracked");
      assert.equal(error.code, "MainAccountKey");
      assert.equal(
        error.message,
        "This is an access key of the main account. NAVER Cloud has no API that tells when such a key was last used.",
      );
      assert.deepEqual([error.retryable, error.toProblem().untracked], [false, true]);
    });

    it("may be a role's, which is then looked for like any other", async () => {
      const role = cloud.addSigner(NCLOUD, { userType: "Role" });
      await refusalOf(ask(role.accessKeyId, { as: role }), "not-found");
    });
  });

  for (const [operation, needs] of [
    ["ListSubAccounts", "Sub Account: List Sub Accounts"],
    ["ListAccessKeys", "Sub Account: List Access Keys"],
    ["GetLastAccessSummary", "Sub Account: Get Last Access Summary"],
  ] as const) {
    it(`says what is missing when ${operation} is not allowed`, async () => {
      cloud.misbehave({ kind: "deny", operation });
      const error = await refusalOf(ask(cloud.story.ncloud.subInUse.id), "denied");
      assert.equal(error.needs, needs);
      assert.ok(ncloud.count(/access-keys$/) <= cloud.story.subAccounts.length);
    });
  }

  it("asks for one sub account's keys only when these are closed to the account", async () => {
    cloud.misbehave({ kind: "deny", operation: "ListAccessKeys" });
    await refusalOf(ask(cloud.story.ncloud.subInUse.id), "denied");
    assert.equal(ncloud.count(/access-keys$/), 1);
  });

  it("does not take a summary that is not there for a key that is not", async () => {
    cloud.misbehave({
      kind: "envelope",
      envelope: "gateway",
      status: 404,
      code: "300",
      operation: "GetLastAccessSummary",
    });
    const error = await refusalOf(ask(cloud.story.ncloud.subInUse.id), "unreadable");
    assert.match(error.message, /does not know Get Last Access Summary/);
  });
});
