import assert from "node:assert/strict";
import type { KmsOddities } from "../../../../src/sample/ncloud/sampleKmsKey";
import { startSampleCloud, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { at, ncloudBody, ncloudRefusal, sendNcloud, signedNcloud, type NcloudRequest } from "./ncloudRequest";

const HOUR = 3_600_000;

describe("The sample cloud's KMS can write its answers in every odd way:", () => {
  let cloud: SampleCloud;

  beforeEach(async () => {
    cloud = await startSampleCloud();
  });
  afterEach(() => cloud.close());

  const request = (oddities: KmsOddities, role: "kmsUsed" | "kmsIdle", rest: string): NcloudRequest => {
    const key = cloud.story.ncloud[role];
    cloud.addKmsKey({ ...key, oddities });
    const account = cloud.accounts.find(({ provider }) => provider === "ncloud") ?? assert.fail();
    return signedNcloud({ origin: cloud.origin, account, target: `/kms/v1/keys/${key.id}${rest}` });
  };
  const odd = (oddities: KmsOddities, role: "kmsUsed" | "kmsIdle" = "kmsUsed"): Promise<unknown> =>
    ncloudBody(request(oddities, role, "/last-use-info"));

  it("with the key in another spelling, in the latest use and in the log", async () => {
    const name = cloud.story.ncloud.kmsUsed.name;
    const latest = await odd({ spelling: "KmsKey" });
    assert.equal(at(latest, "data.data.KmsKey.keyName"), name);
    assert.equal(at(latest, "data.data.kmsKey"), undefined);
    const log = await ncloudBody(request({ spelling: "KmsKey" }, "kmsUsed", "/activities"));
    assert.equal(at(log, "data.activityLogList.0.data.KmsKey.keyName"), name);
  });

  it("with less and less data, whether or not there is a use", async () => {
    for (const role of ["kmsUsed", "kmsIdle"] as const) {
      assert.deepEqual(await odd({ data: "absent" }, role), { code: "SUCCESS" });
      assert.deepEqual(await odd({ data: "null" }, role), { code: "SUCCESS", data: null });
      const innerNull = at(await odd({ data: "inner-null" }, role), "data") as Readonly<
        Record<string, unknown>
      >;
      assert.equal(innerNull["data"], null);
      const innerAbsent = at(await odd({ data: "inner-absent" }, role), "data") as object;
      assert.ok(!("data" in innerAbsent) && "message" in innerAbsent);
      assert.equal(typeof innerNull["timestamp"], role === "kmsUsed" ? "string" : "object");
      const empty = at(await odd({ data: "empty-strings" }, role), "data");
      assert.deepEqual(
        ["timestamp", "data.requestor.requestType", "data.api.action", "message"].map((name) =>
          at(empty, name),
        ),
        ["", "", "", ""],
      );
    }
  });

  it("with a time in Seoul's zone, in no zone, or none at all", async () => {
    const time = async (timestamp?: "seoul" | "no-zone" | "null" | "empty" | "absent") =>
      at(await odd(timestamp === undefined ? {} : { timestamp }), "data.timestamp");
    const plain = String(await time());
    const seoul = String(await time("seoul"));
    assert.match(seoul, /\+09:00$/);
    assert.equal(Date.parse(seoul), Date.parse(plain));
    const noZone = String(await time("no-zone"));
    assert.match(noZone, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}$/);
    assert.equal(Date.parse(`${noZone}Z`) - Date.parse(plain), 9 * HOUR);
    assert.deepEqual([await time("null"), await time("empty"), await time("absent")], [null, "", undefined]);
  });

  it("with success in lower case", async () => {
    assert.equal(at(await odd({ code: "lower-case" }), "code"), "success");
  });

  it("with a failure inside a success, or not", async () => {
    const failure = { code: "INTERNAL_SERVER_ERROR", message: "Server internal error" };
    assert.deepEqual(await odd({ failure }), { ...failure, data: null });
    assert.equal(cloud.requests.at(-1)?.code, failure.code);
    const { status } = await sendNcloud(
      request({ failure: { ...failure, status: 500 } }, "kmsUsed", "/activities"),
    );
    assert.equal(status, 500);
  });

  it("with an error about a key that was never used, and about no other", async () => {
    const never = (neverUsed: 400 | 404, role: "kmsUsed" | "kmsIdle" = "kmsIdle") =>
      request({ neverUsed }, role, "/last-use-info");
    assert.equal(await ncloudRefusal(never(404)), "404 300 Not Found Exception");
    assert.equal((await sendNcloud(never(400))).status, 400);
    assert.equal(await ncloudRefusal(never(404, "kmsUsed")), "200 success");
  });

  it("with kinds of requests and results that no document lists", async () => {
    const requestor = async (requestType: "unknown" | "absent") =>
      at(await odd({ requestType }), "data.data.requestor") as Readonly<Record<string, unknown>>;
    assert.equal((await requestor("unknown"))["requestType"], "BATCH");
    assert.ok(!("requestType" in (await requestor("absent"))));
    const failed = await odd({ result: "FAILURE" });
    assert.deepEqual([at(failed, "code"), at(failed, "data.data.api.result")], ["SUCCESS", "FAILURE"]);
  });

  it("with a host that is none of the cloud's", async () => {
    const key = { ...cloud.story.ncloud.kmsUsed, baseUrl: "https://ocapi.ncloud.com.example.net" };
    cloud.addKmsKey(key);
    const account = cloud.accounts.find(({ provider }) => provider === "ncloud") ?? assert.fail();
    const signed = signedNcloud({ origin: cloud.origin, account, target: `/kms/v1/keys/${key.id}` });
    assert.equal(at(await ncloudBody(signed), "data.baseUrl"), key.baseUrl);
  });
});
