import * as l10n from "@vscode/l10n";
import type {
  InventoryGap,
  InventoryKey,
  InventoryPage,
  InventoryProgress,
} from "../../../core/inventory/inventoryPage";
import type { Account } from "../../../core/usage/account";
import { UsageError } from "../../../core/usage/errors";
import type { Identity } from "../../../core/usage/keyUsage";
import { present } from "../../../core/util/present";
import { Channel, channelled, forEachInFlight } from "../../../core/util/channel";
import type { KmsKeyList } from "../kms/kmsKeyList";
import type { KeyRow } from "../kms/schema";
import { toKeyInfo } from "../kms/toUsage";
import type { AccessKeys } from "../subAccounts/accessKeys";
import { FRESH_MS } from "../sharedLoads";
import type { KeyOwners } from "../subAccounts/keyOwners";
import { isMasked } from "../subAccounts/maskedId";
import type { AccessKeyRow, Caller, SubAccount } from "../subAccounts/schema";

export interface ListingParts {
  readonly keyList: KmsKeyList;
  readonly owners: KeyOwners;
  readonly accessKeys: AccessKeys;
}

/** Enough to keep a lane of 20 calls a second busy while each answer takes a second and a half. */
const IN_FLIGHT = 30;
/** After so many refusals and not one answer, the other sub accounts are not asked about. */
const MOST_REFUSALS = 10;

/** Lists the account's KMS keys, and the access keys of its sub accounts, or else the caller's own. */
export function listAllKeys(
  parts: ListingParts,
  account: Account,
  signal: AbortSignal,
): AsyncGenerator<InventoryPage, void, undefined> {
  return channelled((push, own) => new Listing(parts, account, own, push).run(), signal);
}

class Listing {
  private done = 0;
  private total: number | undefined;
  private answered = 0;
  private masked = 0;
  private readonly failed: UsageError[] = [];

  constructor(
    private readonly parts: ListingParts,
    private readonly account: Account,
    private readonly signal: AbortSignal,
    private readonly push: (page: InventoryPage) => void,
  ) {}

  async run(): Promise<void> {
    const caller = await this.orElse(() => this.parts.accessKeys.callerOf(this.account, this.signal));
    const known = caller instanceof UsageError ? undefined : caller;
    if (known) this.push({ caller: toIdentity(known) });
    const kmsFailure = await this.listKmsKeys();
    const refusal = await this.listSubAccounts();
    const own = refusal && (await this.listOwn(known, refusal));
    // Neither kind of key could be listed: there is nothing to show.
    if (refusal && !own && kmsFailure) throw kmsFailure.kind === "denied" ? refusal : kmsFailure;
    const [first] = this.failed;
    if (first && !refusal) this.push({ gaps: [keysOfSomeMissing(this.failed.length, first)] });
    if (this.masked > 0) this.push({ gaps: [hiddenIds(this.masked)] });
    this.push({ gaps: [mainKeysHidden()] });
  }

  /** Resolves with the reason when not one host shows its keys. */
  private async listKmsKeys(): Promise<UsageError | undefined> {
    const { rows, failures } = await this.parts.keyList.rows(this.account, this.signal, FRESH_MS);
    const keys = rows.map(toKmsKey);
    if (keys.length > 0) this.push({ owners: [{ owner: { type: "main-account" }, keys }] });
    const [first] = failures;
    if (first) this.push({ gaps: [kmsKeysMissing(this.account, first.error)] });
    return keys.length === 0 ? first?.error : undefined;
  }

  /** Resolves with the reason when not one sub account's keys could be listed. */
  private async listSubAccounts(): Promise<UsageError | undefined> {
    const subAccounts = new Channel<SubAccount>();
    const paging = this.pageSubAccounts(subAccounts);
    // It is heard of below; until then a failure must not count as unhandled.
    paging.catch(() => undefined);
    await forEachInFlight(subAccounts, IN_FLIGHT, (one) => this.listKeysOf(one));
    const cut = await paging;
    if (this.answered === 0) return cut ?? this.failed[0];
    if (cut) this.push({ gaps: [subAccountsCutOff(this.account, cut)] });
    return undefined;
  }

  private async pageSubAccounts(subAccounts: Channel<SubAccount>): Promise<UsageError | undefined> {
    const { owners } = this.parts;
    try {
      for await (const page of owners.subAccounts(this.account, this.signal)) {
        for (const one of page.rows) subAccounts.push(one);
        this.total = page.total;
      }
      this.push({ progress: this.progress() });
      return undefined;
    } catch (error) {
      if (error instanceof UsageError && goesOn(error)) return error;
      throw error;
    } finally {
      subAccounts.end();
    }
  }

  private async listKeysOf({ subaccountid: id, loginid, name }: SubAccount): Promise<void> {
    if (this.answered === 0 && this.failed.length >= MOST_REFUSALS) return;
    const owner: Identity = { type: "sub-account", ...present({ name: loginid ?? name }), id };
    let keys: readonly InventoryKey[] = [];
    const rows = await this.orElse(() => this.parts.owners.keysOf(this.account, id, this.signal));
    if (!(rows instanceof UsageError)) {
      this.answered++;
      keys = this.toKeys(rows);
    } else if (rows.kind === "not-found") {
      // One that was deleted meanwhile has no keys.
      this.answered++;
    } else this.failed.push(rows);
    this.done++;
    this.push({
      owners: keys.length > 0 ? [{ owner, keys }] : [],
      progress: this.progress(),
    });
  }

  /** The caller's own keys; resolves with whether there are any to show. */
  private async listOwn(caller: Caller | undefined, refusal: UsageError): Promise<boolean> {
    const id = caller?.usertype?.toLowerCase() === "sub" ? caller.id : undefined;
    const rows =
      id === undefined
        ? refusal
        : await this.orElse(() => this.parts.owners.keysOf(this.account, id, this.signal));
    if (id === undefined || rows instanceof UsageError) {
      this.push({ gaps: [noAccessKeys(this.account, refusal)] });
      return false;
    }
    const owner = { type: "sub-account", id };
    this.push({
      owners: [{ owner, keys: this.toKeys(rows) }],
      gaps: [onlyOwnKeys(this.account, refusal)],
    });
    return true;
  }

  /** An ID whose end is hidden is nobody's key to ask about. */
  private toKeys(rows: readonly AccessKeyRow[]): readonly InventoryKey[] {
    const whole = rows.filter(({ accesskey }) => !isMasked(accesskey));
    this.masked += rows.length - whole.length;
    return whole.map(toAccessKey);
  }

  private progress(): InventoryProgress {
    return { done: this.done, ...(this.total !== undefined && { total: this.total }) };
  }

  private async orElse<T>(ask: () => Promise<T>): Promise<T | UsageError> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof UsageError && goesOn(error)) return error;
      throw error;
    }
  }
}

/** What one service says or fails to say, while another may answer. */
function goesOn({ kind }: UsageError): boolean {
  return !["cancelled", "credentials", "consent", "clock"].includes(kind);
}

function toIdentity({ id, usertype }: Caller): Identity {
  const isMain = usertype?.toLowerCase() === "customer";
  const isSub = usertype?.toLowerCase() === "sub";
  return present({ type: isMain ? "main-account" : isSub ? "sub-account" : usertype, id });
}

function toKmsKey(row: KeyRow): InventoryKey {
  return {
    key: { provider: "ncloud", kind: "kms-key", id: row.keytag },
    info: toKeyInfo(row, undefined, undefined) ?? {},
  };
}

function toAccessKey(row: AccessKeyRow): InventoryKey {
  const state = row.active === undefined ? undefined : row.active ? "active" : "inactive";
  return {
    key: { provider: "ncloud", kind: "access-key", id: row.accesskey },
    info: present({ state, createdAt: row.createtime ?? row.createddatetime }),
  };
}

function kmsKeysMissing({ name }: Account, error: UsageError): InventoryGap {
  const message = l10n.t("KMS keys of account {0} may be missing: not every list could be read.", name);
  return { message, problem: error.toProblem() };
}

function onlyOwnKeys({ name }: Account, refusal: UsageError): InventoryGap {
  const message = l10n.t(
    "The keys of all sub accounts of account {0} could not be listed, so only its own access keys are here.",
    name,
  );
  return { message, problem: refusal.toProblem() };
}

function noAccessKeys({ name }: Account, refusal: UsageError): InventoryGap {
  const message = l10n.t("The access keys of account {0} could not be listed.", name);
  return { message, problem: refusal.toProblem() };
}

function subAccountsCutOff({ name }: Account, refusal: UsageError): InventoryGap {
  const message = l10n.t(
    "The list of sub accounts of account {0} was cut off, so keys are missing here.",
    name,
  );
  return { message, problem: refusal.toProblem() };
}

function keysOfSomeMissing(count: number, first: UsageError): InventoryGap {
  const message =
    count === 1
      ? l10n.t("The keys of one sub account could not be listed.")
      : l10n.t("The keys of {0} sub accounts could not be listed.", count);
  return { message, problem: first.toProblem() };
}

function hiddenIds(count: number): InventoryGap {
  const message =
    count === 1
      ? l10n.t("NAVER Cloud hides the end of one access key's ID, so it is not here.")
      : l10n.t("NAVER Cloud hides the end of {0} access keys' IDs, so these are not here.", count);
  return { message };
}

function mainKeysHidden(): InventoryGap {
  const message = l10n.t(
    "The main account's own access keys are not here: NAVER Cloud lists them to nobody.",
  );
  return { message, byNature: true };
}
