import * as v from "valibot";
import { besideSignIn, postForTokens } from "./post";
import type { CloudSsoProfile } from "./profile";
import type { SigningCredentials } from "./signingCredentials";

/**
 * Trades a CloudSSO sign-in for a session, without writing anything.
 * Not through @alicloud/credentials: its 2.4.7 sends the request without a body, so the account and the access
 * configuration never arrive.
 */
export async function cloudSsoSession(
  profile: CloudSsoProfile & { readonly name: string },
  signal: AbortSignal,
): Promise<SigningCredentials> {
  const { CloudCredential: session } = await postForTokens(
    {
      url: besideSignIn(profile.signInUrl, "/cloud-credentials", profile.name),
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        authorization: `Bearer ${profile.accessToken}`,
      },
      body: JSON.stringify({ AccountId: profile.accountId, AccessConfigurationId: profile.accessConfig }),
      profileName: profile.name,
    },
    answerSchema,
    signal,
  );
  return {
    accessKeyId: session.AccessKeyId,
    accessKeySecret: session.AccessKeySecret,
    securityToken: session.SecurityToken,
    expiresAt: Date.parse(session.Expiration),
  };
}

const filled = v.pipe(v.string(), v.nonEmpty());
const answerSchema = v.object({
  CloudCredential: v.object({
    AccessKeyId: filled,
    AccessKeySecret: filled,
    SecurityToken: filled,
    Expiration: v.pipe(v.string(), v.isoTimestamp()),
  }),
});
