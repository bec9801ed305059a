import * as l10n from "@vscode/l10n";
import type { Account } from "../../../core/usage/account";
import { UsageError } from "../../../core/usage/errors";
import type { AccountCheck, ProfileCheck, ProfileList } from "../../../core/usage/provider";
import type { Clock } from "../../../core/util/clock";
import type { Disposable } from "../../../core/util/disposable";
import type { ConfigFile } from "../../common/configFile";
import { credentialsProblem } from "../../common/credentialsProblem";
import { fromStore, type StoredSecrets } from "../../common/storedSecrets";
import { cliFile, type CliProfiles } from "./cliFile";
import { consentFor } from "./consent";
import { fromEnvironment } from "./environment";
import { obstacle, type Environment } from "./obstacle";
import { planFor, type Planned } from "./plan";
import { cancelled } from "./problems";
import { parseProfiles, type ProfileEntry } from "./profile";
import { ProfileChanges } from "../../common/profileChanges";
import { ProfileSessions } from "./profileSessions";
import type { SigningCredentials } from "./signingCredentials";

/** What the user has agreed to, by the `id` of the question. */
export interface Consents {
  has(id: string): boolean;
}

export interface AlibabaCredentialsDeps {
  /** Asked each time, because a test or a reload may change it. */
  readonly env: () => Environment;
  /** The configuration file of the `aliyun` command; never from a setting, see `configPath`. */
  readonly configPath: string;
  readonly stored: StoredSecrets;
  readonly consents: Consents;
  readonly clock: Clock;
}

/** Finds what an Alibaba account's requests are signed with. */
export class AlibabaCredentials implements Disposable {
  private readonly file: ConfigFile<CliProfiles>;
  private readonly sessions: ProfileSessions;
  private readonly changes = new ProfileChanges();

  constructor(private readonly deps: AlibabaCredentialsDeps) {
    this.file = cliFile(deps.configPath, deps.clock);
    this.sessions = new ProfileSessions(deps.configPath, deps.clock);
  }

  /** Rejects with `UsageError` only, and soon after `signal` aborts. */
  async resolve(account: Account, signal: AbortSignal): Promise<SigningCredentials> {
    try {
      if (signal.aborted) throw cancelled(signal);
      return await this.find(account, signal);
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

  /** Whether `resolve` could start; reads only what is on this machine, and writes, runs and sends nothing. */
  async check(account: Account): Promise<AccountCheck> {
    try {
      const { credentials: source } = account;
      switch (source.kind) {
        case "environment":
          fromEnvironment(this.deps.env());
          return { state: "ready" };
        case "stored":
          await fromStore(this.deps.stored, account.name);
          return { state: "ready" };
        case "profile":
          return await this.checkPlan(await this.plan(source.name));
      }
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return { state: "broken", reason: error.message };
    }
  }

  /** Every profile of the `aliyun` command with its state, in the order of the file. Never rejects. */
  async listProfiles(): Promise<ProfileList> {
    const { path: file } = this.file;
    const contents = await this.file.read();
    if (contents.state !== "ok") return { ...contents, file, profiles: [] };
    const entries = parseProfiles(contents.profiles);
    const checks = entries.map((entry) => this.checkEntry(entry, entries));
    return { state: "ok", file, profiles: await Promise.all(checks) };
  }

  /** Which of these may sign as somebody else since they last signed; to be called when the file has changed. */
  async changedAccounts(accounts: readonly Account[]): Promise<readonly Account[]> {
    return this.changes.changedAccounts(accounts, (name) => this.plan(name));
  }

  /** The next request asks for new sessions, for when the cloud has refused one. */
  forgetSessions(): void {
    this.sessions.forget();
  }

  dispose(): void {
    this.sessions.dispose();
  }

  private async find(account: Account, signal: AbortSignal): Promise<SigningCredentials> {
    const { credentials: source } = account;
    switch (source.kind) {
      case "environment":
        return fromEnvironment(this.deps.env());
      case "stored":
        return fromStore(this.deps.stored, account.name);
      case "profile": {
        const planned = await this.plan(source.name);
        await this.changes.use(source.name, planned);
        const check = await this.checkPlan(planned);
        if (check.state === "broken" || planned.state === "broken") {
          const reason = check.state === "broken" ? check.reason : "";
          throw credentialsProblem("ProfileBroken", reason);
        }
        if (check.state === "needs-consent") throw consentMissing(source.name);
        return this.sessions.get(planned.plan, signal);
      }
    }
  }

  private async plan(name: string): Promise<Planned> {
    const { path: file } = this.file;
    const contents = await this.file.read();
    switch (contents.state) {
      case "ok":
        return planFor(name, parseProfiles(contents.profiles), file);
      case "missing":
        return {
          state: "broken",
          reason: l10n.t(
            'There is no {1}, so no profile "{0}". Run "aliyun configure --profile {0}" to create it.',
            name,
            file,
          ),
        };
      case "unreadable":
      case "broken":
        return { state: "broken", reason: contents.reason };
    }
  }

  private async checkPlan(planned: Planned): Promise<AccountCheck> {
    if (planned.state === "broken") return planned;
    const now = this.deps.clock.now();
    const reason = await obstacle(planned.plan, this.deps.env(), now);
    if (reason !== undefined) return { state: "broken", reason };
    const consent = await consentFor(planned.plan, this.file.path, now);
    if (consent === undefined || this.deps.consents.has(consent.id)) return { state: "ready" };
    return { state: "needs-consent", consent };
  }

  private async checkEntry(entry: ProfileEntry, entries: readonly ProfileEntry[]): Promise<ProfileCheck> {
    const check =
      entry.state === "broken"
        ? { state: entry.state, reason: entry.reason }
        : await this.checkPlan(planFor(entry.name, entries, this.file.path));
    return {
      ...check,
      name: entry.name,
      ...(entry.mode !== undefined && { mode: entry.mode }),
      ...(entry.region !== undefined && { region: entry.region }),
      ...keyIn(entry),
    };
  }
}

/** The long-term key of a profile; sessions end by themselves and are nobody's to look after. */
function keyIn(entry: ProfileEntry): Pick<ProfileCheck, "keyId"> {
  if (entry.state !== "ok") return {};
  const { profile } = entry;
  return profile.mode === "AK" || profile.mode === "RamRoleArn" ? { keyId: profile.keys.accessKeyId } : {};
}

function consentMissing(profileName: string): UsageError {
  return new UsageError(
    "consent",
    l10n.t(
      'Getting the credentials of profile "{0}" runs a command or writes a file, and you have not agreed to that. Choose the profile again in "KeyTrail: Add Account…" to see what it would do.',
      profileName,
    ),
    { code: "ConsentNeeded" },
  );
}
