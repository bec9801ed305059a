import assert from "node:assert/strict";
import type { UsageErrorKind } from "../../../../src/core/usage/errors";
import type { Envelope } from "../../../../src/sample/ncloud/envelopes";
import type { Misbehaviour } from "../../../../src/sample/misbehaviour";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../../src/sample/sampleCloud";
import {
  accessKey,
  kmsKey,
  NcloudUnderTest,
  QUICK,
  refusalOf,
  subAccountKeyId,
} from "../../../support/ncloudProvider";

describe("A refusal by NAVER Cloud", () => {
  let cloud: SampleCloud;
  let ncloud: NcloudUnderTest;

  beforeEach(async () => {
    cloud = await startSampleCloud();
    ncloud = new NcloudUnderTest();
  });
  afterEach(() => cloud.close());

  const signer = (): SampleAccount =>
    cloud.accounts.find(({ provider }) => provider === "ncloud") ?? assert.fail();
  const lookUp = () =>
    ncloud.ask(ncloud.account(cloud.origin, signer()), kmsKey(cloud.story.ncloud.kmsUsed.id));
  const refused = (rule: Misbehaviour, kind: UsageErrorKind) => {
    cloud.misbehave({ operation: "GetLastUseInfo", ...rule });
    return refusalOf(lookUp(), kind);
  };

  const MEANINGS: readonly (readonly [status: number, code: string, kind: UsageErrorKind])[] = [
    [400, "100", "invalid"],
    [401, "200", "credentials"],
    [401, "210", "denied"],
    [403, "1234", "denied"],
    [413, "430", "invalid"],
    [429, "400", "throttled"],
    [429, "410", "throttled"],
    [429, "420", "throttled"],
    [500, "900", "server"],
    [503, "500", "server"],
    [504, "510", "server"],
    [200, "210", "denied"],
    [200, "410", "throttled"],
    [400, "400", "invalid"],
  ];
  const ENVELOPES: readonly Envelope[] = ["gateway", "response-error", "error-code", "code-msg", "xml"];
  for (const envelope of ENVELOPES) {
    it(`is understood in the envelope ${envelope}`, async () => {
      // Each is a look-up of its own, and the list is remembered; one attempt, because what passes is not the question.
      for (const [status, code, kind] of MEANINGS) {
        ncloud = new NcloudUnderTest({ limits: { ...QUICK, attempts: 1 } });
        const rule = cloud.misbehave({
          ...{ kind: "envelope", envelope, status, code, message: "Some words" },
          operation: "GetKeyList",
        });
        const error = await refusalOf(
          ncloud.provider.listKeys(ncloud.account(cloud.origin, signer()), new AbortController().signal),
          kind,
        );
        assert.equal(error.code, code, `${status} ${code}`);
        assert.match(error.requestId ?? "", /^[0-9a-f-]{36}$/);
        rule.dispose();
      }
    });
  }

  it("is understood without a code, as a framework writes it", async () => {
    const kinds: readonly (readonly [number, UsageErrorKind])[] = [
      [401, "credentials"],
      [403, "denied"],
      [500, "server"],
    ];
    for (const [status, kind] of kinds) {
      ncloud = new NcloudUnderTest({ limits: { ...QUICK, attempts: 1 } });
      const rule = cloud.misbehave({ kind: "envelope", envelope: "spring", status, message: "Unauthorized" });
      const error = await refusalOf(lookUp(), kind);
      assert.equal(error.code, `HTTP ${status}`);
      rule.dispose();
    }
  });

  it("that is about rights says which call is not allowed, and where rights are given", async () => {
    const error = await refused({ kind: "deny" }, "denied");
    assert.equal(error.needs, "KMS: Get Latest Use Info");
    assert.match(error.message, /^Account prod may not call KMS: Get Latest Use Info\. Give the sub account/);
  });

  it("that nothing is there is about the key only when the question is", async () => {
    for (const [operation, name] of [
      ["GetKeyList", "Get Key List"],
      ["ListSubAccounts", "List Sub Accounts"],
      ["ListAccessKeys", "List Access Keys"],
      ["GetCallerIdentity", "Get Caller Identity"],
    ] as const) {
      ncloud = new NcloudUnderTest();
      const rule = cloud.misbehave({
        kind: "envelope",
        envelope: "gateway",
        status: 404,
        code: "300",
        operation,
      });
      const account = ncloud.account(cloud.origin, signer());
      const key =
        operation === "GetKeyList"
          ? kmsKey(cloud.story.ncloud.kmsUsed.id)
          : accessKey(operation === "GetCallerIdentity" ? signer().accessKeyId : subAccountKeyId());
      const error = await refusalOf(ncloud.ask(account, key), "unreadable");
      assert.equal(error.code, "300");
      assert.match(
        error.message,
        new RegExp(`does not know ${name} .* site or the endpoint of account prod`),
      );
      rule.dispose();
    }
  });

  it("to list one sub account's keys does not make a key nobody's", async () => {
    const rule = { kind: "envelope", envelope: "gateway", status: 404, code: "300", times: 1 } as const;
    cloud.misbehave({ ...rule, operation: "ListAccessKeys" });
    const account = ncloud.account(cloud.origin, signer());
    await refusalOf(ncloud.ask(account, accessKey(subAccountKeyId())), "unreadable");
    assert.equal((await ncloud.ask(account, accessKey(cloud.story.ncloud.subIdle.id))).outcome, "used");
  });

  it("of a signature says that the credentials are wrong, when the clocks agree", async () => {
    const error = await refused(
      { kind: "envelope", envelope: "gateway", status: 401, code: "200" },
      "credentials",
    );
    assert.match(
      error.message,
      /^NAVER Cloud does not accept the access key or the secret key of account prod\./,
    );
  });

  it("is repeated when it may pass, and succeeds then", async () => {
    for (const rule of [
      { kind: "throttle" },
      { kind: "server-error" },
      { kind: "reset" },
      { kind: "html", status: 503 },
    ] as const) {
      cloud.misbehave({ ...rule, operation: "GetLastUseInfo", times: 2 });
      assert.equal((await lookUp()).outcome, "used", rule.kind);
    }
  });

  it("is not repeated when it lasts", async () => {
    for (const rule of [
      { kind: "deny" },
      { kind: "html", status: 200 },
      { kind: "html", status: 404 },
      { kind: "html", status: 407 },
      { kind: "truncate" },
      { kind: "redirect", location: "https://elsewhere.invalid/" },
      { kind: "envelope", envelope: "gateway", status: 401, code: "200" },
    ] as const) {
      const before = ncloud.count(/last-use-info/);
      const inForce = cloud.misbehave({ ...rule, operation: "GetLastUseInfo" });
      await assert.rejects(lookUp());
      assert.equal(ncloud.count(/last-use-info/), before + 1, rule.kind);
      inForce.dispose();
    }
  });

  it("waits as long as the cloud asks for", async () => {
    cloud.misbehave({ kind: "throttle", retryAfterMs: 1_000, operation: "GetLastUseInfo", times: 1 });
    const start = Date.now();
    await lookUp();
    assert.ok(Date.now() - start >= 1_000);
  });

  it("ends at once when the cloud asks for more time than there is", async () => {
    const error = await refused({ kind: "throttle", retryAfterMs: 40_000 }, "throttled");
    assert.match(error.message, /limiting requests right now/);
    assert.equal(ncloud.count(/last-use-info/), 1);
  });

  it("that a proxy made is none: no page of its own is the cloud's", async () => {
    for (const status of [200, 401, 403, 404]) {
      const inForce = cloud.misbehave({ kind: "html", status, operation: "GetLastUseInfo" });
      const error = await refusalOf(lookUp(), "unreadable");
      assert.match(error.message, /is not NAVER Cloud's\. A proxy, a gateway/);
      inForce.dispose();
    }
    const error = await refused({ kind: "html", status: 407 }, "network");
    assert.match(error.message, /http\.proxy/);
  });

  it("by half of a reply concludes nothing", async () => {
    await refused({ kind: "truncate" }, "unreadable");
    ncloud = new NcloudUnderTest({ limits: { ...QUICK, attempts: 1 } });
    cloud.misbehave({ kind: "cut-off", operation: "GetKeyList", times: 1 });
    const error = await refusalOf(lookUp(), "network");
    assert.match(error.message, /was cut/);
  });

  it("to be redirected is its own: a signed request goes nowhere else", async () => {
    const trap = await startSampleCloud();
    for (const status of [301, 302, 303, 307, 308] as const) {
      const inForce = cloud.misbehave({ kind: "redirect", status, location: `${trap.origin}/kms/v1/keys` });
      ncloud = new NcloudUnderTest();
      const error = await refusalOf(lookUp(), "unreadable");
      assert.match(error.message, new RegExp(`answered with a redirect \\(status ${status}\\)`));
      inForce.dispose();
    }
    assert.equal(trap.requests.length, 0);
    await trap.close();
  });
});
