import assert from "node:assert/strict";
import { Misbehaviours, type Misbehaviour } from "../../../src/sample/misbehaviour";
import { startSampleCloud, type SampleCloud } from "../../../src/sample/sampleCloud";
import { sdkClient, type SdkCall } from "../../support/sdkClients";
import { refusal, sendRaw, signedAcs3, type RawAnswer, type RawRequest } from "./rawRequest";

const INFO = "GetAccessKeyLastUsedInfo";
const PRODUCTS = "GetAccessKeyLastUsedProducts";

describe("The sample cloud, when told to misbehave,", () => {
  let cloud: SampleCloud;
  let call: SdkCall;
  let AccessKey: string;

  before(async () => {
    cloud = await startSampleCloud();
    call = sdkClient({ origin: cloud.origin, account: cloud.accounts[0]! });
    AccessKey = cloud.story.keys.ci.id;
  });
  after(() => cloud.close());

  const ask = (id = AccessKey): RawRequest =>
    signedAcs3({
      origin: cloud.origin,
      account: cloud.accounts[0]!,
      action: INFO,
      query: { AccessKey: id },
      date: Date.now(),
    });
  const once = (rule: Misbehaviour, id = AccessKey): Promise<RawAnswer> => {
    cloud.misbehave({ ...rule, times: 1 });
    return sendRaw(ask(id));
  };
  const codeOf = ({ status, text }: RawAnswer): string =>
    `${status} ${(JSON.parse(text) as { Code: string }).Code}`;

  afterEach(async () => {
    assert.equal(await refusal(ask()), "200 success", "and is itself again afterwards");
  });

  it("throttles as often as it was told, with a hint how long to wait", async () => {
    cloud.misbehave({ kind: "throttle", times: 2 });
    for (let turn = 0; turn < 2; turn += 1) {
      await assert.rejects(call(INFO, { AccessKey }), { code: "Throttling.User", statusCode: 400 });
    }
    await call(INFO, { AccessKey });

    const hinted = await once({ kind: "throttle", status: 429, code: "Throttling.Api", retryAfterMs: 1500 });
    assert.equal(codeOf(hinted), "429 Throttling.Api");
    assert.equal(hinted.headers["x-acs-retry-after"], "1500");
  });

  it("fails inside", async () => {
    assert.equal(codeOf(await once({ kind: "server-error" })), "500 InternalError");
    assert.equal(codeOf(await once({ kind: "server-error", status: 503 })), "503 ServiceUnavailable");
  });

  it("takes a permission away", async () => {
    cloud.misbehave({ kind: "deny", operation: PRODUCTS, times: 1 });
    await call(INFO, { AccessKey });
    await assert.rejects(call(PRODUCTS, { AccessKey }), { code: "NoPermission", statusCode: 403 });
    await call(PRODUCTS, { AccessKey });
  });

  it("still refuses first what is not signed well", async () => {
    const rule = cloud.misbehave({ kind: "throttle" });
    assert.equal(await refusal({ ...ask(), query: { AccessKey: "changed" } }), "400 SignatureDoesNotMatch");
    rule.dispose();
  });

  it("does not answer", async () => {
    const impatient = sdkClient({ origin: cloud.origin, account: cloud.accounts[0]!, timeoutMs: 50 });
    cloud.misbehave({ kind: "hang", times: 1 });
    await assert.rejects(impatient(INFO, { AccessKey }), { name: "RequestTimeoutError" });
  });

  it("resets the connection", async () => {
    await assert.rejects(once({ kind: "reset" }), { code: "ECONNRESET" });
  });

  it("sends half of its JSON", async () => {
    const { status, text } = await once({ kind: "truncate" });
    assert.equal(status, 200);
    assert.throws(() => JSON.parse(text) as unknown, SyntaxError);
  });

  it("drops the connection in the middle of the body", async () => {
    await assert.rejects(once({ kind: "cut-off" }), { code: "ECONNRESET" });
  });

  it("sends a proxy's page, whatever its status", async () => {
    for (const status of [502, 200]) {
      const answer = await once({ kind: "html", status });
      assert.equal(answer.status, status);
      assert.equal(answer.headers["content-type"], "text/html");
      assert.match(answer.text, /^<!DOCTYPE html>/);
    }
  });

  it("calls its JSON something else", async () => {
    const { headers, text } = await once({ kind: "content-type", contentType: "text/plain" });
    assert.equal(headers["content-type"], "text/plain");
    assert.equal((JSON.parse(text) as { AccessKeyId: string }).AccessKeyId, AccessKey);
  });

  it("sends an error as XML, which the SDK understands", async () => {
    cloud.misbehave({ kind: "xml-error", status: 403, code: "NoPermission", times: 1 });
    await assert.rejects(call(INFO, { AccessKey }), { code: "NoPermission", statusCode: 403 });
  });

  it("takes its time", async () => {
    const start = performance.now();
    assert.equal((await once({ kind: "delay", ms: 60 })).status, 200);
    // Timers may fire up to a millisecond early.
    assert.ok(performance.now() - start >= 59);
  });

  it("sends byte by byte, and all of it", async () => {
    const { chunks, text } = await once({ kind: "trickle", everyMs: 0 }, cloud.story.keys.idle.id);
    assert.equal((JSON.parse(text) as { UserName: string }).UserName, "terraform-old");
    assert.ok(chunks > 10, `${chunks} chunks`);
  });

  it("has a clock that is wrong", async () => {
    assert.equal(codeOf(await once({ kind: "clock-skew", ms: 20 * 60_000 })), "400 InvalidTimeStamp.Expired");
  });

  it("does so with the operation and the key that were named, until it is told to stop", async () => {
    const { stale } = cloud.story.keys;
    const rule = cloud.misbehave({ kind: "server-error", operation: INFO, accessKey: stale.id });
    await call(INFO, { AccessKey });
    await call(PRODUCTS, { AccessKey: stale.id });
    await assert.rejects(call(INFO, { AccessKey: stale.id }), { code: "InternalError" });
    rule.dispose();
    await call(INFO, { AccessKey: stale.id });
  });

  it("plays its acts in the order in which they were ordered, and does several things at once", () => {
    const rules = new Misbehaviours();
    rules.add({ kind: "throttle", times: 1 });
    rules.add({ kind: "hang", times: 1 });
    rules.add({ kind: "delay", ms: 5 });
    const played = [1, 2, 3].map(() => {
      const { answer, pace } = rules.take(INFO, "x");
      return [answer?.kind, pace?.kind];
    });
    assert.deepEqual(played, [
      ["throttle", "delay"],
      ["hang", "delay"],
      [undefined, "delay"],
    ]);
  });
});
