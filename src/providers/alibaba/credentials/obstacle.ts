import { constants } from "node:fs";
import { access } from "node:fs/promises";
import * as l10n from "@vscode/l10n";
import { systemCode } from "../../common/credentialsProblem";
import type { Plan } from "./plan";
import { isFresh } from "./signingCredentials";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Why a complete plan cannot be carried out now, as far as a look at this machine tells, in a sentence. */
export async function obstacle(plan: Plan, env: Environment, now: number): Promise<string | undefined> {
  if (plan.source !== undefined) return obstacle(plan.source, env, now);
  const { profile } = plan;
  switch (profile.mode) {
    case "OIDC":
      try {
        await access(profile.tokenFile, constants.R_OK);
        return undefined;
      } catch (error) {
        return l10n.t(
          'The token file of profile "{0}" cannot be read: {1} ({2}). Correct "oidc_token_file" or create the file.',
          profile.name,
          profile.tokenFile,
          systemCode(error) ?? "unknown",
        );
      }
    case "CloudSSO": {
      const lasts = profile.lastSession !== undefined && isFresh(profile.lastSession, now);
      return lasts || profile.accessTokenExpiresAt > now ? undefined : signInEnded(profile.name);
    }
    case "OAuth": {
      const lasts = profile.lastSession !== undefined && isFresh(profile.lastSession, now);
      const signedIn = profile.refreshToken !== undefined || (profile.accessTokenExpiresAt ?? 0) > now;
      return lasts || signedIn ? undefined : signInEnded(profile.name);
    }
    case "EcsRamRole":
      return isOn(env["ALIBABA_CLOUD_ECS_METADATA_DISABLED"])
        ? switchedOff(profile.name, "ALIBABA_CLOUD_ECS_METADATA_DISABLED")
        : undefined;
    case "External":
      return isOn(env["ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS"])
        ? switchedOff(profile.name, "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS")
        : undefined;
    case "AK":
    case "StsToken":
    case "RamRoleArn":
    case "ChainableRamRoleArn":
      return undefined;
  }
}

function signInEnded(name: string): string {
  return l10n.t(
    'The sign-in of profile "{0}" has expired. Run "aliyun configure --profile {0}" to sign in again.',
    name,
  );
}

function switchedOff(name: string, variable: string): string {
  return l10n.t(
    'Profile "{0}" cannot be used because the environment variable {1} forbids it.',
    name,
    variable,
  );
}

function isOn(value: string | undefined): boolean {
  return value === "1" || value?.toLowerCase() === "true";
}
