import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Account, CredentialSource } from "../../../../../src/core/usage/account";
import type { UsageError } from "../../../../../src/core/usage/errors";
import { systemClock } from "../../../../../src/core/util/clock";
import { toStoredText } from "../../../../../src/core/usage/storedCredentials";
import { configPath } from "../../../../../src/providers/ncloud/configPath";
import type { Environment } from "../../../../../src/providers/ncloud/credentials/environment";
import { NcloudCredentials } from "../../../../../src/providers/ncloud/credentials/ncloudCredentials";
import {
  assertTellsNoSecret,
  refusalOf,
  secretKey,
  subAccountKeyId,
} from "../../../../support/ncloudProvider";

const [ID, OTHER_ID] = [subAccountKeyId(), subAccountKeyId()];
const [SECRET, OTHER_SECRET] = [secretKey(), secretKey()];
const KEYS = { accessKeyId: ID, accessKeySecret: SECRET };
const OTHER_KEYS = { accessKeyId: OTHER_ID, accessKeySecret: OTHER_SECRET };

/** A home folder of its own, with the extension's credentials looking into it. */
class Home {
  readonly folder = mkdtempSync(path.join(tmpdir(), "keytrail-"));
  readonly configPath = path.join(this.folder, "configure");
  readonly stored = new Map<string, string>();
  env: Environment = {};
  readonly credentials = new NcloudCredentials({
    env: () => this.env,
    configPath: this.configPath,
    stored: { read: (name) => Promise.resolve(this.stored.get(name)) },
    clock: systemClock,
  });

  write(...lines: readonly string[]): void {
    writeFileSync(this.configPath, lines.join("\n"));
  }

  resolve(source: CredentialSource | string) {
    return this.credentials.resolve(account(source));
  }

  /** The error that `resolve` rejects with, after a look into all its corners for secrets. */
  async refusal(source: CredentialSource | string): Promise<UsageError> {
    const error = await refusalOf(this.resolve(source), "credentials");
    assertTellsNoSecret(error, [SECRET, OTHER_SECRET]);
    assert.equal(error.cause, undefined);
    assert.deepEqual(await this.credentials.check(account(source)), {
      state: "broken",
      reason: error.message,
    });
    return error;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function account(source: CredentialSource | string): Account {
  const credentials = typeof source === "string" ? ({ kind: "profile", name: source } as const) : source;
  return { name: "prod", provider: "ncloud", credentials };
}

const id = (value: string) => `ncloud_access_key_id = ${value}`;
const secret = (value: string) => `ncloud_secret_access_key = ${value}`;

describe("Credentials of an account of NAVER Cloud", () => {
  let home: Home;
  beforeEach(() => {
    home = new Home();
  });
  afterEach(() => {
    home.dispose();
  });

  describe("from the environment", () => {
    const source = { kind: "environment" } as const;

    it("have two spellings each, of which the longer goes first", async () => {
      home.env = { NCLOUD_ACCESS_KEY: ID, NCLOUD_SECRET_KEY: ` ${SECRET}\n` };
      assert.deepEqual(await home.resolve(source), KEYS);
      home.env = { ...home.env, NCLOUD_ACCESS_KEY_ID: OTHER_ID, NCLOUD_SECRET_ACCESS_KEY: OTHER_SECRET };
      assert.deepEqual(await home.resolve(source), OTHER_KEYS);
      home.env = { ...home.env, NCLOUD_ACCESS_KEY_ID: " ", NCLOUD_SECRET_ACCESS_KEY: "" };
      assert.deepEqual(await home.resolve(source), KEYS);
      assert.deepEqual(await home.credentials.check(account(source)), { state: "ready" });
    });

    it("are missing by both names", async () => {
      assert.match(
        (await home.refusal(source)).message,
        /^Neither of the environment variables NCLOUD_ACCESS_KEY_ID and NCLOUD_ACCESS_KEY is set\./,
      );
      home.env = { NCLOUD_ACCESS_KEY: ID };
      assert.match(
        (await home.refusal(source)).message,
        /NCLOUD_SECRET_ACCESS_KEY and NCLOUD_SECRET_KEY is set/,
      );
    });

    it("come with no token and no other host", async () => {
      home.env = { NCLOUD_ACCESS_KEY: ID, NCLOUD_SECRET_KEY: SECRET, NCLOUD_API_GW: "https://x.invalid" };
      assert.deepEqual(await home.resolve(source), KEYS);
    });
  });

  describe("from the secret store", () => {
    const source = { kind: "stored" } as const;

    it("are what was entered, without a token", async () => {
      home.stored.set("prod", toStoredText({ ...KEYS, securityToken: "token" }));
      assert.deepEqual(await home.resolve(source), KEYS);
    });

    it("may be missing or broken", async () => {
      assert.equal((await home.refusal(source)).code, "NothingStored");
      home.stored.set("prod", `{"accessKeyId":"${ID}","accessKeySecret":"${SECRET}`);
      assert.equal((await home.refusal(source)).code, "StoredBroken");
    });
  });

  describe("from a profile", () => {
    it("are in the section of its name", async () => {
      home.write("[DEFAULT]", id(OTHER_ID), secret(OTHER_SECRET), "", "[prod]", id(ID), secret(SECRET));
      assert.deepEqual(await home.resolve("prod"), KEYS);
      assert.deepEqual(await home.resolve("DEFAULT"), OTHER_KEYS);
      assert.deepEqual(await home.credentials.check(account("prod")), { state: "ready" });
    });

    it("of the name DEFAULT stand above all sections, or in a section, which is then the later", async () => {
      home.write(id(ID), secret(SECRET), "[other]", id(OTHER_ID), secret(OTHER_SECRET));
      assert.deepEqual(await home.resolve("DEFAULT"), KEYS);
      assert.deepEqual(await home.resolve("default"), KEYS);
      home.write(id(ID), secret(SECRET), "[DEFAULT]", id(OTHER_ID));
      assert.deepEqual(await home.resolve("DEFAULT"), { ...KEYS, accessKeyId: OTHER_ID });
    });

    it("may be written with comments, quotation marks, spaces, and the line ends of Windows", async () => {
      const lines = [
        "\uFEFF; written by hand",
        "  [ prod ]",
        `\tncloud_access_key_id="${ID}"`,
        `ncloud_secret_access_key=${SECRET} # do not share`,
      ];
      writeFileSync(home.configPath, lines.join("\r\n"));
      assert.deepEqual(await home.resolve("prod"), KEYS);
    });

    it("may have a name with dots, which is no section in a section", async () => {
      const sections = ["team.prod", "team", "team.prod.kr"];
      home.write(...sections.flatMap((name, index) => [`[${name}]`, id(ID), secret(`${SECRET}${index}`)]));
      for (const [index, name] of sections.entries())
        assert.equal((await home.resolve(name)).accessKeySecret, `${SECRET}${index}`);
      const { profiles } = await home.credentials.listProfiles();
      assert.deepEqual(profiles.map(({ name }) => name).sort(), [...sections].sort());
    });

    it("may have the name of something that every object has", async () => {
      const names = ["constructor", "toString", "__proto__x"];
      home.write(...names.flatMap((name) => [`[${name}]`, id(ID), secret(SECRET)]));
      for (const name of names) assert.deepEqual(await home.resolve(name), KEYS);
      home.write("[__proto__]", id(ID), secret(SECRET), "[prod]", id(ID), secret(SECRET));
      assert.deepEqual(await home.resolve("prod"), KEYS);
      assert.equal(Object.hasOwn(Object.prototype, "ncloud_access_key_id"), false);
    });

    it("choose no host: the file's address is not read", async () => {
      home.write("[prod]", id(ID), secret(SECRET), "ncloud_api_url = https://elsewhere.invalid");
      assert.deepEqual(await home.resolve("prod"), KEYS);
    });

    it("are read anew when the file has changed", async () => {
      home.write("[prod]", id(ID), secret(SECRET));
      assert.deepEqual(await home.resolve("prod"), KEYS);
      home.write("[prod]", id(OTHER_ID), secret(OTHER_SECRET));
      assert.deepEqual(await home.resolve("prod"), OTHER_KEYS);
      rmSync(home.configPath);
      assert.equal((await home.refusal("prod")).code, "ProfileMissing");
    });

    it("name the field that they lack", async () => {
      home.write("[prod]", secret(SECRET), "[other]", id(ID), "ncloud_secret_access_key =", "[none]");
      assert.match(
        (await home.refusal("prod")).message,
        /^Profile "prod" in .*configure has no "ncloud_access_key_id"\./,
      );
      assert.match((await home.refusal("other")).message, /"ncloud_secret_access_key"/);
      assert.match((await home.refusal("none")).message, /"ncloud_access_key_id"/);
    });

    it("say that the file is not there, or has no such profile", async () => {
      const missing = await home.refusal("prod");
      assert.match(missing.message, /^There is no .*configure, so no profile "prod"\./);
      home.write("[DEFAULT]", id(ID), secret(SECRET));
      const other = await home.refusal("prod");
      assert.match(other.message, /configure has no profile "prod"\./);
    });

    it("quote nothing of a file of another kind", async () => {
      for (const text of [
        JSON.stringify({ accessKeySecret: SECRET }),
        `access_key = ${ID}\nsecret_key = ${SECRET}`,
        `\u0000\u0001${SECRET}`,
      ]) {
        home.write(text);
        const error = await home.refusal("DEFAULT");
        assert.equal(error.code, "ProfileBroken");
        assert.match(error.message, /^Nothing in .*configure sets "ncloud_access_key_id" or/);
      }
      home.write(secret(SECRET).padEnd(1_100_000, "x"));
      assert.match((await home.refusal("DEFAULT")).message, /is larger than 1024 KB/);
    });

    it("say that the file cannot be read", async () => {
      mkdirSync(home.configPath);
      assert.match((await home.refusal("prod")).message, /cannot be read\..*\(EISDIR\)/);
    });

    it("say that the file may not be read", async function () {
      if (process.getuid?.() === 0) this.skip();
      home.write("[prod]", id(ID), secret(SECRET));
      chmodSync(home.configPath, 0);
      assert.match((await home.refusal("prod")).message, /\(EACCES\)/);
    });

    it("may be behind a link", async () => {
      const real = path.join(home.folder, "real");
      writeFileSync(real, ["[prod]", id(ID), secret(SECRET)].join("\n"));
      symlinkSync(real, home.configPath);
      assert.deepEqual(await home.resolve("prod"), KEYS);
    });
  });

  describe("that a file offers", () => {
    it("are listed in its order, each with its state", async () => {
      home.write(id(ID), secret(SECRET), "[half]", id(ID), "[prod]", id(OTHER_ID), secret(OTHER_SECRET));
      const list = await home.credentials.listProfiles();
      assertTellsNoSecret(list, [SECRET, OTHER_SECRET]);
      assert.deepEqual(
        list.profiles.map(({ name, state, keyId }) => [name, state, keyId]),
        [
          ["DEFAULT", "ready", ID],
          ["half", "broken", undefined],
          ["prod", "ready", OTHER_ID],
        ],
      );
      assert.deepEqual([list.state, list.file], ["ok", home.configPath]);
    });

    it("are none when it is not there, empty, or of another kind", async () => {
      const list = () => home.credentials.listProfiles();
      assert.deepEqual(await list(), { state: "missing", file: home.configPath, profiles: [] });
      home.write("");
      assert.deepEqual(await list(), { state: "ok", file: home.configPath, profiles: [] });
      home.write("{}");
      assert.equal((await list()).state, "broken");
    });
  });

  it("are in the home folder", () => {
    assert.match(configPath(), /[\\/]\.ncloud[\\/]configure$/);
  });
});
