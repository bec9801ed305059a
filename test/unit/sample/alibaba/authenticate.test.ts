import assert from "node:assert/strict";
import { sha256Hex } from "../../../../src/sample/alibaba/signature";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { sdkClient } from "../../../support/sdkClients";
import { refusal, sendRaw, signedAcs3, signedRpc, type RawRequest, type Wish } from "../rawRequest";

const MINUTE = 60_000;
const INFO = "GetAccessKeyLastUsedInfo";
const SCHEMES = [
  { scheme: "ACS3-HMAC-SHA256", sign: signedAcs3, sdk: {} },
  { scheme: "HMAC-SHA1", sign: signedRpc, sdk: { signatureAlgorithm: "v2" } },
] as const;

describe("The sample cloud's gate", () => {
  let cloud: SampleCloud;
  let prod: SampleAccount;
  const wish = (changes: Partial<Wish> = {}): Wish => ({
    origin: cloud.origin,
    account: prod,
    action: INFO,
    query: { AccessKey: cloud.story.keys.ci.id },
    date: Date.now(),
    ...changes,
  });

  before(async () => {
    cloud = await startSampleCloud();
    prod = cloud.accounts[0]!;
  });
  after(() => cloud.close());

  for (const { scheme, sign, sdk } of SCHEMES) {
    describe(`with ${scheme}`, () => {
      it("lets the official SDK in, by POST and by GET, with a long-term key and with temporary credentials", async () => {
        const temporary = cloud.addSigner(prod.name, { temporary: true, expiresAt: Date.now() + MINUTE });
        for (const account of [prod, temporary]) {
          for (const method of ["POST", "GET"] as const) {
            const call = sdkClient({ origin: cloud.origin, account, method, ...sdk });
            const answer = await call(INFO, { AccessKey: cloud.story.keys.ci.id });
            assert.equal(answer["UserName"], "alice");
            assert.match(String(answer["RequestId"]), /^[0-9A-F-]{36}$/);
          }
        }
      });

      it("reads parameters that the SDK puts into the body", async () => {
        const call = sdkClient({ origin: cloud.origin, account: prod, ...sdk });
        const answer = await call(INFO, {}, { AccessKey: cloud.story.keys.ci.id });
        assert.equal(answer["AccessKeyId"], cloud.story.keys.ci.id);
      });

      it("agrees with the SDK about text that has to be encoded", async () => {
        const call = sdkClient({ origin: cloud.origin, account: prod, ...sdk });
        const AccessKey = "+~* '()!中🔑&=%2B";
        cloud.addKey({ ...cloud.story.keys.idle, id: AccessKey });
        const answer = await call(INFO, { AccessKey });
        assert.equal(answer["AccessKeyId"], AccessKey);
      });

      it("refuses the SDK with a wrong secret, and says so in the SDK's own error", async () => {
        const account = { ...prod, accessKeySecret: "wrong" };
        const call = sdkClient({ origin: cloud.origin, account, ...sdk });
        await assert.rejects(call(INFO, { AccessKey: "x" }), {
          code: "SignatureDoesNotMatch",
          statusCode: 400,
        });
      });

      it("refuses an AccessKey it does not know, and one that was disabled", async () => {
        const disabled = cloud.addSigner(prod.name, { disabled: true });
        const stranger = { ...prod, accessKeyId: "nobody" };
        assert.equal(await refusal(sign(wish({ account: stranger }))), "404 InvalidAccessKeyId.NotFound");
        assert.equal(await refusal(sign(wish({ account: disabled }))), "400 InvalidAccessKeyId.Inactive");
      });

      it("takes dates up to 15 minutes off, either way, and no further", async () => {
        for (const sense of [-1, 1]) {
          const date = Date.now() + sense * 14 * MINUTE;
          assert.equal(await refusal(sign(wish({ date }))), "200 success");
          const far = Date.now() + sense * 16 * MINUTE;
          assert.equal(await refusal(sign(wish({ date: far }))), "400 InvalidTimeStamp.Expired");
        }
      });

      it("refuses what is not a date in the one format", async () => {
        for (const date of [
          "yesterday",
          "2026-01-02 03:04:05",
          "2026-13-02T03:04:05Z",
          new Date().toISOString(),
        ]) {
          assert.equal(await refusal(sign(wish({ date }))), "400 InvalidTimeStamp.Format");
        }
      });

      it("takes a nonce once", async () => {
        const request = sign(wish({ nonce: `once-${scheme}` }));
        assert.equal(await refusal(request), "200 success");
        assert.equal(await refusal(request), "400 SignatureNonceUsed");
      });

      it("does not let somebody without the secret use up a nonce", async () => {
        const nonce = `mine-${scheme}`;
        const forged = sign(wish({ nonce, account: { ...prod, accessKeySecret: "guessed" } }));
        assert.equal(await refusal(forged), "400 SignatureDoesNotMatch");
        assert.equal(await refusal(sign(wish({ nonce }))), "200 success");
      });

      it("refuses a query that was changed, added to or cut after signing", async () => {
        const request = sign(wish({ query: { AccessKey: "one", PageSize: "5" } }));
        for (const query of [
          { ...request.query, AccessKey: "two" },
          { ...request.query, NextToken: "more" },
          Object.fromEntries(Object.entries(request.query).filter(([name]) => name !== "PageSize")),
        ]) {
          assert.equal(await refusal({ ...request, query }), "400 SignatureDoesNotMatch");
        }
      });

      it("refuses another method than the one that was signed", async () => {
        const request = sign(wish());
        assert.equal(await refusal({ ...request, method: "GET" }), "400 SignatureDoesNotMatch");
      });

      it("refuses a body that was changed after signing", async () => {
        const request = sign(wish({ query: {}, body: { AccessKey: "one" } }));
        const body = "AccessKey=two";
        assert.equal(await refusal({ ...request, body }), "400 SignatureDoesNotMatch");
      });

      it("refuses a parameter that is given twice", async () => {
        const request = sign(wish({ query: { AccessKey: "one" }, body: { AccessKey: "two" } }));
        assert.equal(await refusal(request), "400 InvalidParameter");
      });

      it("tells temporary credentials with no token, a foreign, a malformed and an expired one apart", async () => {
        const expiresAt = Date.now() + MINUTE;
        const mine = cloud.addSigner(prod.name, { temporary: true, expiresAt });
        const other = cloud.addSigner(prod.name, { temporary: true, expiresAt });
        const expired = cloud.addSigner(prod.name, { temporary: true, expiresAt: Date.now() - 1 });
        const { accessKeyId, accessKeySecret } = mine;
        const answers = await Promise.all(
          [
            { accessKeyId, accessKeySecret },
            { ...mine, securityToken: other.securityToken! },
            { ...mine, securityToken: "nonsense" },
            expired,
            { ...prod, securityToken: mine.securityToken! },
          ].map((account) => refusal(sign(wish({ account })))),
        );
        assert.deepEqual(answers, [
          "400 MissingSecurityToken",
          "400 InvalidSecurityToken.MismatchWithAccessKey",
          "400 InvalidSecurityToken.Malformed",
          "400 InvalidSecurityToken.Expired",
          "400 InvalidSecurityToken.MismatchWithAccessKey",
        ]);
      });
    });
  }

  describe("with the headers of ACS3", () => {
    const withHeaders = (request: RawRequest, headers: RawRequest["headers"]): RawRequest => ({
      ...request,
      headers: { ...request.headers, ...headers },
    });

    it("refuses a signed header that was changed or repeated", async () => {
      const request = signedAcs3(wish());
      const other = withHeaders(request, { "x-acs-action": "GetAccessKeyLastUsedProducts" });
      assert.equal(await refusal(other), "400 SignatureDoesNotMatch");
      const twice = withHeaders(request, { "x-acs-version": ["2020-07-06", "2020-07-06"] });
      assert.equal(await refusal(twice), "400 SignatureDoesNotMatch");
    });

    it("demands that every x-acs header is signed", async () => {
      const request = withHeaders(signedAcs3(wish()), { "x-acs-extra": "smuggled in" });
      assert.equal(await refusal(request), "400 IncompleteSignature");
    });

    it("refuses a body with the hash of another, even if the hash is signed", async () => {
      const body = { AccessKey: "one" };
      const headers = { "x-acs-content-sha256": sha256Hex("AccessKey=two") };
      const request = signedAcs3(wish({ query: {}, body, headers }));
      assert.equal(await refusal(request), "400 SignatureDoesNotMatch");
    });

    it("refuses another scheme, a signature of another form, and a request without one", async () => {
      const request = signedAcs3(wish());
      for (const authorization of [
        "Bearer x",
        "",
        "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=0",
      ]) {
        assert.equal(await refusal(withHeaders(request, { authorization })), "400 IncompleteSignature");
      }
      const unsigned = { "x-acs-action": INFO, "x-acs-version": "2020-07-06" };
      assert.equal(await refusal({ ...request, headers: unsigned }), "400 MissingAccessKeyId");
    });

    it("names what was not sent", async () => {
      for (const header of ["x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"]) {
        const request = signedAcs3(wish({ headers: { [header]: "" } }));
        assert.equal(await refusal(request), `400 Missing${header}`);
      }
    });
  });

  it("demands the method and version of the older scheme", async () => {
    const request = signedRpc(wish());
    for (const [name, value] of [
      ["SignatureMethod", "HMAC-SHA256"],
      ["SignatureVersion", "2.0"],
    ] as const) {
      const query = { ...request.query, [name]: value };
      assert.equal(await refusal({ ...request, query }), "400 IncompleteSignature");
    }
  });

  it("knows five operations of one version, on one path, by two methods", async () => {
    const actual = await Promise.all([
      refusal(signedAcs3(wish({ action: "DescribeTrails" }))),
      refusal(signedAcs3(wish({ version: "2015-09-28" }))),
      refusal({ ...signedAcs3(wish()), path: "/other" }),
      refusal({ ...signedAcs3(wish()), method: "PUT" }),
      refusal({ ...signedRpc(wish()), query: {} }),
    ]);
    assert.deepEqual(actual, [
      "404 InvalidAction.NotFound",
      "400 InvalidVersion",
      "404 InvalidAction.NotFound",
      "405 UnsupportedHTTPMethod",
      "400 MissingAction",
    ]);
  });

  it("writes errors as the real gateway does", async () => {
    const { headers, text } = await sendRaw(
      signedAcs3(wish({ account: { ...prod, accessKeyId: "nobody" } })),
    );
    const { RequestId, Recommend, ...rest } = JSON.parse(text) as Record<string, string>;
    assert.equal(headers["content-type"], "application/json;charset=utf-8");
    assert.equal(headers["x-acs-request-id"], RequestId);
    assert.match(Recommend!, /^https:\/\/api\.aliyun\.com\/troubleshoot\?q=InvalidAccessKeyId\.NotFound&/);
    assert.deepEqual(rest, {
      Message: "Specified access key is not found.",
      HostId: new URL(cloud.origin).host,
      Code: "InvalidAccessKeyId.NotFound",
    });
  });

  it("forgets a nonce only when its date is too old to pass", async () => {
    let time = Date.parse("2026-01-02T03:04:05Z");
    const own = await startSampleCloud({ now: () => time });
    try {
      const at = (date: number): RawRequest =>
        signedAcs3({ ...wish({ date, nonce: "n" }), origin: own.origin, account: own.accounts[0]! });
      const start = time;
      assert.equal(await refusal(at(start + 14 * MINUTE)), "200 success");
      time = start + 29 * MINUTE;
      assert.equal(await refusal(at(start + 14 * MINUTE)), "400 SignatureNonceUsed");
      time = start + 31 * MINUTE;
      assert.equal(await refusal(at(time)), "200 success");
    } finally {
      await own.close();
    }
  });
});
