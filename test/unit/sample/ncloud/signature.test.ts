import assert from "node:assert/strict";
import { ncloudSignature, sameSignature } from "../../../../src/sample/ncloud/signature";
import { startSampleCloud } from "../../../../src/sample/sampleCloud";
import { sendNcloud } from "./ncloudRequest";

const TIMESTAMP = "1700000000000";
const TAG = "0123456789abcdef".repeat(4);
/** Computed outside this project; the first one is also in the tests of a published client. */
const VECTORS = [
  ["POST", "/vserver/v2/createServerInstances?regionCode=KR", "xBcE26XFU55BMjppdPT7ZY3oDrqoOedfPyAn3Cq4lUw="],
  ["GET", "/kms/v1/keys?pageNo=1&pageSize=100", "+HjC6R67UINMLdC87CVYNBSHBSmpz+LVPjMD18Abboo="],
  ["GET", `/kms/v1/keys/${TAG}/last-use-info`, "M5WePI1PRkIylit+9A4FGmHfGnbeKFf9hHlHtNy12wU="],
] as const;

describe("The Ncloud signature of the sample cloud", () => {
  for (const [method, target, signature] of VECTORS) {
    it(`is the known one of ${method} ${target.slice(0, 40)}`, () => {
      const text = { method, target, timestamp: TIMESTAMP, accessKeyId: "AK_TEST" };
      assert.equal(ncloudSignature(text, "SK_TEST"), signature);
    });
  }

  it("is taken at the gate when it is a known one", async () => {
    const cloud = await startSampleCloud({
      now: () => Number(TIMESTAMP),
      accounts: [{ provider: "ncloud", name: "n", accessKeyId: "AK_TEST", accessKeySecret: "SK_TEST" }],
    });
    try {
      const statuses = VECTORS.map(async ([method, target, signature]) => {
        const headers = {
          "x-ncp-apigw-timestamp": TIMESTAMP,
          "x-ncp-iam-access-key": "AK_TEST",
          "x-ncp-apigw-signature-v2": signature,
        };
        // A path outside /kms/ and /api/ would be the other cloud's business.
        const served = target.startsWith("/kms/") ? target : `/api${target}`;
        return (await sendNcloud({ origin: cloud.origin, method, target: served, headers })).status;
      });
      assert.deepEqual(await Promise.all(statuses), [404, 200, 404]);
    } finally {
      await cloud.close();
    }
  });

  it("is one text of base64, with its padding and nothing else", () => {
    const [, , signature] = VECTORS[1];
    assert.equal(sameSignature(signature, signature), true);
    for (const other of [
      signature.slice(0, -1),
      `${signature}=`,
      ` ${signature}`,
      `${signature}\n`,
      signature.replace("+", "-"),
      signature.toLowerCase(),
      "",
    ]) {
      assert.equal(sameSignature(signature, other), false, JSON.stringify(other));
    }
  });
});
