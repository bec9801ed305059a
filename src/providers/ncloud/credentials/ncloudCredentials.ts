import * as l10n from "@vscode/l10n";
import type { Account } from "../../../core/usage/account";
import { UsageError } from "../../../core/usage/errors";
import type { AccountCheck, ProfileList } from "../../../core/usage/provider";
import type { Clock } from "../../../core/util/clock";
import { present } from "../../../core/util/present";
import type { ConfigFile } from "../../common/configFile";
import { credentialsProblem } from "../../common/credentialsProblem";
import { ProfileChanges } from "../../common/profileChanges";
import { fromStore, type StoredSecrets } from "../../common/storedSecrets";
import {
  configureFile,
  DEFAULT_PROFILE,
  ID_FIELD,
  SECRET_FIELD,
  type ConfigureProfile,
  type ConfigureProfiles,
} from "./configureFile";
import { fromEnvironment, type Environment } from "./environment";
import type { SigningCredentials } from "./signingCredentials";

export interface NcloudCredentialsDeps {
  /** Asked each time, because a test or a reload may change it. */
  readonly env: () => Environment;
  /** The configuration file of NAVER Cloud's command and SDKs; never from a setting, see `configPath`. */
  readonly configPath: string;
  readonly stored: StoredSecrets;
  readonly clock: Clock;
}

/** Finds what an account's requests are signed with. Never a token: one cannot be revoked, and none is needed. */
export class NcloudCredentials {
  private readonly file: ConfigFile<ConfigureProfiles>;
  private readonly changes = new ProfileChanges();

  constructor(private readonly deps: NcloudCredentialsDeps) {
    this.file = configureFile(deps.configPath, deps.clock);
  }

  /** Rejects with `UsageError` only. */
  async resolve(account: Account): Promise<SigningCredentials> {
    try {
      return await this.find(account);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      // Nobody expects this one, so nobody knows what it quotes: it goes no further.
      throw credentialsProblem(
        "CredentialsUnavailable",
        l10n.t(
          'The credentials of the account "{0}" cannot be read. Run "KeyTrail: Add Account…" to set it up again.',
          account.name,
        ),
      );
    }
  }

  /** Whether `resolve` would succeed. */
  async check(account: Account): Promise<AccountCheck> {
    try {
      await this.resolve(account);
      return { state: "ready" };
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return { state: "broken", reason: error.message };
    }
  }

  /** Every profile of the file with its state, in the order of the file. Never rejects. */
  async listProfiles(): Promise<ProfileList> {
    const { path: file } = this.file;
    const contents = await this.file.read();
    if (contents.state !== "ok") return { ...contents, file, profiles: [] };
    const profiles = contents.profiles.map((profile) => {
      const reason = lackOf(profile, file);
      const { name, accessKeyId: keyId } = profile;
      return reason === undefined
        ? { name, state: "ready" as const, ...present({ keyId }) }
        : { name, state: "broken" as const, reason };
    });
    return { state: "ok", file, profiles };
  }

  /** Which of these accounts may sign as somebody else since they last signed. */
  async changedAccounts(accounts: readonly Account[]): Promise<readonly Account[]> {
    const contents = await this.file.read();
    const profiles = contents.state === "ok" ? contents.profiles : [];
    return this.changes.changedAccounts(accounts, (name) => profileNamed(name, profiles) ?? "absent");
  }

  private async find({ name, credentials: source }: Account): Promise<SigningCredentials> {
    switch (source.kind) {
      case "environment":
        return fromEnvironment(this.deps.env());
      case "stored": {
        const { accessKeyId, accessKeySecret } = await fromStore(this.deps.stored, name);
        return { accessKeyId, accessKeySecret };
      }
      case "profile":
        return this.fromProfile(source.name);
    }
  }

  private async fromProfile(name: string): Promise<SigningCredentials> {
    const { path: file } = this.file;
    const contents = await this.file.read();
    switch (contents.state) {
      case "missing":
        throw credentialsProblem(
          "ProfileMissing",
          l10n.t(
            'There is no {1}, so no profile "{0}". Create the file with "{2}" and "{3}" under [{0}].',
            name,
            file,
            ID_FIELD,
            SECRET_FIELD,
          ),
        );
      case "unreadable":
      case "broken":
        throw credentialsProblem("ProfileBroken", contents.reason);
      case "ok": {
        const profile = profileNamed(name, contents.profiles);
        if (!profile) throw noSuchProfile(name, file);
        await this.changes.use(name, profile);
        return keysOf(profile, file);
      }
    }
  }
}

function profileNamed(name: string, profiles: readonly ConfigureProfile[]): ConfigureProfile | undefined {
  const exact = profiles.find((profile) => profile.name === name);
  if (exact) return exact;
  // The one name that people write both ways, as it need not stand in the file at all.
  const isDefault = (text: string): boolean => text.toUpperCase() === DEFAULT_PROFILE;
  return isDefault(name) ? profiles.find((profile) => isDefault(profile.name)) : undefined;
}

function noSuchProfile(name: string, file: string): UsageError {
  return credentialsProblem(
    "ProfileMissing",
    l10n.t('{1} has no profile "{0}". Add it there, or choose another profile for the account.', name, file),
  );
}

function keysOf(profile: ConfigureProfile, file: string): SigningCredentials {
  const { accessKeyId, accessKeySecret } = profile;
  if (accessKeyId === undefined || accessKeySecret === undefined)
    throw credentialsProblem("ProfileBroken", lackOf(profile, file) ?? "");
  return { accessKeyId, accessKeySecret };
}

/** The first field that the profile lacks, in a sentence. */
function lackOf({ name, accessKeyId, accessKeySecret }: ConfigureProfile, file: string): string | undefined {
  const field =
    accessKeyId === undefined ? ID_FIELD : accessKeySecret === undefined ? SECRET_FIELD : undefined;
  return field === undefined
    ? undefined
    : l10n.t('Profile "{0}" in {2} has no "{1}". Open the file and add it.', name, field, file);
}
