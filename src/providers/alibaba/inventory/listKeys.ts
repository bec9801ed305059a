import * as l10n from "@vscode/l10n";
import type { InventoryGap, InventoryPage, OwnerKeys } from "../../../core/inventory/inventoryPage";
import type { Account } from "../../../core/usage/account";
import { UsageError } from "../../../core/usage/errors";
import type { Identity } from "../../../core/usage/keyUsage";
import { Channel, channelled, forEachInFlight } from "../../../core/util/channel";
import type { OpenApi } from "../openApi";
import { Directory } from "./directory";
import type { RamUser } from "./schema";
import { toCaller, toOwner, toOwnerKeys } from "./toOwnerKeys";

/** Enough to keep a lane of 20 calls a second busy while each answer takes a second and a half. */
const IN_FLIGHT = 30;
/** After so many refusals and not one answer, the other users are not asked about. */
const MOST_REFUSALS = 10;

/** Lists all keys that the account may see: those of every RAM user, or else its own. */
export function listKeys(
  api: OpenApi,
  account: Account,
  signal: AbortSignal,
): AsyncGenerator<InventoryPage, void, undefined> {
  return channelled(
    (push, own) => new Listing(account, new Directory(api, account, own), push).run(),
    signal,
  );
}

class Listing {
  private caller: Identity | undefined;
  private done = 0;
  private total: number | undefined;
  private answered = 0;
  /** Users whose keys could not be listed, and why not in the case of the first. */
  private readonly failed: UsageError[] = [];
  private readonly withDisabled: OwnerKeys[] = [];

  constructor(
    private readonly account: Account,
    private readonly directory: Directory,
    private readonly push: (page: InventoryPage) => void,
  ) {}

  async run(): Promise<void> {
    this.caller = await this.findCaller();
    if (this.caller) this.push({ caller: this.caller });
    const isRoot = this.caller?.type === "root-account";
    if (isRoot) await this.listOwn();
    const refusal = await this.listUsers();
    if (refusal && !isRoot) await this.listOwn(refusal);
    const [first] = this.failed;
    if (first && !refusal) this.push({ gaps: [keysOfSomeMissing(this.failed.length, first)] });
    if (refusal && isRoot) this.push({ gaps: [onlyOwnKeys(this.account, refusal)] });
    if (!isRoot && !refusal) this.push({ gaps: [rootKeysHidden()] });
    await this.addTimesOfChange();
  }

  /** An account that cannot sign cannot list either; whatever else STS says, RAM may answer all the same. */
  private async findCaller(): Promise<Identity | undefined> {
    try {
      return toCaller(await this.directory.caller());
    } catch (error) {
      if (error instanceof UsageError && GOES_ON.has(error.kind)) return undefined;
      throw error;
    }
  }

  /** Resolves with the reason when not one user's keys could be listed. */
  private async listUsers(): Promise<UsageError | undefined> {
    const users = new Channel<RamUser>();
    // Ahead of the keys, so that it is soon known how many users there are.
    const paging = this.pageUsers(users);
    // It is heard of below; until then a failure must not count as unhandled.
    paging.catch(() => undefined);
    await forEachInFlight(users, IN_FLIGHT, (user) => this.listKeysOf(user));
    const cut = await paging;
    if (this.answered === 0) return cut ?? this.failed[0];
    if (cut) this.push({ gaps: [usersCutOff(this.account, cut)] });
    return undefined;
  }

  /** Resolves with what ended the list of users before its end, if anything. */
  private async pageUsers(users: Channel<RamUser>): Promise<UsageError | undefined> {
    let count = 0;
    try {
      for await (const page of this.directory.ramUsers()) {
        for (const user of page.users) users.push(user);
        count += page.users.length;
        if (page.isCut) this.push({ gaps: [usersCutOff(this.account, undefined)] });
      }
      this.total = count;
      this.push({ progress: this.progress() });
      return undefined;
    } catch (error) {
      if (error instanceof UsageError && GOES_ON.has(error.kind)) return error;
      throw error;
    } finally {
      users.end();
    }
  }

  private async listKeysOf(user: RamUser): Promise<void> {
    if (this.answered === 0 && this.failed.length >= MOST_REFUSALS) return;
    let owners: readonly OwnerKeys[] = [];
    try {
      const rows = await this.directory.ramKeys(user.UserName);
      this.answered++;
      const owner = toOwnerKeys(toOwner(user, this.caller), rows);
      if (owner.keys.length > 0) owners = [owner];
      if (owner.keys.some(({ info }) => info.state === "inactive")) this.withDisabled.push(owner);
    } catch (error) {
      if (!(error instanceof UsageError) || error.kind === "cancelled") throw error;
      // A user who was deleted meanwhile has no keys.
      if (error.kind === "not-found") this.answered++;
      else this.failed.push(error);
    }
    this.done++;
    this.push({ owners, progress: this.progress() });
  }

  /** The caller's own keys; a refusal of the others is why these are all. */
  private async listOwn(refusal?: UsageError): Promise<void> {
    try {
      const rows = await this.directory.ramKeys();
      this.push({ owners: [toOwnerKeys(this.caller ?? {}, rows)] });
      if (refusal) this.push({ gaps: [onlyOwnKeys(this.account, refusal)] });
    } catch (error) {
      if (!(error instanceof UsageError) || error.kind === "cancelled") throw error;
      // Neither the others' keys nor its own: there is nothing to show.
      throw refusal ?? error;
    }
  }

  /** IMS alone tells when a key was disabled. A nicety: where it is refused, the time is simply not known. */
  private async addTimesOfChange(): Promise<void> {
    const wanted = new Map(this.withDisabled.map((owner) => [owner.owner.id ?? "", owner]));
    wanted.delete("");
    try {
      for await (const { users } of wanted.size > 0 ? this.directory.imsUsers() : []) {
        for (const { UserId, UserPrincipalName } of users) {
          const owner = wanted.get(UserId ?? "");
          if (!owner || UserPrincipalName === undefined) continue;
          const rows = await this.directory.imsKeys(UserPrincipalName);
          this.push({ owners: [toOwnerKeys(owner.owner, rows)] });
          wanted.delete(UserId ?? "");
        }
        if (wanted.size === 0) return;
      }
    } catch (error) {
      if (!(error instanceof UsageError) || error.kind === "cancelled") throw error;
    }
  }

  private progress() {
    return { done: this.done, ...(this.total !== undefined && { total: this.total }) };
  }
}

/** What one product says or fails to say, while another may answer. */
const GOES_ON: ReadonlySet<string> = new Set([
  "denied",
  "not-found",
  "invalid",
  "network",
  "timeout",
  "server",
  "throttled",
  "unreadable",
]);

function onlyOwnKeys({ name }: Account, refusal: UsageError): InventoryGap {
  const message =
    refusal.kind === "denied"
      ? l10n.t("Account {0} may not list the keys of all users, so only its own keys are here.", name)
      : l10n.t("The users of account {0} could not be listed, so only its own keys are here.", name);
  return { message, problem: refusal.toProblem() };
}

function usersCutOff({ name }: Account, refusal: UsageError | undefined): InventoryGap {
  const message = l10n.t("The list of users of account {0} was cut off, so keys are missing here.", name);
  return { message, ...(refusal && { problem: refusal.toProblem() }) };
}

function keysOfSomeMissing(count: number, first: UsageError): InventoryGap {
  const message =
    count === 1
      ? l10n.t("The keys of one user could not be listed.")
      : l10n.t("The keys of {0} users could not be listed.", count);
  return { message, problem: first.toProblem() };
}

function rootKeysHidden(): InventoryGap {
  const message = l10n.t(
    "The root account's own keys are not here: Alibaba Cloud lists them to nobody but the root account.",
  );
  return { message, byNature: true };
}
