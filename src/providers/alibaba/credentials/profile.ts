import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { rawProfileSchema, recognisedMode, type RawProfile, type TextField } from "./rawProfile";
import type { SigningCredentials } from "./signingCredentials";

/** A role to assume at the Security Token Service, and how. */
export interface Role {
  readonly arn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  /** A host name, with a port if need be. */
  readonly stsEndpoint: string;
  readonly policy?: string;
  readonly externalId?: string;
}

/** A complete profile of one of the modes we can sign with. */
export type Profile = { readonly name: string } & (
  | { readonly mode: "AK"; readonly keys: SigningCredentials }
  | { readonly mode: "StsToken"; readonly keys: SigningCredentials }
  | { readonly mode: "RamRoleArn"; readonly keys: SigningCredentials; readonly role: Role }
  | { readonly mode: "ChainableRamRoleArn"; readonly source: string; readonly role: Role }
  | { readonly mode: "EcsRamRole"; readonly roleName?: string }
  | { readonly mode: "OIDC"; readonly providerArn: string; readonly tokenFile: string; readonly role: Role }
  | CloudSsoProfile
  | OAuthProfile
  | { readonly mode: "External"; readonly command: string }
);

export interface CloudSsoProfile {
  readonly mode: "CloudSSO";
  readonly signInUrl: string;
  readonly accountId: string;
  readonly accessConfig: string;
  readonly accessToken: string;
  /** Milliseconds since the epoch. */
  readonly accessTokenExpiresAt: number;
  /** What the `aliyun` command got last and left in the file. */
  readonly lastSession?: SigningCredentials;
}

export interface OAuthProfile {
  readonly mode: "OAuth";
  readonly site: "CN" | "INTL";
  readonly refreshToken?: string;
  readonly accessToken?: string;
  /** Milliseconds since the epoch. */
  readonly accessTokenExpiresAt?: number;
  /** What the `aliyun` command, or we, got last and left in the file. */
  readonly lastSession?: SigningCredentials;
}

/** An entry of the file's list, usable or not. */
export type ProfileEntry = {
  readonly name: string;
  readonly mode?: string;
  readonly region?: string;
} & (
  { readonly state: "ok"; readonly profile: Profile } | { readonly state: "broken"; readonly reason: string }
);

/** Every entry of the list in its order; one that is broken says why, in a sentence that quotes no value of a secret. */
export function parseProfiles(list: readonly unknown[]): readonly ProfileEntry[] {
  const seen = new Set<string>();
  return list.map((item, index) => {
    const entry = parseEntry(item, index);
    if (!seen.has(entry.name)) {
      seen.add(entry.name);
      return entry;
    }
    // The aliyun command and the SDKs take the first one, so a second is dead and its owner should know.
    const reason = l10n.t(
      'Another profile above has the name "{0}" too, and only that one is used. Rename one of them.',
      entry.name,
    );
    return { ...entry, state: "broken", reason };
  });
}

function parseEntry(item: unknown, index: number): ProfileEntry {
  const parsed = v.safeParse(rawProfileSchema, item);
  if (!parsed.success) {
    const name = readName(item, index);
    const fields = parsed.issues.map((issue) => v.getDotPath(issue)).filter((path) => path !== null);
    const reason =
      fields.length === 0
        ? l10n.t('Profile "{0}" is not an object. Open the file and correct it.', name)
        : l10n.t(
            'Profile "{0}" has a value of the wrong type in {1}. Open the file and correct it.',
            name,
            fields.join(", "),
          );
    return { name, state: "broken", reason };
  }
  const raw = parsed.output;
  const name = raw.name ?? unnamed(index);
  const mode = recognisedMode(raw);
  const described = {
    name,
    ...(mode !== undefined && { mode }),
    ...(raw.region_id !== undefined && { region: raw.region_id }),
  };
  try {
    return { ...described, state: "ok", profile: toProfile(name, mode, raw) };
  } catch (error) {
    if (!(error instanceof ProfileProblem)) throw error;
    return { ...described, state: "broken", reason: error.message };
  }
}

/** Stays in this file: it carries the reason from where a field is needed to the entry that lacks it. */
class ProfileProblem extends Error {}

function toProfile(name: string, mode: string | undefined, raw: RawProfile): Profile {
  const need = (field: TextField): string => {
    const value = raw[field];
    if (value !== undefined) return value;
    throw new ProfileProblem(
      l10n.t('Profile "{0}" has no "{1}". Run "aliyun configure --profile {0}" to set it.', name, field),
    );
  };
  const keys = (): SigningCredentials => ({
    accessKeyId: need("access_key_id"),
    accessKeySecret: need("access_key_secret"),
  });

  switch (mode) {
    case "AK":
      return { name, mode, keys: keys() };
    case "StsToken":
      return { name, mode, keys: { ...keys(), securityToken: need("sts_token") } };
    case "RamRoleArn": {
      const token = raw.sts_token === undefined ? {} : { securityToken: raw.sts_token };
      return { name, mode, keys: { ...keys(), ...token }, role: toRole(name, raw, need) };
    }
    case "ChainableRamRoleArn":
      return { name, mode, source: need("source_profile"), role: toRole(name, raw, need) };
    case "EcsRamRole":
      return { name, mode, ...(raw.ram_role_name !== undefined && { roleName: raw.ram_role_name }) };
    case "OIDC":
      return {
        name,
        mode,
        providerArn: need("oidc_provider_arn"),
        tokenFile: need("oidc_token_file"),
        role: toRole(name, raw, need),
      };
    case "CloudSSO":
      return {
        name,
        mode,
        signInUrl: need("cloud_sso_sign_in_url"),
        accountId: need("cloud_sso_account_id"),
        accessConfig: need("cloud_sso_access_config"),
        accessToken: need("access_token"),
        accessTokenExpiresAt: (raw.cloud_sso_access_token_expire ?? 0) * 1000,
        ...lastSession(raw),
      };
    case "OAuth":
      return {
        name,
        mode,
        site: toSite(name, need("oauth_site_type")),
        ...(raw.oauth_refresh_token !== undefined && { refreshToken: raw.oauth_refresh_token }),
        ...(raw.oauth_access_token !== undefined && { accessToken: raw.oauth_access_token }),
        ...(raw.oauth_access_token_expire !== undefined && {
          accessTokenExpiresAt: raw.oauth_access_token_expire * 1000,
        }),
        ...lastSession(raw),
      };
    case "External":
      return { name, mode, command: need("process_command") };
    case undefined:
      throw new ProfileProblem(
        l10n.t('Profile "{0}" is not configured yet. Run "aliyun configure --profile {0}".', name),
      );
    default:
      throw new ProfileProblem(
        l10n.t(
          'Profile "{0}" has the mode {1}, which KeyTrail cannot sign requests with. Choose a profile of another mode, such as AK or RamRoleArn.',
          name,
          mode,
        ),
      );
  }
}

function toRole(name: string, raw: RawProfile, need: (field: TextField) => string): Role {
  const durationSeconds = raw.duration_seconds ?? raw.expired_seconds ?? 3600;
  if (durationSeconds < MIN_ROLE_SECONDS) {
    const field = raw.duration_seconds === undefined ? "expired_seconds" : "duration_seconds";
    throw new ProfileProblem(
      l10n.t(
        'Profile "{0}" asks for a session of {1} seconds in "{2}"; the shortest possible one is {3}.',
        name,
        durationSeconds,
        field,
        MIN_ROLE_SECONDS,
      ),
    );
  }
  return {
    arn: need("ram_role_arn"),
    // It shows up in the cloud's audit records as who did it.
    sessionName: raw.ram_session_name ?? "keytrail",
    durationSeconds,
    stsEndpoint: stsEndpoint(raw),
    ...(raw.policy !== undefined && { policy: raw.policy }),
    ...(raw.external_id !== undefined && { externalId: raw.external_id }),
  };
}

/** The shortest session that AssumeRole grants. */
const MIN_ROLE_SECONDS = 900;

function stsEndpoint(raw: RawProfile): string {
  if (raw.sts_endpoint !== undefined)
    return raw.sts_endpoint.replace(/^https?:\/\//i, "").replace(/\/.*$/s, "");
  if (raw.sts_region === undefined) return "sts.aliyuncs.com";
  return `${raw.enable_vpc === true ? "sts-vpc" : "sts"}.${raw.sts_region}.aliyuncs.com`;
}

function toSite(name: string, site: string): OAuthProfile["site"] {
  const known = site.toUpperCase();
  if (known === "CN" || known === "INTL") return known;
  throw new ProfileProblem(
    l10n.t(
      'Profile "{0}" has an "oauth_site_type" other than CN and INTL. Run "aliyun configure --profile {0}".',
      name,
    ),
  );
}

function lastSession(raw: RawProfile): { lastSession?: SigningCredentials } {
  const { access_key_id: accessKeyId, access_key_secret: accessKeySecret, sts_token: securityToken } = raw;
  if (accessKeyId === undefined || accessKeySecret === undefined) return {};
  if (securityToken === undefined || raw.sts_expiration === undefined) return {};
  return {
    lastSession: { accessKeyId, accessKeySecret, securityToken, expiresAt: raw.sts_expiration * 1000 },
  };
}

function readName(item: unknown, index: number): string {
  const named = v.safeParse(v.object({ name: v.pipe(v.string(), v.trim(), v.nonEmpty()) }), item);
  return named.success ? named.output.name : unnamed(index);
}

function unnamed(index: number): string {
  return l10n.t("(number {0}, without a name)", index + 1);
}
