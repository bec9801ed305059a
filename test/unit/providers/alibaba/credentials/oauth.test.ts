import assert from "node:assert/strict";
import { lstatSync, readFileSync, renameSync, statSync, symlinkSync, chmodSync } from "node:fs";
import { oauthSession, type OAuthSite } from "../../../../../src/providers/alibaba/credentials/oauth";
import type { OAuthProfile } from "../../../../../src/providers/alibaba/credentials/profile";
import { useSignInServer } from "./signInServer";
import { type Home, KEYS, SECRET, TOKEN, type TestClock, account, refusalOf, useHome } from "./support";

const HOUR = 3_600_000;
const inOneHour = (): string => new Date(Date.now() + HOUR).toISOString();

describe("AlibabaCredentials, for a profile signed in with OAuth", () => {
  const server = useSignInServer();
  let clock: TestClock;
  let home: Home;
  useHome((own, time) => {
    home = own;
    clock = time;
  });

  const site = (): OAuthSite => ({ url: server.url, clientId: "42" });
  const raw = (more: object = {}) => ({
    name: "o",
    mode: "OAuth",
    oauth_site_type: "CN",
    oauth_refresh_token: "old",
    ...more,
  });
  const profile: OAuthProfile & { name: string } = {
    name: "o",
    mode: "OAuth",
    site: "CN",
    refreshToken: "old",
  };
  const renewed = { access_token: "new-access", refresh_token: "new-refresh", expires_in: 7200 };
  const session = () => ({
    accessKeyId: "STS.abc",
    accessKeySecret: SECRET,
    securityToken: TOKEN,
    expiration: inOneHour(),
  });
  const ask = (of = profile) =>
    oauthSession(of, site(), home.configPath, clock.now(), new AbortController().signal);
  const saved = (): Record<string, unknown> => {
    const config = JSON.parse(readFileSync(home.configPath, "utf8")) as {
      profiles: Record<string, unknown>[];
    };
    return config.profiles.find(({ name }) => name === "o") ?? {};
  };

  it("asks before it renews a sign-in, and says which file it would write", async () => {
    home.write(raw());
    const check = await home.credentials.check(account("o"));
    assert.equal(check.state, "needs-consent");
    assert.ok(check.consent.message.includes(home.configPath));
    await home.refusal("o", "consent");
  });

  it("needs no agreement while the session in the file lasts", async () => {
    home.write(raw({ ...KEYS, sts_token: TOKEN, sts_expiration: Math.floor((Date.now() + HOUR) / 1000) }));
    assert.deepEqual(await home.credentials.check(account("o")), { state: "ready" });
    assert.equal((await home.resolve("o")).securityToken, TOKEN);
  });

  it("renews, trades, and saves both so that the aliyun command goes on with them", async () => {
    home.writeText(
      JSON.stringify({
        current: "x",
        plugins: [1],
        profiles: [{ name: "x", secret: 1 }, raw({ language: "zh" })],
      }),
    );
    server.answers = { "/v1/token": [200, renewed], "/v1/exchange": [200, session()] };
    const found = await ask();
    assert.equal(found.accessKeyId, "STS.abc");
    assert.deepEqual(Object.fromEntries(new URLSearchParams(server.asked[0]?.body)), {
      grant_type: "refresh_token",
      refresh_token: "old",
      client_id: "42",
      Timestamp: new Date(clock.now()).toISOString().replace(/\.\d+/, ""),
    });
    assert.equal(server.asked[1]?.authorization, "Bearer new-access");
    assert.deepEqual(saved(), {
      ...raw({ language: "zh" }),
      oauth_access_token: "new-access",
      oauth_refresh_token: "new-refresh",
      oauth_access_token_expire: Math.floor(clock.now() / 1000) + 7200,
      access_key_id: "STS.abc",
      access_key_secret: SECRET,
      sts_token: TOKEN,
      sts_expiration: Math.floor((found.expiresAt ?? 0) / 1000),
    });
    const { current, plugins, profiles } = JSON.parse(readFileSync(home.configPath, "utf8")) as Record<
      string,
      unknown[]
    >;
    assert.deepEqual([current, plugins, profiles?.[0]], ["x", [1], { name: "x", secret: 1 }]);
    assert.equal((await home.resolve("o")).accessKeyId, "STS.abc"); // from the file, with no question
  });

  it("does not renew a sign-in that lasts", async () => {
    home.write(raw());
    server.answers = { "/v1/exchange": [200, session()] };
    await ask({ ...profile, accessToken: "lasting", accessTokenExpiresAt: clock.now() + HOUR });
    assert.deepEqual(
      server.asked.map(({ path, authorization }) => [path, authorization]),
      [["/v1/exchange", "Bearer lasting"]],
    );
  });

  it("keeps a renewed sign-in although trading it failed", async () => {
    home.write(raw());
    server.answers = { "/v1/token": [200, renewed], "/v1/exchange": [500, SECRET] };
    await refusalOf(ask(), "server");
    assert.equal(saved()["oauth_refresh_token"], "new-refresh");
  });

  it("says when the renewed sign-in cannot be saved, and tells nothing of the file", async () => {
    server.answers = { "/v1/token": [200, renewed], "/v1/exchange": [200, session()] };
    for (const text of [
      `{"profiles": "${SECRET}"}`,
      SECRET,
      JSON.stringify({ profiles: [{ name: "other" }] }),
    ]) {
      home.writeText(text);
      assert.equal((await refusalOf(ask())).code, "SignInNotSaved");
      assert.equal(readFileSync(home.configPath, "utf8"), text);
    }
  });

  it("keeps a link a link, and the file as private as it was", async () => {
    home.write(raw());
    chmodSync(home.configPath, 0o640);
    renameSync(home.configPath, `${home.configPath}.real`);
    symlinkSync(`${home.configPath}.real`, home.configPath);
    server.answers = { "/v1/token": [200, renewed], "/v1/exchange": [200, session()] };
    await ask();
    assert.ok(lstatSync(home.configPath).isSymbolicLink());
    if (process.platform !== "win32") assert.equal(statSync(home.configPath).mode & 0o777, 0o640);
    assert.equal(saved()["oauth_access_token"], "new-access");
  });

  it("stops when it is cancelled", async () => {
    home.write(raw());
    const cancelling = new AbortController();
    cancelling.abort();
    await refusalOf(
      oauthSession(profile, site(), home.configPath, clock.now(), cancelling.signal),
      "cancelled",
    );
  });
});
