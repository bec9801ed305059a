import assert from "node:assert/strict";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { at, ncloudBody, ncloudRefusal, sendNcloud, signedNcloud, type NcloudWish } from "./ncloudRequest";

const MINUTE = 60_000;
const LIST = "/kms/v1/keys?pageNo=1&pageSize=100";
const INVALID = "401 200 Authentication Failed Invalid authentication information.";
const MISMATCH = "401 200 Authentication Failed Signature does not match.";
const EXPIRED = "401 200 Authentication Failed Expired timestamp.";

describe("The sample cloud's gate to Ncloud", () => {
  let cloud: SampleCloud;
  let account: SampleAccount;
  const wish = (changes: Partial<NcloudWish> = {}): NcloudWish => ({
    origin: cloud.origin,
    account,
    target: LIST,
    ...changes,
  });
  const refusal = (changes: Partial<NcloudWish> = {}): Promise<string> =>
    ncloudRefusal(signedNcloud(wish(changes)));

  before(async () => {
    cloud = await startSampleCloud();
    account = cloud.accounts.find(({ provider }) => provider === "ncloud") ?? assert.fail();
  });
  after(() => cloud.close());

  it("lets in who signs the target as it is sent, even twice", async () => {
    const request = signedNcloud(wish());
    assert.equal(await ncloudRefusal(request), "200 success");
    assert.equal(await ncloudRefusal(request), "200 success");
  });

  it("refuses a query in another order or another spelling than the one that was signed", async () => {
    for (const [signedTarget, target] of [
      [LIST, "/kms/v1/keys?pageSize=100&pageNo=1"],
      ["/kms/v1/keys?keyword=a+b", "/kms/v1/keys?keyword=a%20b"],
      ["/kms/v1/keys?keyword=%ed%82%a4", "/kms/v1/keys?keyword=%ED%82%A4"],
      ["/kms/v1/keys?keyword=키", "/kms/v1/keys?keyword=%ED%82%A4"],
      ["/kms/v1/keys", "/kms/v1/keys?"],
      ["/keys", "/kms/v1/keys"],
      [`${LIST}\n`, LIST],
    ] as const) {
      assert.equal(await refusal({ signedTarget, target }), MISMATCH, target);
    }
    for (const target of ["/kms/v1/keys?keyword=a+b", "/kms/v1/keys?keyword=a%20b", "/kms/v1/keys?"]) {
      assert.equal(await refusal({ target }), "200 success", target);
    }
  });

  it("refuses a text to sign that ends in a line feed, and another method than the signed one", async () => {
    const accountWithNewline = { ...account, accessKeyId: `${account.accessKeyId}\n` };
    const signed = signedNcloud(wish({ account: accountWithNewline }));
    const headers = { ...signed.headers, "x-ncp-iam-access-key": account.accessKeyId };
    assert.equal(await ncloudRefusal({ ...signed, headers }), MISMATCH);
    const posted = signedNcloud(wish({ method: "POST" }));
    assert.equal(await ncloudRefusal({ ...posted, method: "GET" }), MISMATCH);
  });

  it("takes times up to five minutes off, either way, and no further", async () => {
    for (const sense of [-1, 1]) {
      assert.equal(await refusal({ timestamp: Date.now() + sense * 294_000 }), "200 success");
      assert.equal(await refusal({ timestamp: Date.now() + sense * 306_000 }), EXPIRED);
    }
    const rule = cloud.misbehave({ kind: "clock-skew", ms: 6 * MINUTE });
    assert.equal(await refusal(), EXPIRED);
    rule.dispose();
  });

  it("refuses what is not a time in milliseconds", async () => {
    const seconds = String(Math.floor(Date.now() / 1000));
    for (const timestamp of [seconds, `${Date.now()}.0`, `+${Date.now()}`, new Date().toISOString(), "0x1"]) {
      assert.equal(await refusal({ timestamp }), INVALID, timestamp);
    }
  });

  it("refuses a key it does not know, a wrong secret, and a disabled or ended key", async () => {
    assert.equal(await refusal({ account: { ...account, accessKeyId: "nobody" } }), INVALID);
    assert.equal(await refusal({ account: { ...account, accessKeySecret: "wrong" } }), MISMATCH);
    assert.equal(await refusal({ account: cloud.addSigner(account.name, { disabled: true }) }), INVALID);
    const ended = cloud.addSigner(account.name, { temporary: true, expiresAt: Date.now() - 1 });
    assert.equal(await refusal({ account: ended }), INVALID);
    const [ofAlibaba] = cloud.accounts;
    assert.equal(await refusal({ account: ofAlibaba! }), INVALID);
  });

  it("demands each of the three headers once", async () => {
    const request = signedNcloud(wish());
    for (const name of ["x-ncp-apigw-timestamp", "x-ncp-iam-access-key", "x-ncp-apigw-signature-v2"]) {
      const { [name]: value = "", ...others } = request.headers;
      assert.equal(await ncloudRefusal({ ...request, headers: others }), INVALID, name);
      const twice = { ...others, [name]: [String(value), String(value)] };
      assert.equal(await ncloudRefusal({ ...request, headers: twice }), INVALID, name);
      const older = { ...others, [name.replace("-v2", "-v1").replace("iam", "apigw")]: value };
      const status = await ncloudRefusal({ ...request, headers: older });
      assert.equal(status, name.endsWith("timestamp") ? "200 success" : INVALID, name);
    }
  });

  it("knows no other path, and none by another method, whoever asks", async () => {
    for (const target of [
      "/kms/",
      "/kms/v1/keys/",
      "/kms/v2/keys",
      "/kms/v1/keys/x/latest-use",
      "/kms/v1/keys/x/last-use-info/",
      "/api/v1/users",
      "/api/v1/users/x/access-keys",
      "/api/v2/users/x/last-access-summary",
      "/api/v1/sub-accounts/x/last-access-summary",
      "/api/v2/caller-identity",
    ]) {
      assert.equal(await refusal({ target }), "404 300 Not Found Exception", target);
    }
    assert.equal(await refusal({ method: "POST" }), "404 300 Not Found Exception");
    const stranger = { ...account, accessKeyId: "nobody" };
    assert.equal(await refusal({ account: stranger, target: "/kms/v9" }), "404 300 Not Found Exception");
  });

  it("refuses a parameter that is given twice", async () => {
    assert.equal(
      await refusal({ target: "/kms/v1/keys?pageNo=1&pageNo=2" }),
      "400 100 Bad Request Exception",
    );
  });

  it("writes errors as the real gateway does, with the ID of the request in a header", async () => {
    const signed = signedNcloud(wish({ account: { ...account, accessKeyId: "nobody" } }));
    const { status, headers, text } = await sendNcloud(signed);
    assert.equal(status, 401);
    assert.match(headers["content-type"] ?? "", /^application\/json/);
    assert.match(String(headers["x-ncp-apigw-request-id"]), /^[0-9a-f-]{36}$/);
    assert.deepEqual(JSON.parse(text), {
      error: {
        errorCode: "200",
        message: "Authentication Failed",
        details: "Invalid authentication information.",
      },
    });
  });

  it("says of credentials whose they are", async () => {
    const identity = (own: SampleAccount): Promise<unknown> =>
      ncloudBody(signedNcloud(wish({ account: own, target: "/api/v1/caller-identity" })));
    const [runner] = cloud.story.subAccounts;
    const loginAlias = "sample-ncloud";
    const own = await identity(account);
    assert.deepEqual([at(own, "userType"), at(own, "loginAlias")], ["Sub", loginAlias]);
    assert.ok(cloud.story.subAccounts.some(({ id }) => id === at(own, "id")));
    const ofRunner = cloud.addSigner(account.name, { subAccountId: runner!.id });
    assert.deepEqual(await identity(ofRunner), { id: runner!.id, loginAlias, userType: "Sub" });
    const main = cloud.addSigner(account.name, { userType: "Customer" });
    assert.match(main.accessKeyId, /^ncp_iam_BPAMKR/);
    const owner = await identity(main);
    assert.equal(at(owner, "userType"), "Customer");
    assert.match(String(at(owner, "id")), /^\d+$/);
    const role = await identity(cloud.addSigner(account.name, { temporary: true }));
    assert.equal(at(role, "userType"), "Role");
  });
});
