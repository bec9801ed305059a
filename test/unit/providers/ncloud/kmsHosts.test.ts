import assert from "node:assert/strict";
import type { Account } from "../../../../src/core/usage/account";
import { hostsOf, HOSTS } from "../../../../src/providers/ncloud/hosts";
import { did, REQUESTORS } from "../../../../src/sample/ncloud/activityStory";
import type { SampleKmsKey } from "../../../../src/sample/ncloud/sampleKmsKey";
import { NCLOUD } from "../../../../src/sample/ncloud/story";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { keyTag, kmsKey, NcloudUnderTest, OWN, QUICK, refusalOf } from "../../../support/ncloudProvider";

const HOUR = 3_600_000;
const USE = did(HOUR, REQUESTORS.shop, "Decrypt");

describe("The hosts of KMS keys", () => {
  const signer: SampleAccount = { provider: "ncloud", name: NCLOUD, ...OWN };
  let everywhere: SampleCloud;
  let korea: SampleCloud;
  let japan: SampleCloud;
  let ncloud: NcloudUnderTest;
  let account: Account;

  // New ones each time, because each test breaks them in another way.
  beforeEach(async () => {
    const start = () => startSampleCloud({ accounts: [signer] });
    [everywhere, korea, japan] = await Promise.all([start(), start(), start()]);
    use({ attemptMs: QUICK.attemptMs });
  });
  afterEach(() => Promise.all([everywhere, korea, japan].map((cloud) => cloud.close())));

  /** The public site of a provider of its own, with the three clouds as its hosts. */
  function use({ attemptMs }: { readonly attemptMs: number }): void {
    ncloud = new NcloudUnderTest({
      limits: { ...QUICK, attemptMs },
      hosts: { kms: [everywhere, korea, japan].map(({ origin }) => origin) },
    });
    account = ncloud.account(undefined);
  }

  function isolated(cloud: SampleCloud, more: Partial<SampleKmsKey> = {}): string {
    const id = keyTag();
    cloud.addKmsKey({
      ...{ id, name: "isolated", account: NCLOUD, memo: "", keyType: "AES256", status: "ENABLE" },
      ...{ protection: "BASIC", registeredAgoMs: 90 * HOUR, versionsAgoMs: [90 * HOUR], activities: [USE] },
      ...more,
    });
    return id;
  }
  const operations = (cloud: SampleCloud, id?: string): readonly (string | undefined)[] =>
    cloud.requests
      .filter(({ accessKey }) => id === undefined || accessKey === id)
      .map(({ operation }) => operation);

  it("are the built-in ones of the account's site, or its endpoint alone", () => {
    const { name, provider, credentials } = account;
    const plain = { name, provider, credentials };
    assert.deepEqual(hostsOf(plain), HOSTS.public);
    assert.deepEqual(hostsOf({ ...plain, site: "government" }), HOSTS.government);
    const endpoint = "https://gateway.example.com:8443";
    assert.deepEqual(hostsOf({ ...plain, endpoint: `${endpoint}/` }), {
      ...{ kms: [endpoint], subAccount: endpoint, sts: endpoint },
    });
    const all = Object.values(HOSTS).flatMap(({ kms, subAccount, sts }) => [...kms, subAccount, sts]);
    for (const host of all) assert.match(host, /^https:\/\/[a-z-]+(\.apigw)?\.(gov-)?(ncloud|ntruss)\.com$/);
  });

  it("are each asked for their lists, and a key's own host alone about the key", async () => {
    const id = isolated(japan);
    const { outcome } = await ncloud.ask(account, kmsKey(id));
    assert.equal(outcome, "used");
    assert.deepEqual(operations(japan, id), ["GetLastUseInfo"]);
    assert.deepEqual([operations(everywhere), operations(korea)], [["GetKeyList"], ["GetKeyList"]]);
  });

  it("need not all answer when one of them has the key", async () => {
    const id = isolated(korea);
    japan.misbehave({ kind: "hang" });
    everywhere.misbehave({ kind: "server-error" });
    assert.equal((await ncloud.ask(account, kmsKey(id))).outcome, "used");
  });

  it("make no key not found when one of them does not answer", async () => {
    use({ attemptMs: 60 });
    japan.misbehave({ kind: "hang" });
    const error = await refusalOf(ncloud.ask(account, kmsKey(keyTag())), "timeout");
    assert.equal(error.retryable, true);
  });

  it("tell that a key is not the account's when all lists lack it", async () => {
    await refusalOf(ncloud.ask(account, kmsKey(keyTag())), "not-found");
    assert.equal(ncloud.count(/\/keys\?/), 3);
  });

  it("are asked about the key itself when the account may not see the lists", async () => {
    const id = isolated(japan);
    for (const cloud of [everywhere, korea, japan])
      cloud.misbehave({ kind: "deny", operation: "GetKeyList" });
    const usage = await ncloud.ask(account, kmsKey(id));
    assert.deepEqual([usage.outcome, usage.lastUse?.event], ["used", "Decrypt"]);
  });

  it("do not make up for each other: a stranger's empty answer is no answer about the key", async () => {
    const id = isolated(japan);
    for (const cloud of [everywhere, korea, japan]) {
      cloud.misbehave({ kind: "deny", operation: "GetKeyList" });
      cloud.misbehave({ kind: "unknown-key", answer: "empty" });
    }
    assert.equal((await ncloud.ask(account, kmsKey(id))).outcome, "used");
    const broken = isolated(japan);
    japan.misbehave({ kind: "server-error", accessKey: broken });
    await refusalOf(ncloud.ask(account, kmsKey(broken)), "server");
  });

  it("tell what is missing when the account may see neither lists nor keys", async () => {
    for (const cloud of [everywhere, korea, japan]) cloud.misbehave({ kind: "deny" });
    const error = await refusalOf(ncloud.ask(account, kmsKey(isolated(korea))), "denied");
    assert.match(error.needs ?? "", /^KMS: /);
  });

  it("say not found without a list when each says that it does not have the key", async () => {
    for (const cloud of [everywhere, korea, japan])
      cloud.misbehave({ kind: "deny", operation: "GetKeyList" });
    await refusalOf(ncloud.ask(account, kmsKey(keyTag())), "not-found");
  });

  it("change to the one that the cloud names for the key, if it is one of them", async () => {
    const id = isolated(everywhere, { baseUrl: korea.origin });
    korea.addKmsKey({ ...keyOf(everywhere, id), account: NCLOUD });
    await ncloud.ask(account, kmsKey(id), true);
    const before = operations(korea, id).length;
    await ncloud.ask(account, kmsKey(id));
    assert.equal(operations(korea, id).length, before + 1);
  });

  it("never change to one that is not built in, whatever the cloud says", async () => {
    const trap = await startSampleCloud({ accounts: [signer] });
    const id = isolated(everywhere, { baseUrl: trap.origin });
    await ncloud.ask(account, kmsKey(id), true);
    assert.equal((await ncloud.ask(account, kmsKey(id), true)).outcome, "used");
    assert.equal(trap.requests.length, 0);
    await trap.close();
  });

  it("are one when the account has an endpoint", async () => {
    const id = isolated(everywhere, { baseUrl: japan.origin });
    const alone = ncloud.account(everywhere.origin);
    await ncloud.ask(alone, kmsKey(id), true);
    await ncloud.ask(alone, kmsKey(id), true);
    assert.deepEqual([korea.requests.length, japan.requests.length], [0, 0]);
  });

  it("show all their keys together, with the names that files may call them by", async () => {
    const [one, other] = [isolated(korea, { name: "only-korea" }), isolated(japan, { name: "only-japan" })];
    await ncloud.ask(account, kmsKey(other), true);
    const keys = await ncloud.provider.listKeys(account, new AbortController().signal);
    const aliasesOf = (id: string) => keys.find(({ key }) => key.id === id)?.aliases;
    assert.deepEqual(aliasesOf(one), ["only-korea"]);
    assert.equal(aliasesOf(other)?.[0], "only-japan");
    assert.match(aliasesOf(other)?.[1] ?? "", /^nrn:/);
    assert.equal(new Set(keys.map(({ key }) => key.id)).size, keys.length);
    assert.equal(
      keys.length,
      Object.keys(everywhere.story.ncloud).filter((role) => role.startsWith("kms")).length + 2,
    );
  });

  it("show what they have when one of them does not answer, and fail when none does", async () => {
    const id = isolated(korea);
    japan.misbehave({ kind: "html", status: 403 });
    const list = () => ncloud.provider.listKeys(account, new AbortController().signal);
    assert.ok((await list()).some(({ key }) => key.id === id));
    use({ attemptMs: QUICK.attemptMs });
    for (const cloud of [everywhere, korea, japan]) cloud.misbehave({ kind: "deny" });
    await refusalOf(list(), "denied");
  });

  it("are asked anew when the account signs with another key", async () => {
    await ncloud.ask(account, kmsKey(isolated(korea)));
    const other = korea.addSigner(NCLOUD);
    for (const cloud of [everywhere, japan]) cloud.misbehave({ kind: "deny" });
    const changed = ncloud.account(undefined, other);
    await ncloud.ask(changed, kmsKey(isolated(korea)));
    assert.equal(operations(korea).filter((operation) => operation === "GetKeyList").length, 2);
  });

  it("list more keys than one page holds", async () => {
    const last = Array.from({ length: 250 }, () => isolated(korea)).at(-1) ?? "";
    assert.equal((await ncloud.ask(account, kmsKey(last))).outcome, "used");
    assert.equal(operations(korea).filter((operation) => operation === "GetKeyList").length, 2);
  });

  it("go on with a shared list when one of the askers goes away", async () => {
    const id = isolated(korea);
    const rule = korea.misbehave({ kind: "delay", ms: 60, operation: "GetKeyList" });
    const gone = new AbortController();
    const first = ncloud.lookUp(account, kmsKey(id), { signal: gone.signal });
    const second = ncloud.ask(account, kmsKey(id));
    gone.abort();
    await refusalOf(first, "cancelled");
    assert.equal((await second).outcome, "used");
    assert.equal(operations(korea).filter((operation) => operation === "GetKeyList").length, 1);
    rule.dispose();
  });
});

/** The same key for another cloud; only what these tests look at. */
function keyOf(_: SampleCloud, id: string): SampleKmsKey {
  return {
    ...{ id, name: "isolated", memo: "", keyType: "AES256", status: "ENABLE", protection: "BASIC" },
    ...{ registeredAgoMs: 90 * HOUR, versionsAgoMs: [90 * HOUR], activities: [USE] },
  };
}
