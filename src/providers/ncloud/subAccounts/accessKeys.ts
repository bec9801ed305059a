import * as l10n from "@vscode/l10n";
import type { Account } from "../../../core/usage/account";
import { UsageError } from "../../../core/usage/errors";
import type { KeyRef } from "../../../core/usage/key";
import type { Identity, KeyInfo, KeyUsage, LastUse, OwnCalls } from "../../../core/usage/keyUsage";
import { present } from "../../../core/util/present";
import type { Clock } from "../../../core/util/clock";
import { useWithoutTime } from "../../common/answerProblems";
import { siteOf } from "../hosts";
import type { NcloudApi } from "../ncloudApi";
import type { CloudTime } from "../wire/cloudTime";
import { ambiguous, type KeyOwner, type KeyOwners } from "./keyOwners";
import { canBe, isMasked } from "./maskedId";
import { CALLER, SUMMARY, type Caller, type KeyUsageRow } from "./schema";

/** The summary has one time for each key, and asking for it is a use: whose it was, nobody can tell. */
const UNTOLD: OwnCalls = { mayHideOthers: true };

export interface AccessKeysParts {
  readonly api: NcloudApi;
  readonly owners: KeyOwners;
  readonly clock: Clock;
}

/** Answers about the access keys of sub accounts. */
export class AccessKeys {
  constructor(private readonly parts: AccessKeysParts) {}

  async lookUp(key: KeyRef, account: Account, signal: AbortSignal): Promise<KeyUsage> {
    const { api, owners } = this.parts;
    const isSigner = key.id === (await api.signerOf(account, signal));
    if (isSigner) {
      const own = await this.lookUpOwn(key, account, await this.callerOf(account, signal), signal);
      if (own) return own;
    }
    const owner = await owners.find(account, key.id, signal);
    if (!owner) throw notAmongSubAccounts(account);
    const usage = await this.usageOf(key, account, owner, signal);
    return isSigner ? { ...usage, ownCalls: UNTOLD } : usage;
  }

  /** Who the account signs as; both kinds of keys may ask. */
  callerOf(account: Account, signal: AbortSignal): Promise<Caller> {
    const host = this.parts.api.hostsOf(account).sts;
    const question = { operation: "Get Caller Identity", host, path: "/api/v1/caller-identity" } as const;
    return this.parts.api.call(account, question, CALLER, signal);
  }

  /** About the key that the account signs with; `undefined` when the caller is of a kind that tells nothing of it. */
  async lookUpOwn(
    key: KeyRef,
    account: Account,
    { id, usertype }: Caller,
    signal: AbortSignal,
  ): Promise<KeyUsage | undefined> {
    if (usertype?.toLowerCase() === "customer") throw mainAccountKey();
    if (usertype?.toLowerCase() !== "sub" || id === undefined) return undefined;
    // Its keys tell which of them a hidden ID is; a sub account that may not see them knows its summary all the same.
    const keys = await this.parts.owners.keysOf(account, id, signal).catch((error: unknown) => {
      if (error instanceof UsageError && error.kind === "denied") return undefined;
      throw error;
    });
    const usage = await this.usageOf(key, account, { subAccountId: id, ...(keys && { keys }) }, signal);
    return { ...usage, ownCalls: UNTOLD };
  }

  private async usageOf(
    key: KeyRef,
    account: Account,
    owner: KeyOwner,
    signal: AbortSignal,
  ): Promise<KeyUsage> {
    const rows = await this.summaryOf(account, owner.subAccountId, signal);
    const row = rowOf(rows, key.id, owner, account);
    const keyInfo = infoOf(key.id, owner);
    const identity: Identity = {
      type: "sub-account",
      ...present({ name: owner.loginId }),
      id: owner.subAccountId,
    };
    const lastUse = row && toLastUse(row.lastused ?? row.lastuseddatetime, account);
    return {
      key,
      account: account.name,
      outcome: lastUse ? "used" : "no-use-on-record",
      owner: identity,
      ...(lastUse && { lastUse }),
      ...(keyInfo && { keyInfo }),
      asOf: new Date(this.parts.clock.now()).toISOString(),
    };
  }

  private summaryOf(
    account: Account,
    subAccountId: string,
    signal: AbortSignal,
  ): Promise<readonly KeyUsageRow[]> {
    const host = this.parts.api.hostsOf(account).subAccount;
    const id = encodeURIComponent(subAccountId);
    const path =
      siteOf(account) === "government"
        ? `/api/v2/sub-accounts/${id}/last-access-summary`
        : `/api/v1/users/${id}/last-access-summary`;
    const question = { operation: "Get Last Access Summary", host, path } as const;
    return this.parts.api.call(account, question, SUMMARY, signal);
  }
}

/**
 * The one entry that is about the key; `undefined` when the sub account has used no key at all. Rejects when a hidden ID
 * leaves a doubt, and when the key is missing beside others: the list may be of the latest ones only.
 */
function rowOf(
  rows: readonly KeyUsageRow[],
  id: string,
  { keys }: KeyOwner,
  account: Account,
): KeyUsageRow | undefined {
  const exact = rows.find(({ accesskey }) => accesskey === id);
  if (exact) return exact;
  const possible = rows.filter(({ accesskey }) => canBe(accesskey, id));
  const [row] = possible;
  if (row === undefined) {
    if (rows.length > 0) throw notInSummary();
    return undefined;
  }
  // A hidden ID is this key's only if it can be no other key's of the same sub account.
  const own = keys?.filter(({ accesskey }) => mayBeSame(accesskey, row.accesskey)) ?? [];
  if (possible.length > 1 || own.length !== 1) throw ambiguous(account);
  return row;
}

/** Whether two IDs, either of which may be hidden in part, can be the same one. */
function mayBeSame(one: string, other: string): boolean {
  if (!isMasked(one)) return canBe(other, one);
  if (!isMasked(other)) return canBe(one, other);
  const [a, b] = [one, other].map((id) => id.slice(0, id.indexOf("*")));
  return (a ?? "").startsWith(b ?? "") || (b ?? "").startsWith(a ?? "");
}

function toLastUse(time: CloudTime | undefined, account: Account): LastUse | undefined {
  switch (time?.kind) {
    case undefined:
      return undefined;
    case "moment":
      return { at: time.at };
    case "zoneless":
      return { at: time.at, zonelessTime: time.written, mayBeLater: true };
    case "unreadable":
      throw useWithoutTime(account);
  }
}

function infoOf(id: string, { keys }: KeyOwner): KeyInfo | undefined {
  const possible = keys?.filter(({ accesskey }) => canBe(accesskey, id)) ?? [];
  const row =
    possible.find(({ accesskey }) => accesskey === id) ?? (possible.length === 1 ? possible[0] : undefined);
  const state = row?.active === undefined ? undefined : row.active ? "active" : "inactive";
  const info = present({ state, createdAt: row?.createtime ?? row?.createddatetime });
  return Object.keys(info).length === 0 ? undefined : info;
}

function notInSummary(): UsageError {
  const message = l10n.t(
    "NAVER Cloud listed other keys of this sub account and not this one, so its last use is not known. Look at the key in the console.",
  );
  return new UsageError("unreadable", message, { code: "KeyNotInSummary" });
}

function mainAccountKey(): UsageError {
  return new UsageError(
    "untracked",
    l10n.t(
      "This is an access key of the main account. NAVER Cloud has no API that tells when such a key was last used.",
    ),
    { code: "MainAccountKey" },
  );
}

function notAmongSubAccounts({ name }: Account): UsageError {
  const message = l10n.t(
    "None of the sub accounts of account {0} has this key. It may belong to another account, or to the main account, of whose keys NAVER Cloud tells no last use.",
    name,
  );
  return new UsageError("not-found", message, { code: "NotAmongSubAccounts", saysMore: true });
}
