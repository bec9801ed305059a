import path from "node:path";
import * as l10n from "@vscode/l10n";
import type { Clock } from "../../../core/util/clock";
import type { Disposable } from "../../../core/util/disposable";
import { cloudSsoSession } from "./cloudSso";
import { digest } from "../../common/digest";
import { externalSession } from "./externalCommand";
import { instanceProblem, stsProblem } from "./libraryProblem";
import { OAUTH_SITES, oauthSession } from "./oauth";
import type { Plan } from "./plan";
import { credentialsProblem } from "../../common/credentialsProblem";
import type { Profile, Role } from "./profile";
import { Sessions, type SessionSource } from "./sessions";
import { isFresh, type SigningCredentials } from "./signingCredentials";

/** Carries plans out: takes keys as they stand in the file, and gets sessions for the modes that need one. */
export class ProfileSessions implements Disposable {
  private readonly sessions: Sessions;

  constructor(
    private readonly file: string,
    private readonly clock: Clock,
  ) {
    this.sessions = new Sessions(clock);
  }

  /** The plan has been agreed to. A session is kept until shortly before its end, or until its profile changes. */
  async get(plan: Plan, signal: AbortSignal): Promise<SigningCredentials> {
    const { profile } = plan;
    if (profile.mode === "AK" || profile.mode === "StsToken") return profile.keys;
    if (profile.mode === "CloudSSO" || profile.mode === "OAuth") {
      const { lastSession } = profile;
      if (lastSession !== undefined && isFresh(lastSession, this.clock.now())) return lastSession;
    }
    const source: SessionSource = {
      party: partyOf(profile),
      limitMs: limitOf(plan),
      start: (limited) => this.start(plan, profile, limited),
    };
    return this.sessions.get(await digest(plan), source, signal);
  }

  forget(): void {
    this.sessions.forget();
  }

  dispose(): void {
    this.sessions.dispose();
  }

  private async start(plan: Plan, profile: SessionProfile, signal: AbortSignal): Promise<SigningCredentials> {
    switch (profile.mode) {
      case "RamRoleArn":
        return assume(profile.name, profile.keys, profile.role);
      case "ChainableRamRoleArn":
        if (plan.source === undefined) throw new Error("a plan without its source");
        return assume(profile.name, await this.get(plan.source, signal), profile.role);
      case "OIDC":
        return asStsProblem(profile.name, profile.role, async () =>
          (await import("./library")).assumeRoleWithOidc(profile, profile.role),
        );
      case "EcsRamRole":
        try {
          return await (await import("./library")).instanceRole(profile.roleName);
        } catch (error) {
          throw instanceProblem(error, profile.name, profile.roleName);
        }
      case "CloudSSO":
        return cloudSsoSession(profile, signal);
      case "OAuth":
        return oauthSession(profile, OAUTH_SITES[profile.site], this.file, this.clock.now(), signal);
      case "External":
        return externalSession(
          {
            profileName: profile.name,
            argv: await split(profile.command, profile.name),
            directory: path.dirname(this.file),
          },
          signal,
        );
    }
  }
}

/** A profile whose credentials have to be asked for. */
type SessionProfile = Exclude<Profile, { readonly mode: "AK" | "StsToken" }>;

const REQUEST_LIMIT_MS = 10_000;
/** A command may ask a server of its own; a look-up is given up after the same time. */
const COMMAND_LIMIT_MS = 30_000;

function limitOf({ profile, source }: Plan): number {
  const own = profile.mode === "External" ? COMMAND_LIMIT_MS : REQUEST_LIMIT_MS;
  return source === undefined ? own : own + limitOf(source);
}

function partyOf(profile: SessionProfile): string {
  switch (profile.mode) {
    case "RamRoleArn":
    case "ChainableRamRoleArn":
    case "OIDC":
      return profile.role.stsEndpoint;
    case "CloudSSO":
      return URL.canParse(profile.signInUrl) ? new URL(profile.signInUrl).host : profile.signInUrl;
    case "OAuth":
      return new URL(OAUTH_SITES[profile.site].url).host;
    case "EcsRamRole":
      return l10n.t("The metadata service of ECS");
    case "External":
      return l10n.t('The command of profile "{0}"', profile.name);
  }
}

async function assume(
  profileName: string,
  keys: SigningCredentials,
  role: Role,
): Promise<SigningCredentials> {
  return asStsProblem(profileName, role, async () => (await import("./library")).assumeRole(keys, role));
}

async function asStsProblem(
  profileName: string,
  role: Role,
  ask: () => Promise<SigningCredentials>,
): Promise<SigningCredentials> {
  try {
    return await ask();
  } catch (error) {
    throw stsProblem(error, {
      profileName,
      roleArn: role.arn,
      endpoint: role.stsEndpoint,
      limitMs: REQUEST_LIMIT_MS,
    });
  }
}

async function split(command: string, profileName: string): Promise<readonly string[]> {
  const { splitProcessCommand } = await import("./library");
  try {
    return splitProcessCommand(command);
  } catch {
    throw credentialsProblem(
      "CommandInvalid",
      l10n.t(
        'The command of profile "{0}" has an open quotation mark or nothing to run. Correct "process_command".',
        profileName,
      ),
    );
  }
}
