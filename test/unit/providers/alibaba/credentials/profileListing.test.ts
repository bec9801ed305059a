import assert from "node:assert/strict";
import { chmodSync, mkdirSync } from "node:fs";
import path from "node:path";
import { Home, KEYS, KEY_ID, SECRET, TOKEN, assertTellsNoSecret } from "./support";

describe("AlibabaCredentials, about the profiles of the aliyun command", () => {
  let home: Home;
  beforeEach(() => {
    home = new Home();
  });
  afterEach(() => {
    home.dispose();
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

    it("tells the ID of a profile's long-term key, and of no session", async () => {
      const role = { ram_role_arn: "acs:ram::1:role/r", ram_session_name: "s" };
      home.write(
        { name: "own", mode: "AK", ...KEYS },
        { name: "role", mode: "RamRoleArn", ...KEYS, ...role },
        { name: "session", mode: "StsToken", ...KEYS, sts_token: "t" },
        { name: "half", mode: "AK", access_key_id: KEY_ID },
      );
      const { profiles } = await home.credentials.listProfiles();
      assert.deepEqual(
        profiles.map(({ keyId }) => keyId),
        [KEY_ID, KEY_ID, undefined, undefined],
      );
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
});
