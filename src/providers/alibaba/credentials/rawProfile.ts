import * as v from "valibot";

// Go writes an absent text as "" or leaves it out, and an absent number as 0; both mean "not set" here.
const text = v.pipe(
  v.nullish(v.string()),
  v.transform((value) => {
    const trimmed = value?.trim() ?? "";
    return trimmed === "" ? undefined : trimmed;
  }),
);
const count = v.pipe(
  v.nullish(v.number()),
  v.transform((value) => (value === null || value === 0 ? undefined : value)),
);

/** A profile as the `aliyun` command writes it: the fields that credentials depend on, with "not set" as `undefined`. */
export const rawProfileSchema = v.object({
  name: text,
  mode: text,
  region_id: text,
  access_key_id: text,
  access_key_secret: text,
  sts_token: text,
  sts_expiration: count,
  sts_region: text,
  sts_endpoint: text,
  enable_vpc: v.nullish(v.boolean()),
  ram_role_name: text,
  ram_role_arn: text,
  ram_session_name: text,
  expired_seconds: count,
  duration_seconds: count,
  external_id: text,
  policy: text,
  source_profile: text,
  private_key: text,
  key_pair_name: text,
  process_command: text,
  oidc_provider_arn: text,
  oidc_token_file: text,
  cloud_sso_sign_in_url: text,
  cloud_sso_account_id: text,
  cloud_sso_access_config: text,
  access_token: text,
  cloud_sso_access_token_expire: count,
  oauth_site_type: text,
  oauth_refresh_token: text,
  oauth_access_token: text,
  oauth_access_token_expire: count,
  bearer_token: text,
});

export type RawProfile = v.InferOutput<typeof rawProfileSchema>;

/** The fields that hold text. */
export type TextField = {
  [F in keyof RawProfile]-?: RawProfile[F] extends string | undefined ? F : never;
}[keyof RawProfile];

/** The mode in the command's own spelling; one that the file does not name is recognised by its fields, as the command does. */
export function recognisedMode(raw: RawProfile): string | undefined {
  if (raw.mode === undefined) return modeByFields(raw);
  const spelt = raw.mode.toLowerCase();
  const known = MODES.find((mode) => mode.toLowerCase() === spelt);
  if (known !== undefined) return known;
  // It is going to be shown, and anything may stand in a broken file.
  return /^[A-Za-z]{1,30}$/.test(raw.mode) ? raw.mode : "?";
}

const MODES = [
  "AK",
  "StsToken",
  "RamRoleArn",
  "EcsRamRole",
  "RsaKeyPair",
  "RamRoleArnWithRoleName",
  "ChainableRamRoleArn",
  "External",
  "CredentialsURI",
  "OIDC",
  "CloudSSO",
  "OAuth",
  "BearerToken",
  "Anonymous",
] as const;

function modeByFields(raw: RawProfile): (typeof MODES)[number] | undefined {
  if (raw.access_key_id !== undefined && raw.access_key_secret !== undefined) {
    if (raw.sts_token !== undefined) return "StsToken";
    return raw.ram_role_arn === undefined ? "AK" : "RamRoleArn";
  }
  if (raw.private_key !== undefined && raw.key_pair_name !== undefined) return "RsaKeyPair";
  if (raw.ram_role_name !== undefined) return "EcsRamRole";
  if (raw.process_command !== undefined) return "External";
  if (raw.oidc_provider_arn !== undefined && raw.oidc_token_file !== undefined) return "OIDC";
  if (raw.cloud_sso_sign_in_url !== undefined) return "CloudSSO";
  if (raw.bearer_token !== undefined) return "BearerToken";
  // One of the two halves of a key pair: treated as AK, so that the message names the missing half.
  return raw.access_key_id !== undefined || raw.access_key_secret !== undefined ? "AK" : undefined;
}
