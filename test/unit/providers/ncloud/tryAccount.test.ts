import assert from "node:assert/strict";
import type { SampleSubAccount } from "../../../../src/sample/ncloud/sampleSubAccount";
import { AUDITOR_ID, NCLOUD } from "../../../../src/sample/ncloud/story";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { NcloudUnderTest, OWN, QUICK, refusalOf, subAccountKeyId } from "../../../support/ncloudProvider";

describe("Trying an account of NAVER Cloud", () => {
  let cloud: SampleCloud;
  let ncloud: NcloudUnderTest;

  beforeEach(async () => {
    cloud = await startSampleCloud();
    ncloud = new NcloudUnderTest();
  });
  afterEach(() => cloud.close());

  const own = (): SampleAccount =>
    cloud.accounts.find(({ provider }) => provider === "ncloud") ?? assert.fail();
  const attempt = (as: SampleAccount) => ncloud.tryAccount(ncloud.account(cloud.origin, as));

  it("shows the last use of the key that it signs with, if that is a sub account's", async () => {
    const usage = await attempt(own());
    assert.deepEqual(
      [usage?.outcome, usage?.owner?.id, usage?.key.id, usage?.keyInfo?.state],
      ["used", AUDITOR_ID, own().accessKeyId, "active"],
    );
    assert.equal(cloud.requests[0]?.operation, "GetCallerIdentity");
  });

  it("succeeds with a main account's key, of which there is nothing to show", async () => {
    assert.equal(await attempt(cloud.addSigner(NCLOUD, { userType: "Customer" })), undefined);
    const operations = new Set(cloud.requests.map(({ operation }) => operation));
    assert.deepEqual(
      operations,
      new Set(["GetCallerIdentity", "GetKeyList", "ListSubAccounts", "ListAccessKeys"]),
    );
  });

  it("succeeds with a key that may ask about one kind of keys only", async () => {
    for (const operation of ["GetLastAccessSummary", "ListSubAccounts", "ListAccessKeys", "GetKeyList"]) {
      ncloud = new NcloudUnderTest();
      const rule = cloud.misbehave({ kind: "deny", operation });
      const usage = await attempt(own());
      assert.equal(usage?.outcome, operation === "GetLastAccessSummary" ? undefined : "used", operation);
      rule.dispose();
    }
  });

  it("fails with what is missing when the key may ask about neither kind", async () => {
    cloud.misbehave({ kind: "deny", operation: "GetKeyList" });
    for (const [operation, needs] of [
      ["ListSubAccounts", /Sub Account: List Sub Accounts|KMS: Get Key List/],
      ["ListAccessKeys", /Sub Account: List Access Keys|KMS: Get Key List/],
      ["GetLastAccessSummary", /Sub Account: Get Last Access Summary|KMS: Get Key List/],
    ] as const) {
      ncloud = new NcloudUnderTest();
      const rule = cloud.misbehave({ kind: "deny", operation });
      const error = await refusalOf(attempt(own()), "denied");
      assert.match(error.needs ?? "", needs);
      rule.dispose();
    }
  });

  it("says what may pass by itself when one kind is denied and the other does not answer", async () => {
    ncloud = new NcloudUnderTest({ limits: { ...QUICK, attempts: 1 } });
    cloud.misbehave({ kind: "deny", operation: "GetKeyList" });
    cloud.misbehave({ kind: "server-error", operation: "ListSubAccounts" });
    await refusalOf(attempt(own()), "server");
  });

  it("succeeds when the cloud lists other keys of the sub account than its own", async () => {
    const auditor = cloud.story.subAccounts.find(({ id }) => id === AUDITOR_ID) ?? assert.fail();
    const second = { id: subAccountKeyId(), active: true, createdAgoMs: 1, usedAgoMs: 1 };
    cloud.addSubAccount({ ...auditor, keys: [second], masked: true } satisfies SampleSubAccount);
    assert.equal(await attempt(own()), undefined);
  });

  it("succeeds when the cloud hides which key was used", async () => {
    const auditor = cloud.story.subAccounts.find(({ id }) => id === AUDITOR_ID) ?? assert.fail();
    const second = { id: subAccountKeyId(), active: true, createdAgoMs: 1 };
    cloud.addSubAccount({ ...auditor, keys: [second], masked: true } satisfies SampleSubAccount);
    assert.equal(await attempt(own()), undefined);
  });

  it("says what is wrong with the credentials", async () => {
    await refusalOf(attempt({ ...own(), accessKeySecret: OWN.accessKeySecret }), "credentials");
    await refusalOf(attempt({ ...own(), ...OWN }), "credentials");
    await refusalOf(attempt(cloud.addSigner(NCLOUD, { disabled: true })), "credentials");
  });

  it("says that there are no credentials, without a request", async () => {
    const account = ncloud.account(cloud.origin, own());
    const error = await refusalOf(ncloud.tryAccount({ ...account, name: "forgotten" }), "credentials");
    assert.equal(error.code, "NothingStored");
    assert.equal(cloud.requests.length, 0);
  });

  it("sends nothing when a secret stands in place of the ID", async () => {
    const { accessKeyId, accessKeySecret } = own();
    const swapped = { ...own(), accessKeyId: accessKeySecret, accessKeySecret: accessKeyId };
    ncloud.account(cloud.origin, own()); // so that both are looked for in what is said
    const error = await refusalOf(attempt(swapped), "credentials");
    assert.equal(error.code, "NotAnAccessKeyId");
    assert.equal(ncloud.sent.length, 0);
  });

  it("says that the cloud cannot be reached", async () => {
    await refusalOf(ncloud.tryAccount(ncloud.account("https://nowhere.invalid")), "network");
  });

  it("asks the token service of the account's site", async () => {
    ncloud = new NcloudUnderTest({ hosts: { sts: cloud.origin, subAccount: cloud.origin } });
    const usage = await ncloud.tryAccount(ncloud.account(undefined, own()));
    assert.equal(usage?.outcome, "used");
  });
});
