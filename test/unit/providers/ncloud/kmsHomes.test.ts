import assert from "node:assert/strict";
import type { Account } from "../../../../src/core/usage/account";
import { systemClock } from "../../../../src/core/util/clock";
import { did, REQUESTORS } from "../../../../src/sample/ncloud/activityStory";
import type { SampleKmsKey } from "../../../../src/sample/ncloud/sampleKmsKey";
import { NCLOUD } from "../../../../src/sample/ncloud/story";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { keyTag, kmsKey, NcloudUnderTest, OWN, QUICK, refusalOf } from "../../../support/ncloudProvider";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const USE = did(HOUR, REQUESTORS.shop, "Decrypt");
const OLD_USE = did(20 * 24 * HOUR, REQUESTORS.batch, "Sign");

describe("A KMS key that other hosts list than the one that it lives on", () => {
  const signer: SampleAccount = { provider: "ncloud", name: NCLOUD, ...OWN };
  let everywhere: SampleCloud;
  let korea: SampleCloud;
  let japan: SampleCloud;
  let ncloud: NcloudUnderTest;
  let account: Account;
  let id: string;

  beforeEach(async () => {
    const start = () => startSampleCloud({ accounts: [signer] });
    [everywhere, korea, japan] = await Promise.all([start(), start(), start()]);
    ncloud = new NcloudUnderTest({
      limits: { ...QUICK, attempts: 1 },
      hosts: { kms: [everywhere, korea, japan].map(({ origin }) => origin) },
    });
    account = ncloud.account(undefined);
    id = keyTag();
  });
  afterEach(() => Promise.all([everywhere, korea, japan].map((cloud) => cloud.close())));

  /** Puts the key on a host's list, with what that host has on record, and says where it lives. */
  function list(cloud: SampleCloud, baseUrl: string, activities: SampleKmsKey["activities"] = []): void {
    cloud.addKmsKey({
      ...{ id, name: "isolated", account: NCLOUD, memo: "", keyType: "AES256", status: "ENABLE" },
      ...{ protection: "BASIC", registeredAgoMs: 90 * HOUR, versionsAgoMs: [90 * HOUR] },
      ...{ baseUrl, activities },
    });
  }
  /** Only the home shows its list late, so that another host's is the first that has the key. */
  function homeIsJapan(listedBy: SampleCloud = everywhere): void {
    list(listedBy, japan.origin);
    list(japan, japan.origin, [USE]);
    japan.misbehave({ kind: "delay", ms: 60, operation: "GetKeyList" });
  }
  const ask = (products = false) => ncloud.ask(account, kmsKey(id), products);
  const count = (cloud: SampleCloud, name: string): number =>
    cloud.requests.filter(({ operation, accessKey }) => operation === name && accessKey === id).length;

  for (const products of [false, true]) {
    it(`is asked about there${products ? ", with services" : ""}, and nowhere else from then on`, async () => {
      homeIsJapan();
      const usage = await ask(products);
      assert.deepEqual([usage.outcome, usage.lastUse?.event], ["used", "Decrypt"]);
      const before = count(everywhere, "GetLastUseInfo");
      assert.equal((await ask()).outcome, "used");
      assert.equal(count(everywhere, "GetLastUseInfo"), before);
    });
  }

  it("may be named by its domain alone", async () => {
    homeIsJapan();
    list(everywhere, new URL(japan.origin).host);
    assert.equal((await ask()).outcome, "used");
  });

  it("has no use on record for certain when its own host says so, which is asked where it lives once", async () => {
    homeIsJapan();
    list(japan, japan.origin);
    for (let time = 0; time < 2; time++) {
      const usage = await ask();
      assert.deepEqual(
        [usage.outcome, usage.owner?.type, usage.problem],
        ["no-use-on-record", "main-account", undefined],
      );
    }
    assert.equal(count(everywhere, "GetKeyInfo") + count(japan, "GetKeyInfo"), 1);
  });

  it("is not called unused when its own host does not answer", async () => {
    homeIsJapan();
    japan.misbehave({ kind: "server-error", accessKey: id });
    await refusalOf(ask(), "server");
  });

  it("is not called unused, nor gone, when its own host says that it does not know it", async () => {
    list(everywhere, japan.origin);
    await refusalOf(ask(), "unreadable");
  });

  it("is not called unused when it lives where nobody calls", async () => {
    const trap = await startSampleCloud({ accounts: [signer] });
    list(everywhere, trap.origin);
    for (const products of [false, true]) {
      const error = await refusalOf(ask(products), "unreadable");
      assert.equal(error.code, "KeyElsewhere");
      assert.ok(error.message.startsWith(`This key lives on ${new URL(trap.origin).host}, which KeyTrail`));
    }
    const page = ncloud.activity(account, kmsKey(id));
    assert.equal((await refusalOf(page, "unreadable")).code, "KeyElsewhere");
    assert.equal(trap.requests.length, 0);
    await trap.close();
  });

  it("has a use that may be an old one when it lives where nobody calls", async () => {
    list(everywhere, "https://elsewhere.invalid", [USE]);
    const usage = await ask(true);
    assert.deepEqual([usage.outcome, usage.lastUse?.mayBeLater], ["used", true]);
    assert.equal(usage.problem?.code, "KeyElsewhere");
  });

  it("tells the latest of the uses that both hosts have on record", async () => {
    list(everywhere, japan.origin, [OLD_USE]);
    list(japan, japan.origin, [USE]);
    japan.misbehave({ kind: "delay", ms: 60, operation: "GetKeyList" });
    assert.equal((await ask(true)).lastUse?.event, "Decrypt");
    list(everywhere, japan.origin, [USE]);
    list(japan, japan.origin);
    ncloud = new NcloudUnderTest({ hosts: { kms: [everywhere, japan].map(({ origin }) => origin) } });
    account = ncloud.account(undefined);
    assert.equal((await ask(true)).lastUse?.event, "Decrypt");
  });

  it("has a use that may be an old one when its own host does not answer", async () => {
    list(everywhere, japan.origin, [OLD_USE]);
    japan.misbehave({ kind: "server-error" });
    const usage = await ask(true);
    assert.deepEqual([usage.lastUse?.event, usage.lastUse?.mayBeLater], ["Sign", true]);
    assert.equal(usage.problem?.retryable, true);
  });

  it("is nobody's for certain while nobody may tell where it lives", async () => {
    list(everywhere, everywhere.origin);
    everywhere.misbehave({ kind: "deny", operation: "GetKeyInfo" });
    const usage = await ask();
    assert.deepEqual(
      [usage.outcome, usage.owner, usage.keyInfo, usage.problem?.needs],
      ["no-use-on-record", undefined, undefined, "KMS: Get Key Info"],
    );
  });

  it("is asked about wherever it is listed while nobody may tell where it lives", async () => {
    homeIsJapan(korea);
    for (const cloud of [korea, japan]) cloud.misbehave({ kind: "deny", operation: "GetKeyInfo" });
    assert.deepEqual([(await ask()).lastUse?.event, count(korea, "GetLastUseInfo")], ["Decrypt", 1]);
  });

  it("shows its activity from there", async () => {
    homeIsJapan();
    const { entries } = await ncloud.activity(account, kmsKey(id));
    assert.deepEqual(
      entries.map(({ name }) => name),
      ["Decrypt"],
    );
  });

  it("has no empty activity while a host that may have it does not answer", async () => {
    for (const cloud of [everywhere, korea, japan]) cloud.misbehave({ kind: "unknown-key", answer: "empty" });
    everywhere.misbehave({ kind: "deny", operation: "GetKeyList" });
    const empty = () => ncloud.activity(account, kmsKey(id));
    assert.equal((await empty()).entries.length, 0);
    ncloud = new NcloudUnderTest({
      limits: { ...QUICK, attempts: 1 },
      hosts: { kms: [everywhere, korea, japan].map(({ origin }) => origin) },
    });
    account = ncloud.account(undefined);
    japan.misbehave({ kind: "server-error", operation: "GetKeyList" });
    await refusalOf(empty(), "server");
  });

  it("stays known when the host that listed it fails later", async () => {
    list(japan, japan.origin);
    // Either way near enough to the cloud's clock.
    const clock = { ahead: -3 * MINUTE };
    ncloud = new NcloudUnderTest({
      limits: { ...QUICK, attempts: 1 },
      hosts: { kms: [everywhere, japan].map(({ origin }) => origin) },
      clock: { ...systemClock, now: () => Date.now() + clock.ahead },
    });
    account = ncloud.account(undefined);
    const known = async () =>
      (await ncloud.provider.listKeys(account, new AbortController().signal)).some(
        ({ key }) => key.id === id,
      );
    assert.ok(await known());
    clock.ahead = 3 * MINUTE;
    japan.misbehave({ kind: "server-error" });
    assert.ok(await known());
  });
});
