import assert from "node:assert/strict";
import fc from "fast-check";
import { planFor } from "../../../../../src/providers/alibaba/credentials/plan";
import { parseProfiles, type Profile } from "../../../../../src/providers/alibaba/credentials/profile";
import { KEYS, KEY_ID, SECRET, TOKEN } from "./support";

const keys = { accessKeyId: KEY_ID, accessKeySecret: SECRET };
const ROLE = { ram_role_arn: "acs:ram::1:role/r", ram_session_name: "s" };
const role = {
  arn: ROLE.ram_role_arn,
  sessionName: "s",
  durationSeconds: 3600,
  stsEndpoint: "sts.aliyuncs.com",
};

function parsed(raw: object): Profile {
  const [entry] = parseProfiles([{ name: "p", ...raw }]);
  if (entry?.state !== "ok") assert.fail(JSON.stringify(entry));
  return entry.profile;
}

function reason(raw: object): string {
  const [entry] = parseProfiles([{ name: "p", ...raw }]);
  if (entry?.state !== "broken") assert.fail(JSON.stringify(entry));
  return entry.reason;
}

describe("parseProfiles", () => {
  const SSO = {
    cloud_sso_sign_in_url: "https://h/",
    cloud_sso_account_id: "1",
    cloud_sso_access_config: "c",
    access_token: TOKEN,
    cloud_sso_access_token_expire: 1_800_000_000,
  };
  /** Complete profiles: their mode, their fields, and what they mean. */
  const complete: readonly (readonly [string, object, object])[] = [
    ["AK", KEYS, { keys }],
    ["StsToken", { ...KEYS, sts_token: TOKEN }, { keys: { ...keys, securityToken: TOKEN } }],
    ["RamRoleArn", { ...KEYS, ...ROLE }, { keys, role }],
    ["ChainableRamRoleArn", { ...ROLE, source_profile: "q" }, { source: "q", role }],
    ["EcsRamRole", { ram_role_name: "r" }, { roleName: "r" }],
    [
      "OIDC",
      { ...ROLE, oidc_provider_arn: "a", oidc_token_file: "/t" },
      { providerArn: "a", tokenFile: "/t", role },
    ],
    [
      "CloudSSO",
      SSO,
      {
        signInUrl: "https://h/",
        accountId: "1",
        accessConfig: "c",
        accessToken: TOKEN,
        accessTokenExpiresAt: 1_800_000_000_000,
      },
    ],
    ["OAuth", { oauth_site_type: "intl", oauth_refresh_token: "r" }, { site: "INTL", refreshToken: "r" }],
    ["External", { process_command: "tool" }, { command: "tool" }],
  ];
  for (const [mode, raw, meaning] of complete) {
    it(`understands a profile of mode ${mode}, in any case of letters and with absent fields written out`, () => {
      for (const spelt of [mode, mode.toLowerCase(), mode.toUpperCase()]) {
        const written = { sts_token: "", external_id: null, expired_seconds: 0, ...raw, mode: spelt };
        assert.deepEqual(parsed(written), { name: "p", mode, ...meaning });
      }
    });
  }

  it("recognises the mode by the fields where it is not named", () => {
    for (const [mode, raw] of complete) {
      if (mode === "ChainableRamRoleArn" || mode === "OAuth") continue; // the aliyun command does not either
      assert.equal(parsed({ ...raw, mode: "" }).mode, mode);
    }
  });

  it("names each field that a mode cannot do without", () => {
    for (const [mode, raw] of complete) {
      const optional = [
        "ram_session_name",
        "cloud_sso_access_token_expire",
        "oauth_refresh_token",
        "ram_role_name",
      ];
      for (const field of Object.keys(raw).filter((each) => !optional.includes(each))) {
        assert.match(
          reason({ ...raw, mode, [field]: "" }),
          new RegExp(`"${field}"`),
          `${mode} without ${field}`,
        );
      }
    }
  });

  it("goes to the Security Token Service that the profile names", () => {
    const endpoint = (raw: object): string => {
      const profile = parsed({ mode: "RamRoleArn", ...KEYS, ...ROLE, ...raw });
      return profile.mode === "RamRoleArn" ? profile.role.stsEndpoint : "";
    };
    assert.equal(endpoint({ sts_region: "cn-beijing" }), "sts.cn-beijing.aliyuncs.com");
    assert.equal(endpoint({ sts_region: "cn-beijing", enable_vpc: true }), "sts-vpc.cn-beijing.aliyuncs.com");
    assert.equal(endpoint({ sts_endpoint: "https://sts.example.com/", sts_region: "x" }), "sts.example.com");
  });

  it("says of every mode that it cannot sign with that it cannot", () => {
    for (const mode of [
      "RsaKeyPair",
      "RamRoleArnWithRoleName",
      "CredentialsURI",
      "BearerToken",
      "Anonymous",
      "Tomorrow",
    ]) {
      assert.match(reason({ ...KEYS, mode }), new RegExp(`has the mode ${mode}, which KeyTrail cannot`));
    }
  });

  it("answers for any list at all, one entry each, and tells no value but name, mode and region", () => {
    const field = fc.constantFrom(
      ...[
        "access_key_id",
        "access_key_secret",
        "sts_token",
        "access_token",
        "mode",
        "process_command",
        "oauth_site_type",
        "expired_seconds",
        "enable_vpc",
      ],
    );
    const value = fc.oneof(
      fc.constant(SECRET),
      fc.constant([SECRET]),
      fc.constant({ [SECRET]: SECRET }),
      fc.constant(null),
      fc.double(),
      fc.boolean(),
      fc.string(),
    );
    const item = fc.oneof(fc.dictionary(field, value), value);
    fc.assert(
      fc.property(fc.array(item, { maxLength: 6 }), (list) => {
        const entries = parseProfiles(list);
        assert.equal(entries.length, list.length);
        for (const entry of entries) {
          const told = entry.state === "broken" ? entry.reason : "";
          assert.ok(!(told + entry.name + (entry.mode ?? "")).includes(SECRET), told);
        }
      }),
    );
  });
});

describe("planFor", () => {
  const chained = (name: string, source: string) => ({
    name,
    mode: "ChainableRamRoleArn",
    source_profile: source,
    ...ROLE,
  });

  it("ends for any way in which profiles name each other", () => {
    const names = ["a", "b", "c", "d"];
    const name = fc.constantFrom(...names);
    fc.assert(
      fc.property(fc.tuple(name, name, name, name), (sources) => {
        const entries = parseProfiles(names.map((each, index) => chained(each, sources[index] ?? "")));
        for (const each of names) {
          const planned = planFor(each, entries, "file");
          assert.ok(planned.state === "broken" && planned.reason.includes("→"));
        }
      }),
    );
  });

  it("follows the profiles to the one that has keys", () => {
    const entries = parseProfiles([chained("a", "b"), chained("b", "c"), { name: "c", ...KEYS }]);
    const planned = planFor("a", entries, "file");
    assert.ok(planned.state === "ok");
    assert.equal(planned.plan.source?.source?.profile.name, "c");
  });
});
