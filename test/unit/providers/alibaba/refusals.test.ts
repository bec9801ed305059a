import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type { UsageErrorKind } from "../../../../src/core/usage/errors";
import { parseXml } from "../../../../src/providers/alibaba/sdk/xmlErrorBody";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../../src/sample/sampleCloud";
import {
  KEY_ID,
  OWN,
  ProviderUnderTest,
  refusalOf,
  REQUEST_ID,
  say,
  SESSION,
  startScriptedServer,
  type ScriptedServer,
} from "../../../support/alibabaProvider";

const SENT_BY_GATEWAY = /^[0-9A-F-]{36}$/;

describe("A look-up that the cloud refuses", () => {
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
  const sent = async (work: () => Promise<unknown>): Promise<number> => {
    const before = cloud.requests.length;
    await work();
    return cloud.requests.length - before;
  };
  const refusal = (kind: UsageErrorKind, credentials = prod()) =>
    refusalOf(alibaba.lookUp(alibaba.account(cloud.origin, credentials), cloud.story.keys.ci.id), kind);

  it("because the secret is wrong says so", async () => {
    const error = await refusal("credentials", { ...prod(), accessKeySecret: OWN.accessKeySecret });
    assert.equal(error.code, "SignatureDoesNotMatch");
    assert.match(error.message, /^The AccessKey secret of account prod is wrong\. Enter or configure/);
    assert.match(error.requestId ?? "", SENT_BY_GATEWAY);
  });

  it("because the AccessKey is unknown says so, and that it is about the account's own", async () => {
    const error = await refusal("credentials", { ...prod(), accessKeyId: OWN.accessKeyId });
    assert.equal(error.code, "InvalidAccessKeyId.NotFound");
    assert.match(error.message, /does not know the AccessKey that account prod signs with\./);
    assert.match(error.requestId ?? "", SENT_BY_GATEWAY);
  });

  it("because the AccessKey is disabled says so", async () => {
    const error = await refusal("credentials", cloud.addSigner("sample-prod", { disabled: true }));
    assert.equal(error.code, "InvalidAccessKeyId.Inactive");
    assert.match(error.message, /account prod signs with is disabled\. Enable it/);
  });

  it("because the session has ended says so, and has another one made", async () => {
    const ended = cloud.addSigner("sample-prod", { temporary: true, expiresAt: Date.now() - 1 });
    const error = await refusal("credentials", ended);
    assert.equal(error.code, "InvalidSecurityToken.Expired");
    assert.match(error.message, /temporary credentials of account prod have expired\. Sign in again/);
    assert.equal(alibaba.sessionsRefused, 1);
  });

  it("because the token is another session's says so", async () => {
    const session = cloud.addSigner("sample-prod", { temporary: true });
    const { securityToken = "" } = SESSION;
    const error = await refusal("credentials", { ...session, securityToken });
    assert.match(error.message, /security token of account prod does not fit its AccessKey/);
  });

  it("because the session is unknown by now has another one made", async () => {
    await refusal("credentials", { provider: "alibaba", name: "x", ...SESSION });
    assert.equal(alibaba.sessionsRefused, 1);
  });

  it("because a lasting AccessKey is refused forgets no session", async () => {
    await refusal("credentials", { ...prod(), accessKeyId: OWN.accessKeyId });
    assert.equal(alibaba.sessionsRefused, 0);
  });

  for (const [what, ms] of [
    ["behind", 16 * 60_000],
    ["ahead", -16 * 60_000],
  ] as const) {
    it(`because this machine's clock is ${what} names the clock`, async () => {
      const rule = cloud.misbehave({ kind: "clock-skew", ms });
      const error = await refusal("clock");
      assert.equal(error.code, "InvalidTimeStamp.Expired");
      assert.match(error.message, /clock differs from Alibaba Cloud's by more than 15 minutes/);
      rule.dispose();
    });
  }

  it("because a permission is missing names that permission", async () => {
    cloud.misbehave({ kind: "deny", times: 1 });
    const error = await refusal("denied");
    assert.equal(error.needs, "actiontrail:GetAccessKeyLastUsedInfo");
    assert.match(error.message, /^Account prod lacks the permission actiontrail:GetAccessKeyLastUsedInfo\./);
    assert.match(error.requestId ?? "", SENT_BY_GATEWAY);
    assert.deepEqual(JSON.parse(alibaba.provider.minimalPolicy()), {
      Version: "1",
      Statement: [
        {
          Effect: "Allow",
          Action: ["Info", "Products", "Events", "Ips", "Resources"].map(
            (what) => `actiontrail:GetAccessKeyLastUsed${what}`,
          ),
          Resource: "*",
        },
      ],
    });
  });

  it("is not repeated", async () => {
    for (const credentials of [
      { ...prod(), accessKeySecret: OWN.accessKeySecret },
      { ...prod(), accessKeyId: OWN.accessKeyId },
      cloud.addSigner("sample-prod", { disabled: true }),
    ]) {
      assert.equal(await sent(() => refusal("credentials", credentials)), 1);
    }
    cloud.misbehave({ kind: "deny", times: 1 });
    assert.equal(await sent(() => refusal("denied")), 1);
    const clock = cloud.misbehave({ kind: "clock-skew", ms: -16 * 60_000 });
    assert.equal(await sent(() => refusal("clock")), 1);
    clock.dispose();
  });

  it("is not even sent when the credentials cannot be", async () => {
    const broken = { ...prod(), securityToken: "CAIS\n中" };
    const requests = await sent(async () => {
      const error = await refusal("credentials", broken);
      assert.match(error.message, /account prod holds characters that none can have/);
    });
    assert.equal(requests, 0);
  });

  it("is not even sent when the secret stands in the place of the ID, which goes in clear", async () => {
    const { accessKeyId, accessKeySecret } = prod();
    const swapped = { ...prod(), accessKeyId: accessKeySecret, accessKeySecret: accessKeyId };
    const requests = await sent(async () => {
      const error = await refusal("credentials", swapped);
      assert.equal(error.code, "NotAnAccessKeyId");
      assert.match(error.message, /Nothing was sent/);
    });
    assert.equal(requests, 0);
  });

  describe("in XML", () => {
    const xml = createRequire(require.resolve("@alicloud/openapi-client"))("@alicloud/tea-xml") as {
      default: { parseXml: (body: string) => unknown };
    };
    const original = xml.default.parseXml;
    afterEach(() => {
      xml.default.parseXml = original;
    });

    for (const [parser, parse] of [
      ["the SDK's own parser", original],
      ["the few lines that the bundle has in its place", parseXml],
    ] as const) {
      it(`is understood by ${parser}`, async () => {
        xml.default.parseXml = parse;
        cloud.misbehave({ kind: "xml-error", status: 400, code: "InvalidSecurityToken.Expired", times: 1 });
        const error = await refusal("credentials");
        assert.equal(error.code, "InvalidSecurityToken.Expired");
        assert.equal(error.requestId, "00000000-0000-4000-8000-000000000000");

        cloud.misbehave({ kind: "xml-error", times: 3 });
        assert.equal((await refusal("server")).code, "ServiceUnavailable");
      });
    }
  });
});

describe("A refusal that the sample cloud does not make", () => {
  let server: ScriptedServer;
  let alibaba: ProviderUnderTest;
  let status: number;
  let body: object;

  before(async () => {
    server = await startScriptedServer((_request, response) => {
      say(response, body, { status });
    });
  });
  after(() => server.close());
  beforeEach(() => {
    alibaba = new ProviderUnderTest();
  });

  const refusal = (kind: UsageErrorKind, withStatus: number, withBody: object) => {
    [status, body] = [withStatus, withBody];
    return refusalOf(alibaba.lookUp(alibaba.account(server.origin, SESSION), KEY_ID), kind);
  };
  const error = (Code: string, more: object = {}): object => ({
    RequestId: REQUEST_ID,
    Code,
    Message: "No.",
    ...more,
  });

  for (const withStatus of [200, 400, 403]) {
    it(`counts as one with status ${withStatus}, too`, async () => {
      const denied = await refusal("denied", withStatus, error("NoPermission"));
      assert.deepEqual([denied.code, denied.requestId], ["NoPermission", REQUEST_ID]);
    });
  }

  it("may spell its members in lower case", async () => {
    const { code, requestId } = await refusal("denied", 403, { code: "NoPermission", requestId: REQUEST_ID });
    assert.deepEqual([code, requestId], ["NoPermission", REQUEST_ID]);
  });

  it("has the missing permission taken from the cloud's own words, if those are a permission's name", async () => {
    const needsOf = async (AuthAction: unknown): Promise<string | undefined> =>
      (await refusal("denied", 403, error("NoPermission", { AccessDeniedDetail: { AuthAction } }))).needs;
    assert.equal(await needsOf("actiontrail:LookupEvents"), "actiontrail:LookupEvents");
    const ours = "actiontrail:GetAccessKeyLastUsedInfo";
    for (const hostile of [
      '*"}], "Effect":"Allow',
      "[x](command:y)",
      "a:b\nc:d",
      "<img src=x>",
      `a:${"b".repeat(10_000)}`,
      7,
      undefined,
    ]) {
      assert.equal(await needsOf(hostile), ours);
    }
    assert.equal(
      (await refusal("denied", 403, error("NoPermission", { AccessDeniedDetail: "no" }))).needs,
      ours,
    );
  });

  it("of a product that is called Forbidden is a missing permission as well", async () => {
    await refusal("denied", 403, error("Forbidden.RAM"));
  });

  it("is about the key when it is a 404 of the API", async () => {
    await refusal("not-found", 404, error("EntityNotExist.AccessKey"));
  });

  for (const code of ["InvalidAction.NotFound", "InvalidVersion", "InvalidApi.NotFound"]) {
    it(`is not about the key when the code is ${code}`, async () => {
      assert.match((await refusal("invalid", 404, error(code))).message, new RegExp(`\\(${code}\\): No\\.$`));
    });
  }

  for (const withStatus of [404, 403, 400, 502]) {
    it(`says nothing about the key or the account when a gateway makes it with status ${withStatus}`, async () => {
      const refused = await refusal("unreadable", withStatus, { code: "NotFound", message: "no such route" });
      assert.match(
        refused.message,
        new RegExp(`^The answer from 127\\.0\\.0\\.1:\\d+ \\(status ${withStatus}\\)`),
      );
      assert.match(refused.message, /is not Alibaba Cloud's\. A proxy, a gateway or a sign-in page/);
    });
  }

  for (const noBody of [
    {},
    { message: "no Route matched with those values" },
    { code: "" },
    { Code: null },
  ]) {
    it(`says nothing about the key when it has no code: ${JSON.stringify(noBody)}`, async () => {
      await refusal("unreadable", 404, noBody);
    });
  }

  it("repeats no secret that the cloud repeats", async () => {
    const { accessKeySecret, securityToken = "" } = SESSION;
    const said = `Token ${securityToken}, secret=${accessKeySecret}, ${accessKeySecret}; Signature=${"0a".repeat(32)}`;
    // The provider under test looks through every error itself.
    const refused = await refusal("invalid", 400, error(`Odd.${securityToken}`, { Message: said }));
    assert.equal(refused.requestId, REQUEST_ID);
    const other = {
      RequestId: securityToken,
      Code: "Odd",
      Message: `https://x.example/?Signature=abc&${said}`,
    };
    await refusal("unreadable", 400, other);
  });

  it("is cut short when it says too much", async () => {
    const long = "No! ".repeat(100_000);
    assert.ok((await refusal("invalid", 400, error(long, { Message: long }))).message.length < 600);
  });
});
