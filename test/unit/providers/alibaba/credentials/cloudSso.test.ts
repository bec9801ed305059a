import assert from "node:assert/strict";
import { useSignInServer } from "./signInServer";
import { type Home, KEY_ID, KEYS, SECRET, TOKEN, type TestClock, account, useHome } from "./support";

const HOUR = 3_600_000;
const inOneHour = (): string => new Date(Date.now() + HOUR).toISOString();

describe("AlibabaCredentials, for a profile signed in to CloudSSO", () => {
  const server = useSignInServer();
  let clock: TestClock;
  let home: Home;
  useHome((own, time) => {
    home = own;
    clock = time;
  });

  const profile = (more: object = {}) => ({
    name: "s",
    mode: "CloudSSO",
    cloud_sso_sign_in_url: `${server.url}/start/login?x=1`,
    cloud_sso_account_id: "1234",
    cloud_sso_access_config: "ac-1",
    access_token: TOKEN,
    cloud_sso_access_token_expire: Math.floor((Date.now() + HOUR) / 1000),
    ...more,
  });
  const session = { AccessKeyId: "STS.abc", AccessKeySecret: SECRET, SecurityToken: TOKEN };

  it("trades the sign-in for a session of the account and access configuration, once", async () => {
    server.answers["/cloud-credentials"] = [
      200,
      { CloudCredential: { ...session, Expiration: inOneHour() } },
    ];
    home.write(profile());
    const [found] = await Promise.all([home.resolve("s"), home.resolve("s")]);
    assert.equal(found.accessKeyId, "STS.abc");
    assert.deepEqual(server.asked, [
      {
        path: "/cloud-credentials",
        authorization: `Bearer ${TOKEN}`,
        body: JSON.stringify({ AccountId: "1234", AccessConfigurationId: "ac-1" }),
      },
    ]);
  });

  it("uses the session that the aliyun command left in the file while it lasts", async () => {
    home.write(
      profile({
        ...KEYS,
        sts_token: TOKEN,
        sts_expiration: Math.floor((Date.now() + HOUR) / 1000),
        cloud_sso_access_token_expire: 1,
      }),
    );
    assert.deepEqual(await home.credentials.check(account("s")), { state: "ready" });
    assert.equal((await home.resolve("s")).accessKeyId, KEY_ID);
    assert.equal(server.asked.length, 0);
    clock.advance(HOUR);
    assert.match((await home.refusal("s")).message, /The sign-in of profile "s" has expired/);
  });

  it("never sends its token unprotected to another machine", async () => {
    home.write(profile({ cloud_sso_sign_in_url: "http://signin.example.com/" }));
    assert.equal((await home.refusal("s")).code, "InsecureSignIn");
    home.write(profile({ cloud_sso_sign_in_url: "signin" }));
    assert.equal((await home.refusal("s")).code, "InvalidSignIn");
  });

  it("has a sentence for each way to fail, and repeats nothing of the answer", async () => {
    home.write(profile());
    const cases = [
      [401, { Message: SECRET }, "credentials", /does not accept the sign-in of profile "s" any more/],
      [502, `<html>${TOKEN}</html>`, "server", /busy or not working/],
      [200, `<html>${TOKEN}</html>`, "unreadable", /A proxy may be in between/],
      [
        200,
        { CloudCredential: { ...session, Expiration: SECRET } },
        "unreadable",
        /A proxy may be in between/,
      ],
      [302, "", "network", /cannot be reached/],
    ] as const;
    for (const [status, body, kind, message] of cases) {
      server.answers["/cloud-credentials"] = [status, body];
      assert.match((await home.refusal("s", kind)).message, message);
    }
    server.answers = {};
    await home.refusal("s", "network");
    assert.ok(server.asked.every(({ path }) => path === "/cloud-credentials"));
  });
});
