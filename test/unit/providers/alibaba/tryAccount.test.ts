import assert from "node:assert/strict";
import { SERVICES } from "../../../../src/sample/alibaba/serviceNames";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { OWN, ProviderUnderTest, refusalOf } from "../../../support/alibabaProvider";

describe("Trying an account", () => {
  let cloud: SampleCloud;
  let alibaba: ProviderUnderTest;

  before(async () => {
    cloud = await startSampleCloud();
  });
  after(() => cloud.close());
  beforeEach(() => {
    alibaba = new ProviderUnderTest();
  });

  const prod = (): SampleAccount => cloud.accounts[0] ?? assert.fail();
  const attempt = (credentials: SampleAccount) =>
    alibaba.tryAccount(alibaba.account(cloud.origin, credentials));

  it("shows the last use of the AccessKey that it signs with", async () => {
    const account = cloud.addSigner("sample-prod");
    const uses = [{ agoMs: 60_000, event: "DescribeRegions", ip: "203.0.113.7" }];
    cloud.addKey({
      id: account.accessKeyId,
      account: "sample-prod",
      owner: { type: "ram-user", name: "auditor", id: "1" },
      services: [{ service: SERVICES.ecs, region: "cn-hangzhou", source: "ManagementEvent", uses }],
    });
    const usage = await attempt(account);
    assert.deepEqual(
      [usage?.outcome, usage?.owner?.name, usage?.key.id],
      ["used", "auditor", account.accessKeyId],
    );
  });

  it("makes one call", async () => {
    const count = cloud.requests.length;
    await attempt(prod());
    assert.deepEqual(
      cloud.requests.slice(count).map(({ operation }) => operation),
      ["GetAccessKeyLastUsedInfo"],
    );
  });

  for (const answer of ["http-404", "invalid-parameter", "empty"] as const) {
    it(`succeeds with a session, about whose ID nobody is asked, when the answer is ${answer}`, async () => {
      const session = cloud.addSigner("sample-prod", { temporary: true });
      const rule = cloud.misbehave({ kind: "unknown-key", answer });
      assert.equal(await attempt(session), undefined);
      assert.match(cloud.requests.at(-1)?.accessKey ?? "", /^LTAI0+$/);
      rule.dispose();
    });
  }

  it("succeeds when the cloud does not know the account's own key by that question", async () => {
    assert.equal(await attempt(prod()), undefined);
  });

  it("says which permission is missing", async () => {
    cloud.misbehave({ kind: "deny", times: 1 });
    const error = await refusalOf(attempt(prod()), "denied");
    assert.equal(error.needs, "actiontrail:GetAccessKeyLastUsedInfo");
  });

  it("says what is wrong with the credentials", async () => {
    await refusalOf(attempt({ ...prod(), accessKeySecret: OWN.accessKeySecret }), "credentials");
    await refusalOf(attempt(cloud.addSigner("sample-prod", { disabled: true })), "credentials");
  });

  it("says that there are no credentials, without a request", async () => {
    const count = cloud.requests.length;
    const account = alibaba.account(cloud.origin, prod());
    const error = await refusalOf(alibaba.tryAccount({ ...account, name: "forgotten" }), "credentials");
    assert.equal(error.code, "NothingStored");
    assert.equal(cloud.requests.length, count);
  });

  it("says that the cloud cannot be reached", async () => {
    await refusalOf(alibaba.tryAccount(alibaba.account("https://nowhere.invalid")), "network");
  });
});
