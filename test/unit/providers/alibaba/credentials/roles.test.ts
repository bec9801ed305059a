import assert from "node:assert/strict";
import { systemClock, type Clock } from "../../../../../src/core/util/clock";
import { StsServer, REQUEST_ID } from "./stsServer";
import { Home, KEYS, KEY_ID, SECRET, TOKEN, type TestClock, account, refusalOf, useHome } from "./support";

describe("AlibabaCredentials, for a profile with a role", () => {
  const sts = new StsServer();
  let clock: TestClock;
  let home: Home;

  before(() => sts.start());
  after(() => sts.stop());
  useHome((own, time) => {
    home = own;
    clock = time;
  });
  beforeEach(() => {
    sts.requests.length = 0;
    sts.lifetimeMs = 3_600_000;
    sts.gate = Promise.resolve();
  });

  const role = (name: string) => ({
    ram_role_arn: `acs:ram::1234:role/${name}`,
    ram_session_name: "tester",
    sts_endpoint: sts.endpoint,
  });
  const direct = (name: string, more: object = {}) => ({
    name,
    mode: "RamRoleArn",
    ...KEYS,
    ...role(name),
    ...more,
  });

  it("assumes the role, with its token, external ID, policy and length, and tells when the session ends", async () => {
    home.write(direct("r", { expired_seconds: 1800, external_id: "ext 1", policy: '{"Version":"1"}' }));
    const session = await home.resolve("r");
    assert.equal(session.accessKeyId, "STS.r1");
    assert.ok(session.securityToken?.startsWith(TOKEN));
    assert.ok(Math.abs((session.expiresAt ?? 0) - Date.now() - sts.lifetimeMs) < 2000);
    const [request] = sts.requests;
    assert.equal(request?.["DurationSeconds"], "1800");
    assert.equal(request["ExternalId"], "ext 1");
    assert.equal(request["Policy"], '{"Version":"1"}');
    assert.equal(request["RoleSessionName"], "tester");
  });

  it("takes nothing from the library's environment", async () => {
    const names = ["ALIBABA_CLOUD_ROLE_SESSION_NAME", "ALIBABA_CLOUD_STS_REGION", "ALIBABA_CLOUD_ROLE_ARN"];
    for (const name of names) process.env[name] = "elsewhere";
    try {
      home.write(direct("r", { ram_session_name: "" }));
      await home.resolve("r");
      assert.equal(sts.requests[0]?.["RoleSessionName"], "keytrail");
      assert.equal(sts.requests[0]["RoleArn"], "acs:ram::1234:role/r");
    } finally {
      for (const name of names) Reflect.deleteProperty(process.env, name);
    }
  });

  it("asks once for any number of simultaneous askers, and again only shortly before the end", async () => {
    home.write(direct("r"));
    const all = await Promise.all(Array.from({ length: 20 }, () => home.resolve("r")));
    assert.equal(new Set(all).size, 1);
    clock.advance(sts.lifetimeMs - 6 * 60_000);
    await home.resolve("r");
    assert.equal(sts.requests.length, 1);
    clock.advance(2 * 60_000);
    await home.resolve("r");
    assert.equal(sts.requests.length, 2);
  });

  it("asks again when the profile has changed, or when told to forget", async () => {
    home.write(direct("r"));
    await home.resolve("r");
    home.write({ name: "unrelated" }, direct("r"));
    await home.resolve("r");
    assert.equal(sts.requests.length, 1);
    home.write(direct("r", { expired_seconds: 900 }));
    await home.resolve("r");
    assert.equal(sts.requests.length, 2);
    home.credentials.forgetSessions();
    await home.resolve("r");
    assert.equal(sts.requests.length, 3);
  });

  it("goes from role to role along source_profile, and signs each with the session before", async () => {
    const chained = (name: string, source: string) => ({
      name,
      mode: "ChainableRamRoleArn",
      source_profile: source,
      ...role(name),
    });
    home.write(chained("c", "b"), chained("b", "a"), { name: "a", mode: "AK", ...KEYS });
    const session = await home.resolve("c");
    assert.match(session.accessKeyId, /^STS\.c/);
    assert.deepEqual(
      sts.requests.map((each) => each["RoleArn"]?.slice(-1)),
      ["b", "c"],
    );
    assert.equal(sts.requests[0]?.["AccessKeyId"], KEY_ID);
    assert.match(sts.requests[1]?.["AccessKeyId"] ?? "", /^STS\.b/);
    await home.resolve("b");
    assert.equal(sts.requests.length, 2);
  });

  it("trades an OIDC token in a file for a session", async () => {
    const file = home.file("token", TOKEN);
    home.write({
      name: "o",
      mode: "OIDC",
      oidc_provider_arn: "acs:ram::1:oidc-provider/p",
      oidc_token_file: file,
      ...role("o"),
    });
    assert.match((await home.resolve("o")).accessKeyId, /^STS\.o/);
    home.file("token", "another");
    home.credentials.forgetSessions();
    assert.match((await home.refusal("o")).message, /token of profile "o" has expired or is not valid/);
  });

  const refusals: Readonly<Record<string, readonly [Parameters<Home["refusal"]>[1], string, RegExp]>> = {
    denied: [
      "credentials",
      "NoPermission",
      /may not assume the role acs:ram::1234:role\/denied.*sts:AssumeRole/,
    ],
    absent: ["credentials", "EntityNotExist.Role", /There is no role acs:ram::1234:role\/absent/],
    long: ["credentials", "InvalidParameter.DurationSeconds", /Lower its "expired_seconds"/],
    skewed: ["clock", "InvalidTimeStamp", /clock differs/],
    busy: ["throttled", "Throttling", /busy/],
    down: ["server", "ServiceUnavailable", /not working at the moment/],
    puzzling: [
      "credentials",
      "RoleNotAssumed",
      /gave no session for the role .*GetCallerIdentity --profile puzzling/,
    ],
  };
  for (const [name, [kind, code, message]] of Object.entries(refusals)) {
    it(`has a sentence of its own when the service says ${code}, and keeps the request's ID`, async () => {
      home.write(direct(name));
      const error = await home.refusal(name, kind);
      assert.match(error.message, message);
      assert.equal(error.code, code);
      assert.equal(error.requestId, REQUEST_ID);
    });
  }

  it("tells a wrong secret and an unknown AccessKey apart", async () => {
    home.write(
      direct("wrong", { access_key_secret: SECRET.toUpperCase() }),
      direct("unknown", { access_key_id: KEY_ID.replace("Unit", "Xxxx") }),
      direct("expired", { sts_token: TOKEN }),
    );
    assert.match((await home.refusal("wrong")).message, /The AccessKey secret of profile "wrong" is wrong/);
    assert.match((await home.refusal("unknown")).message, /does not exist or is disabled/);
    assert.match((await home.refusal("expired")).message, /The token of profile "expired" has expired/);
  });

  for (const name of ["page", "garbage"]) {
    it(`repeats nothing of an answer that is not the service's: ${name}`, async () => {
      home.write(direct(name));
      assert.equal((await home.refusal(name)).code, "RoleNotAssumed");
    });
  }

  it("says that the service cannot be reached, and by which address", async () => {
    home.write(direct("resets"), direct("refused", { sts_endpoint: "https://127.0.0.1:1/" }));
    assert.equal((await home.refusal("resets", "network")).code, "ECONNRESET");
    assert.match(
      (await home.refusal("refused", "network")).message,
      /127\.0\.0\.1:1 cannot be reached.*\(ECONNREFUSED\)/,
    );
  });

  it("says that a proxy may be in between when the certificate is not trusted", async () => {
    const stranger = new StsServer({ trusted: false });
    await stranger.start();
    try {
      home.write(direct("r", { sts_endpoint: stranger.endpoint }));
      assert.match((await home.refusal("r", "network")).message, /certificate of .* is not trusted.*proxy/);
    } finally {
      await stranger.stop();
    }
  });

  it("gives up after ten seconds", async () => {
    const limits: number[] = [];
    const hasty: Clock = {
      now: () => Date.now(),
      sleep: (ms, signal) => {
        limits.push(ms);
        return systemClock.sleep(30, signal);
      },
    };
    const other = new Home(hasty);
    try {
      other.write(direct("hangs"));
      const error = await other.refusal("hangs", "timeout");
      assert.match(error.message, /did not answer within 10 seconds/);
      assert.deepEqual(limits, [10_000]);
    } finally {
      other.dispose();
    }
  });

  it("lets one asker leave at once without stopping it for the others", async () => {
    let open = (): void => undefined;
    sts.gate = new Promise((resolve) => (open = resolve));
    home.write(direct("r"));
    const leaving = new AbortController();
    const left = home.credentials.resolve(account("r"), leaving.signal);
    const stays = home.resolve("r");
    leaving.abort();
    await refusalOf(left, "cancelled");
    open();
    assert.match((await stays).accessKeyId, /^STS\.r/);
    assert.equal(sts.requests.length, 1);
  });

  it("ends every wait when it is disposed", async () => {
    home.write(direct("hangs"));
    const waiting = refusalOf(home.resolve("hangs"), "cancelled");
    while (sts.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    home.credentials.dispose();
    await waiting;
  });

  it("sends nothing to find out whether a profile could be used", async () => {
    home.write(direct("r"));
    assert.deepEqual(await home.credentials.check(account("r")), { state: "ready" });
    await home.credentials.listProfiles();
    assert.equal(sts.requests.length, 0);
  });
});
