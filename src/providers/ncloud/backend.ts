import type { InventoryPage } from "../../core/inventory/inventoryPage";
import type { Account } from "../../core/usage/account";
import { UsageError } from "../../core/usage/errors";
import type { KeyRef, KnownKey } from "../../core/usage/key";
import type { KeyUsage } from "../../core/usage/keyUsage";
import type {
  AccountCheck,
  DetailPage,
  DetailRequest,
  LookUpAnswer,
  LookUpRequest,
  ProfileList,
} from "../../core/usage/provider";
import type { Clock } from "../../core/util/clock";
import type { Disposable } from "../../core/util/disposable";
import type { NcloudCredentials } from "./credentials/ncloudCredentials";
import { listAllKeys } from "./inventory/listAllKeys";
import { ActivityLog } from "./kms/activityLog";
import { KmsKeyList } from "./kms/kmsKeyList";
import { KmsKeys } from "./kms/kmsKeys";
import type { NcloudApi } from "./ncloudApi";
import { AccessKeys } from "./subAccounts/accessKeys";
import { KeyOwners } from "./subAccounts/keyOwners";

export interface BackendParts {
  readonly api: NcloudApi;
  readonly credentials: NcloudCredentials;
  readonly clock: Clock;
}

/** The part of the provider that talks to NAVER Cloud and reads credentials; loaded when it is first needed. */
export class NcloudBackend implements Disposable {
  private readonly keyList: KmsKeyList;
  private readonly owners: KeyOwners;
  private readonly kmsKeys: KmsKeys;
  private readonly accessKeys: AccessKeys;

  constructor(private readonly parts: BackendParts) {
    const { api, clock } = parts;
    this.keyList = new KmsKeyList(api, clock);
    this.owners = new KeyOwners(api, clock);
    this.kmsKeys = new KmsKeys({ api, keyList: this.keyList, log: new ActivityLog(api), clock });
    this.accessKeys = new AccessKeys({ api, owners: this.owners, clock });
  }

  async lookUp(request: LookUpRequest, signal: AbortSignal): Promise<LookUpAnswer> {
    const { key, account } = request;
    switch (key.kind) {
      case "kms-key":
        return this.kmsKeys.lookUp(request, signal);
      case "access-key":
        return { usage: await this.accessKeys.lookUp(key, account, signal) };
      case "temporary-key":
        throw new Error("NAVER Cloud has no IDs that tell a temporary key from others.");
    }
  }

  async lookUpDetail(request: DetailRequest, signal: AbortSignal): Promise<DetailPage> {
    if (request.key.kind !== "kms-key" || request.kind !== "activity")
      throw new Error("Only KMS keys have records of their own, and these are one list.");
    return this.kmsKeys.lookUpDetail(request, signal);
  }

  listKeys(account: Account, signal: AbortSignal): Promise<readonly KnownKey[]> {
    return this.keyList.list(account, signal);
  }

  inventory(account: Account, signal: AbortSignal): AsyncIterable<InventoryPage> {
    const { keyList, owners, accessKeys } = this;
    return listAllKeys({ keyList, owners, accessKeys }, account, signal);
  }

  changedAccounts(accounts: readonly Account[]): Promise<readonly Account[]> {
    return this.parts.credentials.changedAccounts(accounts);
  }

  checkAccount(account: Account): Promise<AccountCheck> {
    return this.parts.credentials.check(account);
  }

  /** Every key may ask whose it is; that says nothing of what it may ask about others. One kind of keys is enough. */
  async tryAccount(account: Account, signal: AbortSignal): Promise<KeyUsage | undefined> {
    const caller = await this.accessKeys.callerOf(account, signal);
    const id = await this.parts.api.signerOf(account, signal);
    const key: KeyRef = { provider: "ncloud", kind: "access-key", id };
    const own = await this.accessKeys.lookUpOwn(key, account, caller, signal).catch((error: unknown) => {
      if (error instanceof UsageError && saysLittleOfItself(error)) return error;
      throw error;
    });
    const isDenied = own instanceof UsageError && own.kind === "denied";
    const kinds = await Promise.allSettled([
      isDenied ? Promise.reject(own) : this.owners.tryList(account, signal),
      this.keyList.list(account, signal),
    ]);
    if (kinds.every(({ status }) => status === "rejected")) throw moreHopeful(kinds);
    return own instanceof UsageError ? undefined : own;
  }

  listProfiles(): Promise<ProfileList> {
    return this.parts.credentials.listProfiles();
  }

  dispose(): void {
    this.keyList.dispose();
    this.owners.dispose();
  }
}

/** A key whose own last use is not to be had may still ask about others. */
function saysLittleOfItself({ kind, code }: UsageError): boolean {
  return kind === "untracked" || kind === "denied" || NOT_OF_ITSELF.has(code);
}

const NOT_OF_ITSELF: ReadonlySet<string> = new Set(["AmbiguousKey", "KeyNotInSummary", "UseWithoutTime"]);

/** Of the reasons why neither kind of keys may be asked about, the one that may pass by itself. */
function moreHopeful(kinds: readonly PromiseSettledResult<unknown>[]): unknown {
  const reasons = kinds.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  return reasons.find((reason) => !(reason instanceof UsageError && reason.kind === "denied")) ?? reasons[0];
}
