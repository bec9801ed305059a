import * as l10n from "@vscode/l10n";
import type { Account } from "../../../core/usage/account";
import { UsageError } from "../../../core/usage/errors";
import type { Clock } from "../../../core/util/clock";
import type { Disposable } from "../../../core/util/disposable";
import type { NcloudApi } from "../ncloudApi";
import { SharedLoads } from "../sharedLoads";
import { canBe, isMasked } from "./maskedId";
import { ACCESS_KEYS, SUB_ACCOUNT_PAGE, type AccessKeyRow } from "./schema";

/** A sub account, with all its access keys as the cloud writes them. */
export interface KeyOwner {
  readonly subAccountId: string;
  readonly loginId?: string;
  /** Absent when the account may not see them. */
  readonly keys?: readonly AccessKeyRow[];
}

/** The account's sub accounts, and why some of their keys are not known. */
interface Owners {
  readonly owners: readonly KeyOwner[];
  readonly failure?: UsageError;
}

const PAGE_SIZE = 100;
/** As many sub accounts as no account has; a list that never ends is somebody else's. */
const MAX_PAGES = 100;
/** A key that nobody has may have been made just now, so only a list this new says so. */
const FRESH_MS = 10_000;

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
    const known = await this.list(account, signal);
    const found = ownerOf(known.owners, id, account);
    if (found) return found;
    const fresh = await this.list(account, signal, FRESH_MS);
    const owner = ownerOf(fresh.owners, id, account);
    if (!owner && fresh.failure) throw fresh.failure;
    return owner;
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
    const subAccounts = await this.subAccountsOf(account, signal);
    const owner = async ({ subaccountid, loginid, name }: SubAccount): Promise<KeyOwner> => {
      const keys = await this.keysOf(account, subaccountid, signal);
      const login = loginid ?? name;
      return { subAccountId: subaccountid, ...(login !== undefined && { loginId: login }), keys };
    };
    const [first, ...rest] = subAccounts;
    if (first === undefined) return { owners: [] };
    // The first alone: when the account may not see its keys, it may see nobody's, and need not ask a hundred times.
    const settled = await Promise.allSettled([owner(first)]);
    if (settled[0].status === "rejected" && isDenied(settled[0].reason)) throw settled[0].reason;
    settled.push(...(await Promise.allSettled(rest.map(owner))));
    const owners = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const reasons: readonly unknown[] = settled.flatMap((one) =>
      one.status === "rejected" ? [one.reason as unknown] : [],
    );
    const fatal = reasons.find((reason) => !(reason instanceof UsageError) || reason.kind === "cancelled");
    if (fatal instanceof Error) throw fatal;
    // One that was deleted meanwhile has no keys.
    const failure = reasons.find((reason) => reason instanceof UsageError && reason.kind !== "not-found");
    return { owners, ...(failure instanceof UsageError && { failure }) };
  }

  private async subAccountsOf(account: Account, signal: AbortSignal): Promise<readonly SubAccount[]> {
    const found: SubAccount[] = [];
    for await (const { subAccounts } of this.subAccounts(account, signal)) found.push(...subAccounts);
    return found;
  }

  /** The account's sub accounts, page by page, none twice; `total` as soon as it is certain. */
  async *subAccounts(account: Account, signal: AbortSignal): AsyncGenerator<SubAccountPage, void, undefined> {
    const host = this.api.hostsOf(account).subAccount;
    const found = new Set<string>();
    for (let page = 0; page < MAX_PAGES; page++) {
      const query = { page: String(page), size: String(PAGE_SIZE) };
      const question = { operation: "List Sub Accounts", host, path: "/api/v1/sub-accounts", query } as const;
      const answer = await this.api.call(account, question, SUB_ACCOUNT_PAGE, signal);
      const isNew = ({ subaccountid }: SubAccount): boolean => !found.has(subaccountid);
      const news = new Map(answer.subAccounts.filter(isNew).map((one) => [one.subaccountid, one]));
      for (const id of news.keys()) found.add(id);
      // A cloud that knows no pages says the same again.
      const isLast = news.size === 0 || (answer.isLast ?? page + 1 >= (answer.totalPages ?? Infinity));
      yield { subAccounts: [...news.values()], ...(isLast && { total: found.size }) };
      if (isLast) return;
    }
  }
}

/** Some of an account's sub accounts. */
export interface SubAccountPage {
  readonly subAccounts: readonly SubAccount[];
  /** With the last page: how many there are in all. */
  readonly total?: number;
}

/** A sub account as the list has it; its keys are in a list of their own. */
export interface SubAccount {
  readonly subaccountid: string;
  readonly loginid?: string | undefined;
  readonly name?: string | undefined;
}

function ownerOf(owners: readonly KeyOwner[], id: string, account: Account): KeyOwner | undefined {
  const exact = owners.find(({ keys }) => keys?.some(({ accesskey }) => accesskey === id));
  if (exact) return exact;
  const possible = owners.flatMap((owner) =>
    (owner.keys ?? [])
      .filter(({ accesskey }) => isMasked(accesskey) && canBe(accesskey, id))
      .map(() => owner),
  );
  if (possible.length > 1) throw ambiguous(account);
  return possible[0];
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
