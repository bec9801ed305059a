import * as v from "valibot";
import { saveOAuth, type OAuthTokens } from "./cliFileWriter";
import { besideSignIn, postForTokens } from "./post";
import type { OAuthProfile } from "./profile";
import type { SigningCredentials } from "./signingCredentials";

/** Where a site of Alibaba Cloud renews sign-ins, and as which application the `aliyun` command does it. */
export interface OAuthSite {
  readonly url: string;
  readonly clientId: string;
}

/** The two sites; application IDs are public, they identify the `aliyun` command and not its user. */
export const OAUTH_SITES: Readonly<Record<OAuthProfile["site"], OAuthSite>> = {
  CN: { url: "https://oauth.aliyun.com", clientId: "4038181954557748008" },
  INTL: { url: "https://oauth.alibabacloud.com", clientId: "4103531455503354461" },
};

/**
 * Renews the sign-in if need be, trades it for a session, and writes both to the file. Only after the user agreed.
 * A renewed sign-in is saved before it is used: the old one is void from then on, and losing the new one would sign
 * the user out of the `aliyun` command. @alicloud/credentials saves only in the end, and not atomically.
 */
export async function oauthSession(
  profile: OAuthProfile & { readonly name: string },
  site: OAuthSite,
  file: string,
  now: number,
  signal: AbortSignal,
): Promise<SigningCredentials> {
  const accessToken = await currentAccessToken(profile, site, file, now, signal);
  const session = await postForTokens(
    {
      url: besideSignIn(site.url, "/v1/exchange", profile.name),
      headers: { "content-type": "application/json", authorization: `Bearer ${accessToken}` },
      profileName: profile.name,
    },
    sessionSchema,
    signal,
  );
  const expiresAt = Date.parse(session.expiration);
  await saveOAuth(file, profile.name, {
    access_key_id: session.accessKeyId,
    access_key_secret: session.accessKeySecret,
    sts_token: session.securityToken,
    sts_expiration: Math.floor(expiresAt / 1000),
  });
  return {
    accessKeyId: session.accessKeyId,
    accessKeySecret: session.accessKeySecret,
    securityToken: session.securityToken,
    expiresAt,
  };
}

async function currentAccessToken(
  profile: OAuthProfile & { readonly name: string },
  site: OAuthSite,
  file: string,
  now: number,
  signal: AbortSignal,
): Promise<string> {
  const { accessToken, accessTokenExpiresAt, refreshToken } = profile;
  const lasts = accessTokenExpiresAt !== undefined && accessTokenExpiresAt - now > RENEW_BEFORE_MS;
  if (accessToken !== undefined && (lasts || refreshToken === undefined)) return accessToken;
  const renewed = await postForTokens(
    {
      url: besideSignIn(site.url, "/v1/token", profile.name),
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        grant_type: "refresh_token",
        refresh_token: refreshToken ?? "",
        client_id: site.clientId,
        Timestamp: new Date(now).toISOString().replace(/\.\d+Z$/, "Z"),
      }).toString(),
      profileName: profile.name,
    },
    tokenSchema,
    signal,
  );
  const tokens: OAuthTokens = {
    oauth_access_token: renewed.access_token,
    oauth_refresh_token: renewed.refresh_token,
    oauth_access_token_expire: Math.floor(now / 1000) + renewed.expires_in,
  };
  await saveOAuth(file, profile.name, tokens);
  return renewed.access_token;
}

/** As long before its end as the `aliyun` command and the SDKs renew it. */
const RENEW_BEFORE_MS = 20 * 60_000;

const filled = v.pipe(v.string(), v.nonEmpty());
const tokenSchema = v.object({
  access_token: filled,
  refresh_token: filled,
  expires_in: v.optional(v.number(), 3600),
});
const sessionSchema = v.object({
  accessKeyId: filled,
  accessKeySecret: filled,
  securityToken: filled,
  expiration: v.pipe(v.string(), v.isoTimestamp()),
});
