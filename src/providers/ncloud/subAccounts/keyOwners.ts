import * as l10n from "@vscode/l10n";
import type { Account } from "../../../core/usage/account";
import { UsageError } from "../../../core/usage/errors";
import type { Clock } from "../../../core/util/clock";
import type { Disposable } from "../../../core/util/disposable";
import { eachPage, wholeList, type NewRows } from "../listPages";
import type { NcloudApi } from "../ncloudApi";
import { lookAgainIfMissing, SharedLoads } from "../sharedLoads";
import { canBe, isMasked, showsEnough } from "./maskedId";
import { ACCESS_KEYS, SUB_ACCOUNT_PAGE, type AccessKeyRow, type SubAccount } from "./schema";

/** A sub account, with all its access keys as the cloud writes them. */
export interface KeyOwner {
  readonly subAccountId: string;
  readonly loginId?: string;
  /** Absent when the account may not see them. */
  readonly keys?: readonly AccessKeyRow[];
}

/** The account's sub accounts, and why some of them or of their keys are not known. */
interface Owners {
  readonly owners: readonly KeyOwner[];
  readonly failure?: UsageError;
}

const PAGE_SIZE = 100;

/** Knows which sub account each access key belongs to: no operation tells, so all are listed, once for all keys. */
export class KeyOwners implements Disposable {
  private readonly lists: SharedLoads<Owners>;

  constructor(
    private readonly api: NcloudApi,
    clock: Clock,
  ) {
    this.lists = new SharedLoads(clock);
  }

  /** Resolves with `undefined` when no sub account has the key; rejects when that is not certain. */
  async find(account: Account, id: string, signal: AbortSignal): Promise<KeyOwner | undefined> {
    const { owner, failure } = await lookAgainIfMissing(
      async (keepMs) => {
        const { owners, failure } = await this.list(account, signal, keepMs);
        return { owner: ownerOf(owners, id, account), failure };
      },
      (found) => found.owner !== undefined,
    );
    if (!owner && failure) throw failure;
    return owner;
  }

  /** Rejects when the account may not list its sub accounts and their keys. */
  async tryList(account: Account, signal: AbortSignal): Promise<void> {
    await this.list(account, signal);
  }

  /** One sub account's keys, whoever else there is. */
  async keysOf(
    account: Account,
    subAccountId: string,
    signal: AbortSignal,
  ): Promise<readonly AccessKeyRow[]> {
    const path = `/api/v1/sub-accounts/${encodeURIComponent(subAccountId)}/access-keys`;
    const host = this.api.hostsOf(account).subAccount;
    return this.api.call(account, { operation: "List Access Keys", host, path }, ACCESS_KEYS, signal);
  }

  dispose(): void {
    this.lists.dispose();
  }

  private async list(account: Account, signal: AbortSignal, keepMs?: number): Promise<Owners> {
    const identity = await this.api.identityOf(account, signal);
    return this.lists.get(identity, (disposed) => this.load(account, disposed), signal, keepMs);
  }

  private async load(account: Account, signal: AbortSignal): Promise<Owners> {
    const subAccounts = await wholeList(this.pagesOf(account, signal), nameOf);
    const owner = async ({ subaccountid, loginid, name }: SubAccount): Promise<KeyOwner> => {
      const keys = await this.keysOf(account, subaccountid, signal);
      const login = loginid ?? name;
      return { subAccountId: subaccountid, ...(login !== undefined && { loginId: login }), keys };
    };
    const [first, ...rest] = subAccounts.rows.values();
    // The first alone: when the account may not see its keys, it may see nobody's, and need not ask a hundred times.
    const settled: PromiseSettledResult<KeyOwner>[] = await Promise.allSettled(first ? [owner(first)] : []);
    for (const one of settled) if (one.status === "rejected" && isDenied(one.reason)) throw one.reason;
    settled.push(...(await Promise.allSettled(rest.map(owner))));
    const owners = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const reasons: readonly unknown[] = settled.flatMap((one) =>
      one.status === "rejected" ? [one.reason as unknown] : [],
    );
    const fatal = reasons.find((reason) => !(reason instanceof UsageError) || reason.kind === "cancelled");
    if (fatal instanceof Error) throw fatal;
    // Whatever the reason: a sub account that was deleted meanwhile is gone from the next list.
    const failure = reasons.find((reason) => reason instanceof UsageError) ?? subAccounts.failure;
    return { owners, ...(failure && { failure }) };
  }

  /** The account's sub accounts, page by page, none twice. Rejects at its end when the list is not whole. */
  async *subAccounts(
    account: Account,
    signal: AbortSignal,
  ): AsyncGenerator<NewRows<SubAccount>, void, undefined> {
    const failure = yield* this.pagesOf(account, signal);
    if (failure) throw failure;
  }

  private pagesOf(account: Account, signal: AbortSignal) {
    const operation = "List Sub Accounts";
    const host = this.api.hostsOf(account).subAccount;
    return eachPage<SubAccount>(operation, nameOf, (index) => {
      const query = { page: String(index), size: String(PAGE_SIZE) };
      const question = { operation, host, path: "/api/v1/sub-accounts", query } as const;
      return this.api.call(account, question, SUB_ACCOUNT_PAGE, signal);
    });
  }
}

function nameOf({ subaccountid }: SubAccount): string {
  return subaccountid;
}

function ownerOf(owners: readonly KeyOwner[], id: string, account: Account): KeyOwner | undefined {
  const exact = owners.find(({ keys }) => keys?.some(({ accesskey }) => accesskey === id));
  if (exact) return exact;
  const possible = owners.flatMap((owner) =>
    (owner.keys ?? [])
      .filter(({ accesskey }) => isMasked(accesskey) && canBe(accesskey, id))
      .map(({ accesskey }) => ({ owner, accesskey })),
  );
  const seen = possible.filter(({ accesskey }) => showsEnough(accesskey));
  if (possible.length > 0 && seen.length === 0) throw tooHidden(account);
  if (possible.length > 1) throw ambiguous(account);
  return seen[0]?.owner;
}

function isDenied(reason: unknown): reason is UsageError {
  return reason instanceof UsageError && reason.kind === "denied";
}

/** The cloud hides the end of IDs, and more than one key begins like this one. */
export function ambiguous({ name }: Account): UsageError {
  const message = l10n.t(
    "NAVER Cloud hides the end of access key IDs from account {0}, and more than one of its keys begins like this one, so it cannot be told which was used. Look at the key in the console.",
    name,
  );
  return new UsageError("unreadable", message, { code: "AmbiguousKey" });
}

/** What is left of the IDs fits every key of that kind, whosoever it is. */
function tooHidden({ name }: Account): UsageError {
  const message = l10n.t(
    "NAVER Cloud hides so much of the access key IDs from account {0} that this key cannot be told from other people's. Look at the key in the console.",
    name,
  );
  return new UsageError("unreadable", message, { code: "AmbiguousKey" });
}
