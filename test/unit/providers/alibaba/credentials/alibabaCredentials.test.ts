import assert from "node:assert/strict";
import { readFileSync, renameSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { toStoredText } from "../../../../../src/core/usage/storedCredentials";
import { type Home, KEYS, KEY_ID, SECRET, TOKEN, account, useHome } from "./support";

describe("AlibabaCredentials", () => {
  let home: Home;
  useHome((own) => {
    home = own;
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
