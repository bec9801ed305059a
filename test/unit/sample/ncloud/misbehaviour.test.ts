import assert from "node:assert/strict";
import type { Misbehaviour } from "../../../../src/sample/misbehaviour";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../../src/sample/sampleCloud";
import type { RawAnswer } from "../rawRequest";
import { at, ncloudRefusal, sendNcloud, signedNcloud, type NcloudRequest } from "./ncloudRequest";

describe("The sample cloud, when told to misbehave towards a client of Ncloud,", () => {
  let cloud: SampleCloud;
  let account: SampleAccount;

  before(async () => {
    cloud = await startSampleCloud();
    account = cloud.accounts.find(({ provider }) => provider === "ncloud") ?? assert.fail();
  });
  after(() => cloud.close());

  const signed = (target: string): NcloudRequest => signedNcloud({ origin: cloud.origin, account, target });
  const lastUse = (key = cloud.story.ncloud.kmsUsed): NcloudRequest =>
    signed(`/kms/v1/keys/${key.id}/last-use-info`);
  const once = (rule: Misbehaviour): Promise<RawAnswer> => {
    cloud.misbehave({ ...rule, times: 1 });
    return sendNcloud(lastUse());
  };
  const refusal = (rule: Misbehaviour): Promise<string> => {
    cloud.misbehave({ ...rule, times: 1 });
    return ncloudRefusal(lastUse());
  };

  afterEach(async () => {
    assert.equal(await ncloudRefusal(lastUse()), "200 success", "and is itself again afterwards");
  });

  it("throttles with each of the three codes, and a hint how long to wait", async () => {
    assert.equal(await refusal({ kind: "throttle" }), "429 410 Throttle Limited");
    assert.equal(await refusal({ kind: "throttle", code: "400" }), "429 400 Quota Exceeded");
    assert.equal(await refusal({ kind: "throttle", code: "420" }), "429 420 Rate Limited");
    const { headers } = await once({ kind: "throttle", retryAfterMs: 1500 });
    assert.equal(headers["retry-after"], "2");
  });

  it("fails inside", async () => {
    assert.equal(await refusal({ kind: "server-error" }), "500 900 Unexpected Error");
    assert.equal(await refusal({ kind: "server-error", status: 503 }), "503 500 Endpoint Error");
    assert.equal(await refusal({ kind: "server-error", status: 504 }), "504 510 Endpoint Timeout");
  });

  it("takes the permission for any one operation away", async () => {
    const { kmsUsed } = cloud.story.ncloud;
    const { id } = cloud.story.subAccounts[0]!;
    const targets = {
      GetKeyList: "/kms/v1/keys",
      GetKeyInfo: `/kms/v1/keys/${kmsUsed.id}`,
      GetKeyVersionList: `/kms/v1/keys/${kmsUsed.id}/versions`,
      GetLastUseInfo: `/kms/v1/keys/${kmsUsed.id}/last-use-info`,
      GetKeyActivityLogs: `/kms/v1/keys/${kmsUsed.id}/activities`,
      ListSubAccounts: "/api/v1/sub-accounts",
      ListAccessKeys: `/api/v1/sub-accounts/${id}/access-keys`,
      GetLastAccessSummary: `/api/v1/users/${id}/last-access-summary`,
      GetCallerIdentity: "/api/v1/caller-identity",
    };
    for (const operation of Object.keys(targets)) {
      const rule = cloud.misbehave({ kind: "deny", operation });
      for (const [name, target] of Object.entries(targets)) {
        const expected = name === operation ? "401 210 Permission Denied" : "200 success";
        assert.equal(await ncloudRefusal(signed(target)), expected, name);
      }
      rule.dispose();
    }
  });

  it("still refuses first what is not signed well", async () => {
    const rule = cloud.misbehave({ kind: "deny" });
    const { headers, ...request } = lastUse();
    const forged = { ...headers, "x-ncp-iam-access-key": "nobody" };
    assert.match(await ncloudRefusal({ ...request, headers: forged }), /^401 200 /);
    rule.dispose();
  });

  it("does so with the key that was named", async () => {
    const { kmsUsed, kmsSystem } = cloud.story.ncloud;
    const rule = cloud.misbehave({ kind: "server-error", accessKey: kmsSystem.id });
    assert.equal(await ncloudRefusal(lastUse(kmsUsed)), "200 success");
    assert.equal(await ncloudRefusal(lastUse(kmsSystem)), "500 900 Unexpected Error");
    rule.dispose();
  });

  it("writes errors in every way in which the cloud's services do", async () => {
    const error = { status: 401, code: "210", message: "Permission Denied" };
    const written = async (envelope: Extract<Misbehaviour, { kind: "envelope" }>["envelope"]) => {
      const { status, text } = await once({ kind: "envelope", envelope, ...error });
      assert.equal(status, 401);
      assert.equal(cloud.requests.at(-1)?.code, "210");
      return envelope === "xml" ? text : (JSON.parse(text) as unknown);
    };
    assert.deepEqual(await written("gateway"), {
      error: { errorCode: "210", message: "Permission Denied" },
    });
    assert.deepEqual(await written("response-error"), {
      responseError: { returnCode: "210", returnMessage: "Permission Denied" },
    });
    assert.deepEqual(await written("error-code"), { errorCode: "210", message: "Permission Denied" });
    assert.deepEqual(await written("code-msg"), { code: "210", msg: "Permission Denied", data: null });
    assert.deepEqual(await written("kms"), { code: "210", message: "Permission Denied", data: null });
    const spring = await written("spring");
    assert.deepEqual(
      [at(spring, "status"), at(spring, "error"), at(spring, "path")],
      [401, "Permission Denied", lastUse().target],
    );
    assert.ok(!Number.isNaN(Date.parse(String(at(spring, "timestamp")))));
    assert.match(
      String(await written("xml")),
      /<responseError><returnCode>210<\/returnCode><returnMessage>Permission Denied<\/returnMessage>/,
    );
  });

  it("can hide a failure in a success", async () => {
    const { status, text } = await once({
      kind: "envelope",
      envelope: "kms",
      status: 200,
      code: "FORBIDDEN",
    });
    assert.deepEqual([status, at(JSON.parse(text), "code")], [200, "FORBIDDEN"]);
  });

  it("sends the client elsewhere", async () => {
    const location = "http://127.0.0.1:9/kms/v1/keys";
    for (const status of [301, 302, 303, 307, 308] as const) {
      const answer = await once({ kind: "redirect", location, status });
      assert.deepEqual([answer.status, answer.headers.location, answer.text], [status, location, ""]);
    }
  });

  it("does to the connection and to the answer whatever it does to clients of the other cloud", async () => {
    await assert.rejects(once({ kind: "reset" }), { code: "ECONNRESET" });
    await assert.rejects(once({ kind: "cut-off" }), { code: "ECONNRESET" });
    const { text: half } = await once({ kind: "truncate" });
    assert.throws(() => JSON.parse(half) as unknown, SyntaxError);
    assert.match((await once({ kind: "html", status: 200 })).text, /^<!DOCTYPE html>/);
    const renamed = await once({ kind: "content-type", contentType: "text/plain" });
    assert.equal(renamed.headers["content-type"], "text/plain");
    assert.equal((await once({ kind: "xml-error", status: 403 })).status, 403);
    assert.ok((await once({ kind: "trickle", everyMs: 0 })).chunks > 10);
    assert.equal((await once({ kind: "delay", ms: 1 })).status, 200);
  });

  it("keeps a log of what was asked, without anything secret", async () => {
    const { kmsUsed } = cloud.story.ncloud;
    await sendNcloud(lastUse());
    await sendNcloud(signed("/api/v1/caller-identity"));
    await sendNcloud({ ...lastUse(), headers: {} });
    await sendNcloud(signed("/kms/nothing"));
    const latest = cloud.requests
      .slice(-4)
      .map(({ operation, accessKey, account: asker, code }) => [operation, accessKey, asker, code]);
    assert.deepEqual(latest, [
      ["GetLastUseInfo", kmsUsed.id, account.name, undefined],
      ["GetCallerIdentity", undefined, account.name, undefined],
      ["GetLastUseInfo", kmsUsed.id, undefined, "200"],
      [undefined, undefined, undefined, "300"],
    ]);
    const log = JSON.stringify(cloud.requests);
    assert.ok(!log.includes(account.accessKeySecret) && !log.includes(account.accessKeyId));
  });
});
