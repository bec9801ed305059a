import assert from "node:assert/strict";
import { signatureOf, signedHeaders } from "../../../../src/providers/ncloud/signature";

const CREDENTIALS = { accessKeyId: "AK_TEST", accessKeySecret: "SK_TEST" };
const TIMESTAMP = 1_700_000_000_000;

/** Computed by others: the first is a test of an independent client. */
const VECTORS: readonly (readonly [method: string, target: string, signature: string])[] = [
  ["POST", "/vserver/v2/createServerInstances?regionCode=KR", "xBcE26XFU55BMjppdPT7ZY3oDrqoOedfPyAn3Cq4lUw="],
  ["GET", "/kms/v1/keys?pageNo=1&pageSize=100", "+HjC6R67UINMLdC87CVYNBSHBSmpz+LVPjMD18Abboo="],
  [
    "GET",
    `/kms/v1/keys/${"0123456789abcdef".repeat(4)}/last-use-info`,
    "M5WePI1PRkIylit+9A4FGmHfGnbeKFf9hHlHtNy12wU=",
  ],
];

describe("A signature of version 2", () => {
  for (const [method, target, signature] of VECTORS) {
    it(`is the documented one of ${method} ${target.slice(0, 40)}`, () => {
      assert.equal(signatureOf({ method, target, timestamp: TIMESTAMP }, CREDENTIALS), signature);
    });
  }

  it("is over the target as it is sent, encoding and order included", () => {
    const of = (target: string) => signatureOf({ method: "GET", target, timestamp: TIMESTAMP }, CREDENTIALS);
    const targets = ["/a?x=1&y=a%20b", "/a?x=1&y=a+b", "/a?x=1&y=a b", "/a?y=a%20b&x=1"];
    assert.equal(new Set(targets.map(of)).size, targets.length);
  });

  it("goes with the time and the ID in three headers, and the secret in none", () => {
    const headers = signedHeaders({ method: "GET", target: "/", timestamp: TIMESTAMP }, CREDENTIALS);
    assert.deepEqual(Object.keys(headers), [
      "x-ncp-apigw-timestamp",
      "x-ncp-iam-access-key",
      "x-ncp-apigw-signature-v2",
    ]);
    assert.equal(headers["x-ncp-apigw-timestamp"], "1700000000000");
    assert.doesNotMatch(JSON.stringify(headers), /SK_TEST/);
  });
});
