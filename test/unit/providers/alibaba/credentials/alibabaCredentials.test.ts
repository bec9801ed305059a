import assert from "node:assert/strict";
import { chmodSync, readFileSync, renameSync, rmSync, symlinkSync, mkdirSync, utimesSync } from "node:fs";
import path from "node:path";
import { toStoredText } from "../../../../../src/providers/alibaba/credentials/keptCredentials";
import { Home, KEYS, KEY_ID, SECRET, TOKEN, account, assertTellsNoSecret } from "./support";

describe("AlibabaCredentials", () => {
  let home: Home;
  beforeEach(() => {
    home = new Home();
  });
  afterEach(() => {
    home.dispose();
  });

  describe("from the environment", () => {
    const source = { kind: "environment" } as const;
    const ID = "ALIBABA_CLOUD_ACCESS_KEY_ID";
    const SECRET_NAME = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";

    it("takes the ID and the secret, and the token if there is one", async () => {
      home.env = { [ID]: KEY_ID, [SECRET_NAME]: `${SECRET}\n`, ALIBABA_CLOUD_SECURITY_TOKEN: "" };
      assert.deepEqual(await home.resolve(source), { accessKeyId: KEY_ID, accessKeySecret: SECRET });
      home.env = { ...home.env, ALIBABA_CLOUD_SECURITY_TOKEN: TOKEN };
      assert.equal((await home.resolve(source)).securityToken, TOKEN);
    });

    it("names the variable that is missing", async () => {
      home.env = { [SECRET_NAME]: SECRET };
      assert.match((await home.refusal(source)).message, /ALIBABA_CLOUD_ACCESS_KEY_ID is not set/);
      home.env = { [ID]: KEY_ID, [SECRET_NAME]: " " };
      assert.match((await home.refusal(source)).message, /ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set/);
      const check = await home.credentials.check(account(source));
      assert.equal(check.state, "broken");
    });
  });

  describe("from the secret store", () => {
    const source = { kind: "stored" } as const;

    it("takes what is kept under the account's name", async () => {
      home.stored.set(
        "prod",
        JSON.stringify({ accessKeyId: KEY_ID, accessKeySecret: SECRET, securityToken: TOKEN }),
      );
      assert.deepEqual(await home.resolve(source), {
        accessKeyId: KEY_ID,
        accessKeySecret: SECRET,
        securityToken: TOKEN,
      });
      assert.deepEqual(await home.credentials.check(account(source)), { state: "ready" });
    });

    it("finds again what was written for it", async () => {
      for (const kept of [
        { accessKeyId: KEY_ID, accessKeySecret: SECRET },
        { accessKeyId: KEY_ID, accessKeySecret: SECRET, securityToken: TOKEN },
      ]) {
        home.stored.set("prod", toStoredText(kept));
        assert.deepEqual(await home.resolve(source), kept);
      }
    });

    it("says when there is nothing, and what to do", async () => {
      assert.match((await home.refusal(source)).message, /No credentials are stored.*"prod".*Add Account/);
    });

    it("tells nothing of an entry that it cannot use", async () => {
      for (const kept of [
        `{"accessKeySecret":"${SECRET}`,
        SECRET,
        `{"accessKeySecret":"${SECRET}"}`,
        "null",
        "[]",
      ]) {
        home.stored.set("prod", kept);
        assert.match((await home.refusal(source)).message, /cannot be used/);
      }
    });
  });

  describe("from a profile", () => {
    it("takes the keys of the modes AK and StsToken, however the mode is written", async () => {
      home.write(
        { name: "plain", mode: "AK", ...KEYS },
        { name: "old", ...KEYS },
        { name: "empty", mode: "", ...KEYS, sts_token: "" },
        { name: "shouted", mode: "STSTOKEN", ...KEYS, sts_token: TOKEN },
        { name: "recognised", ...KEYS, sts_token: TOKEN },
      );
      const plain = { accessKeyId: KEY_ID, accessKeySecret: SECRET };
      for (const name of ["plain", "old", "empty"]) assert.deepEqual(await home.resolve(name), plain);
      for (const name of ["shouted", "recognised"]) {
        assert.deepEqual(await home.resolve(name), { ...plain, securityToken: TOKEN });
      }
    });

    it("reads a file that starts with a byte order mark", async () => {
      home.writeText(`\uFEFF${JSON.stringify({ profiles: [{ name: "p", ...KEYS }] })}`);
      assert.equal((await home.resolve("p")).accessKeyId, KEY_ID);
    });

    it("names the profile and the field that is missing", async () => {
      home.write({ name: "half", mode: "AK", access_key_id: KEY_ID });
      const { message, code } = await home.refusal("half");
      assert.match(message, /Profile "half" has no "access_key_secret".*aliyun configure --profile half/);
      assert.equal(code, "ProfileBroken");
    });

    it("says which file has no such profile, and which file is not there", async () => {
      home.write({ name: "other", ...KEYS });
      assert.match((await home.refusal("prod")).message, /config\.json has no profile "prod"/);
      rmSync(home.configPath);
      assert.match((await home.refusal("prod")).message, /There is no .*config\.json, so no profile "prod"/);
    });

    it("sees a change of the file at once, even of the same size and time", async () => {
      home.write({ name: "p", ...KEYS });
      const then = new Date("2026-01-02T03:04:05Z");
      utimesSync(home.configPath, then, then);
      assert.equal((await home.resolve("p")).accessKeySecret, SECRET);
      home.write({ name: "p", ...KEYS, access_key_secret: SECRET.toUpperCase() });
      utimesSync(home.configPath, then, then);
      assert.equal((await home.resolve("p")).accessKeySecret, SECRET.toUpperCase());
    });

    it("goes on when the file is replaced, is away for a while, or is a link", async () => {
      home.write({ name: "p", ...KEYS });
      await home.resolve("p");
      renameSync(
        home.file("new.json", JSON.stringify({ profiles: [{ name: "q", ...KEYS }] })),
        home.configPath,
      );
      assert.equal((await home.resolve("q")).accessKeyId, KEY_ID);
      await home.refusal("p");
      rmSync(home.configPath);
      await home.refusal("q");
      symlinkSync(
        home.file("dotfiles.json", JSON.stringify({ profiles: [{ name: "r", ...KEYS }] })),
        home.configPath,
      );
      assert.equal((await home.resolve("r")).accessKeyId, KEY_ID);
    });

    it("looks again when it met the file half-written", async () => {
      const whole = JSON.stringify({ profiles: [{ name: "p", ...KEYS }] });
      home.writeText(whole.slice(0, 40));
      const found = home.resolve("p");
      setTimeout(() => {
        home.writeText(whole);
      }, 10);
      assert.equal((await found).accessKeyId, KEY_ID);
    });

    it("does not answer somebody who has left", async () => {
      home.write({ name: "p", ...KEYS });
      assert.equal(
        (await home.credentials
          .resolve(account("p"), AbortSignal.abort())
          .catch((e: unknown) => e)) instanceof Error,
        true,
      );
    });
  });

  describe("with a file that cannot be used", () => {
    const broken: Readonly<Record<string, string>> = {
      "cut off in a secret": `{"profiles":[{"name":"p","access_key_secret":"${SECRET}`,
      "with a secret where JSON ends": `{"profiles":[]} ${SECRET}`,
      "that is a secret": SECRET,
      "of the wrong shape": JSON.stringify({ profiles: { p: { access_key_secret: SECRET } } }),
      "that is a list": JSON.stringify([{ name: "p", access_key_secret: SECRET }]),
      empty: "",
      "that is far too large": JSON.stringify({
        profiles: [{ name: "p", access_key_secret: SECRET.repeat(80_000) }],
      }),
    };
    for (const [what, text] of Object.entries(broken)) {
      it(`tells its path and nothing of its contents: ${what}`, async () => {
        home.writeText(text);
        const error = await home.refusal("p");
        assert.ok(error.message.includes(home.configPath), error.message);
        const list = await home.credentials.listProfiles();
        assert.equal(list.state, "broken");
        assert.deepEqual(list.profiles, []);
        assertTellsNoSecret(list);
      });
    }

    it("says that it cannot be read when there is a folder in its place", async () => {
      mkdirSync(home.configPath);
      assert.match((await home.refusal("p")).message, /cannot be read.*\(EISDIR\)/);
      assert.equal((await home.credentials.listProfiles()).state, "unreadable");
    });

    it("says that it may not be read", async function () {
      // root may read everything, and Windows knows no such mode.
      if (process.getuid?.() === 0 || process.platform === "win32") this.skip();
      home.write({ name: "p", ...KEYS });
      chmodSync(home.configPath, 0);
      assert.match((await home.refusal("p")).message, /cannot be read.*\(EACCES\)/);
    });
  });

  describe("listing the profiles", () => {
    it("finds none where there is no file", async () => {
      assert.deepEqual(await home.credentials.listProfiles(), {
        state: "missing",
        file: home.configPath,
        profiles: [],
      });
    });

    it("lists every profile in its order with mode, region and state, the broken ones with their reasons", async () => {
      home.write(
        { name: "good", mode: "ak", ...KEYS, region_id: "cn-hangzhou" },
        { name: "half", mode: "StsToken", ...KEYS },
        { name: "rsa", mode: "RsaKeyPair", private_key: "/x" },
        { name: "typed", mode: "AK", access_key_id: KEY_ID, access_key_secret: { value: SECRET } },
        { mode: "AK", ...KEYS, access_key_id: "" },
        { name: "good", mode: "AK", ...KEYS },
        { name: "new", region_id: "cn-beijing" },
        { name: "odd", mode: SECRET },
      );
      const list = await home.credentials.listProfiles();
      assert.equal(list.state, "ok");
      assertTellsNoSecret(list);
      const rows = list.profiles.map((each) => [
        each.name,
        each.mode,
        each.region,
        each.state === "broken" ? each.reason : each.state,
      ]);
      assert.deepEqual(rows, [
        ["good", "AK", "cn-hangzhou", "ready"],
        [
          "half",
          "StsToken",
          undefined,
          'Profile "half" has no "sts_token". Run "aliyun configure --profile half" to set it.',
        ],
        [
          "rsa",
          "RsaKeyPair",
          undefined,
          'Profile "rsa" has the mode RsaKeyPair, which KeyTrail cannot sign requests with. Choose a profile of another mode, such as AK or RamRoleArn.',
        ],
        [
          "typed",
          undefined,
          undefined,
          'Profile "typed" has a value of the wrong type in access_key_secret. Open the file and correct it.',
        ],
        [
          "(number 5, without a name)",
          "AK",
          undefined,
          'Profile "(number 5, without a name)" has no "access_key_id". Run "aliyun configure --profile (number 5, without a name)" to set it.',
        ],
        [
          "good",
          "AK",
          undefined,
          'Another profile above has the name "good" too, and only that one is used. Rename one of them.',
        ],
        [
          "new",
          undefined,
          "cn-beijing",
          'Profile "new" is not configured yet. Run "aliyun configure --profile new".',
        ],
        [
          "odd",
          "?",
          undefined,
          'Profile "odd" has the mode ?, which KeyTrail cannot sign requests with. Choose a profile of another mode, such as AK or RamRoleArn.',
        ],
      ]);
    });

    it("lists entries that are no objects", async () => {
      home.writeText(JSON.stringify({ profiles: [SECRET, null, [1]] }));
      const list = await home.credentials.listProfiles();
      assertTellsNoSecret(list);
      assert.deepEqual(
        list.profiles.map(({ state }) => state),
        ["broken", "broken", "broken"],
      );
    });

    it("uses the first of two profiles of one name, as the aliyun command does", async () => {
      home.write({ name: "p", ...KEYS }, { name: "p", mode: "AK" });
      assert.equal((await home.resolve("p")).accessKeyId, KEY_ID);
    });

    it("says why a profile cannot be used now", async () => {
      home.env = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "True", ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS: "1" };
      const role = { ram_role_arn: "acs:ram::1:role/r" };
      home.write(
        { name: "ecs", mode: "EcsRamRole" },
        { name: "external", mode: "External", process_command: "x" },
        {
          name: "oidc",
          mode: "OIDC",
          ...role,
          oidc_provider_arn: "p",
          oidc_token_file: path.join(home.folder, "none"),
        },
        {
          name: "sso",
          mode: "CloudSSO",
          cloud_sso_sign_in_url: "https://h/",
          cloud_sso_account_id: "1",
          cloud_sso_access_config: "c",
          access_token: TOKEN,
          cloud_sso_access_token_expire: 1,
        },
        { name: "oauth", mode: "OAuth", oauth_site_type: "cn" },
        { name: "short", mode: "RamRoleArn", ...KEYS, ...role, expired_seconds: 60 },
        { name: "self", mode: "ChainableRamRoleArn", ...role, source_profile: "back" },
        { name: "back", mode: "ChainableRamRoleArn", ...role, source_profile: "self" },
        { name: "dangling", mode: "ChainableRamRoleArn", ...role, source_profile: "none" },
        { name: "onBroken", mode: "ChainableRamRoleArn", ...role, source_profile: "short" },
        { name: "onExpired", mode: "ChainableRamRoleArn", ...role, source_profile: "sso" },
      );
      const { profiles } = await home.credentials.listProfiles();
      const reasons = profiles.map((each) => (each.state === "broken" ? each.reason : each.state));
      const expected = [
        /ALIBABA_CLOUD_ECS_METADATA_DISABLED forbids it/,
        /ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS forbids it/,
        /The token file .*none \(ENOENT\)/,
        /The sign-in of profile "sso" has expired/,
        /The sign-in of profile "oauth" has expired/,
        /Profile "short" asks for a session of 60 seconds in "expired_seconds"; the shortest possible one is 900/,
        /"self" → "back" → "self"/,
        /"back" → "self" → "back"/,
        /Profile "dangling" takes its credentials from "none", which .*config\.json does not have/,
        /Profile "short" asks for a session of 60 seconds/,
        /The sign-in of profile "sso" has expired/,
      ];
      assert.equal(reasons.length, expected.length);
      expected.forEach((pattern, index) => {
        assert.match(reasons[index]!, pattern);
      });
      assertTellsNoSecret(profiles);
    });
  });

  it("leaves the file exactly as it is", async () => {
    home.write(
      { name: "p", ...KEYS },
      { name: "e", mode: "External", process_command: "x" },
      { name: "o", mode: "OAuth", oauth_site_type: "CN", oauth_refresh_token: TOKEN },
    );
    const before = readFileSync(home.configPath, "utf8");
    await home.resolve("p");
    await home.refusal("e", "consent");
    await home.refusal("o", "consent");
    await home.credentials.listProfiles();
    assert.equal(readFileSync(home.configPath, "utf8"), before);
  });
});
