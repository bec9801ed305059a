import assert from "node:assert/strict";
import { UsageError } from "../../../../src/core/usage/errors";
import type { Misbehaviour } from "../../../../src/sample/misbehaviour";
import { startSampleCloud, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { ProviderUnderTest, QUICK, refusalOf } from "../../../support/alibabaProvider";

describe("A look-up that fails for a moment", () => {
  let cloud: SampleCloud;

  before(async () => {
    cloud = await startSampleCloud();
  });
  after(() => cloud.close());

  /** What came of it, and after how many requests. */
  async function tryWith(rule: Misbehaviour, limits = QUICK): Promise<[string, number]> {
    const alibaba = new ProviderUnderTest({ limits });
    const account = alibaba.account(cloud.origin, cloud.accounts[0]);
    const before = cloud.requests.length;
    const inForce = cloud.misbehave(rule);
    try {
      const { usage } = await alibaba.lookUp(account, cloud.story.keys.ci.id);
      return [usage.outcome, cloud.requests.length - before];
    } catch (error) {
      assert.ok(error instanceof UsageError);
      return [error.kind, cloud.requests.length - before];
    } finally {
      inForce.dispose();
    }
  }

  const PASSING: readonly (readonly [what: string, rule: Misbehaviour, kind: string])[] = [
    ["a throttle of status 400", { kind: "throttle" }, "throttled"],
    ["a throttle of status 429", { kind: "throttle", status: 429, code: "Throttling.Api" }, "throttled"],
    [
      "a throttle by another name, with a time to wait",
      { kind: "throttle", code: "Busy", retryAfterMs: 5 },
      "throttled",
    ],
    ["an error 500", { kind: "server-error" }, "server"],
    ["an error 503", { kind: "server-error", status: 503 }, "server"],
    ["an error in XML", { kind: "xml-error" }, "server"],
    ["a page of status 502", { kind: "html", status: 502 }, "unreadable"],
    ["a reset", { kind: "reset" }, "network"],
    ["an answer that is cut off", { kind: "cut-off" }, "network"],
  ];
  for (const [what, rule, kind] of PASSING) {
    it(`succeeds after two times ${what}`, async () => {
      assert.deepEqual(await tryWith({ ...rule, times: 2 }), ["used", 3]);
    });

    it(`ends after three times ${what}`, async () => {
      assert.deepEqual(await tryWith({ ...rule, times: 500 }), [kind, 3]);
    });
  }

  it("succeeds after two times no answer in time", async () => {
    assert.deepEqual(await tryWith({ kind: "hang", times: 2 }, { ...QUICK, attemptMs: 400 }), ["used", 3]);
  });

  it("ends after three times no answer in time", async () => {
    assert.deepEqual(await tryWith({ kind: "hang" }, { ...QUICK, attemptMs: 60 }), ["timeout", 3]);
  });

  it("ends when the time for all attempts is over, however many are left", async () => {
    const limits = { ...QUICK, attempts: 100, attemptMs: 60, totalMs: 150 };
    const [kind, requests] = await tryWith({ kind: "hang" }, limits);
    assert.equal(kind, "timeout");
    assert.ok(requests >= 2 && requests <= 3, String(requests));
  });

  const LASTING: readonly Misbehaviour[] = [
    { kind: "deny" },
    { kind: "html", status: 200 },
    { kind: "html", status: 302 },
    { kind: "html", status: 404 },
    { kind: "html", status: 407 },
    { kind: "truncate" },
    { kind: "xml-error", status: 400, code: "InvalidParameter" },
    { kind: "clock-skew", ms: 3_600_000 },
    { kind: "unknown-key", answer: "http-404" },
  ];
  for (const rule of LASTING) {
    const what = Object.values(rule).join(" ");
    it(`is not repeated after: ${what}`, async () => {
      const { elsewhere } = cloud.story.keys;
      const alibaba = new ProviderUnderTest();
      const inForce = cloud.misbehave({ ...rule, times: 2 });
      const before = cloud.requests.length;
      await assert.rejects(alibaba.lookUp(alibaba.account(cloud.origin, cloud.accounts[0]), elsewhere.id));
      assert.equal(cloud.requests.length - before, 1);
      inForce.dispose();
    });
  }

  it("waits as long as the cloud asks for", async () => {
    const alibaba = new ProviderUnderTest();
    cloud.misbehave({ kind: "throttle", retryAfterMs: 150, times: 1 });
    await alibaba.lookUp(alibaba.account(cloud.origin, cloud.accounts[0]), cloud.story.keys.ci.id);
    const [first = 0, second = 0] = alibaba.sentAt;
    assert.ok(second - first >= 150, String(second - first));
  });

  it("ends at once when the cloud asks for more time than there is", async () => {
    assert.deepEqual(await tryWith({ kind: "throttle", retryAfterMs: 30_000 }), ["throttled", 1]);
  });

  it("says what to do when the cloud is too busy, with the last request's ID", async () => {
    const alibaba = new ProviderUnderTest();
    cloud.misbehave({ kind: "throttle", times: 3 });
    const asked = alibaba.lookUp(alibaba.account(cloud.origin, cloud.accounts[0]), cloud.story.keys.ci.id);
    const error = await refusalOf(asked, "throttled");
    assert.equal(error.code, "Throttling.User");
    assert.match(error.message, /limiting requests right now\. Try again in a minute\.$/);
    assert.match(error.requestId ?? "", /^[0-9A-F-]{36}$/);
    assert.equal(error.toProblem().retryable, true);
  });

  it("gives up between two attempts when nobody waits any more", async () => {
    const alibaba = new ProviderUnderTest({
      limits: { ...QUICK, pauseMs: 60_000, pauseCapMs: 60_000, totalMs: 1e9 },
    });
    const asker = new AbortController();
    cloud.misbehave({ kind: "throttle", retryAfterMs: 60_000, times: 1 });
    const listening = cloud.onRequest(() => {
      // In the pause, or on the way there: from here on nothing may be sent.
      setImmediate(() => {
        asker.abort();
      });
    });
    const before = cloud.requests.length;
    const account = alibaba.account(cloud.origin, cloud.accounts[0]);
    await refusalOf(alibaba.lookUp(account, cloud.story.keys.ci.id, { signal: asker.signal }), "cancelled");
    assert.equal(cloud.requests.length - before, 1);
    listening.dispose();
  });
});
