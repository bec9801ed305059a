import type { SeenSigner } from "./authenticate";
import { badRequest, notFound } from "./apiError";
import { sampleNumber } from "./keyIds";
import type { Times, WireRecord } from "./kmsRecords";
import { pageOf, wholeNumber } from "./paging";
import type { SubAccountOperation } from "./routes";
import type { SampleSubAccount } from "./sampleSubAccount";

/** A question to Sub Account whose asker is known. */
export interface SubAccountCall {
  readonly operation: SubAccountOperation;
  readonly version: "v1" | "v2";
  readonly subAccountId: string | undefined;
  readonly parameters: ReadonlyMap<string, string>;
  readonly account: string;
  readonly times: Times;
}

/** What Sub Account has to answer from. */
export interface Directory {
  readonly subAccounts: ReadonlyMap<string, SampleSubAccount>;
  /** Requests to this cloud are signed with keys of sub accounts too, and then these are in use. */
  signersOf(subAccountId: string): readonly SeenSigner[];
}

/** A key as one answer has it. */
interface KeyOnRecord {
  readonly id: string;
  readonly active: boolean;
  readonly createdAt: number;
  readonly usedAt: number | undefined;
}

const DAY = 24 * 60 * 60_000;

/** Answers one of the operations of Sub Account; throws `ApiError` when the answer is a refusal. */
export function callSubAccount(
  call: SubAccountCall,
  directory: Directory,
): WireRecord | readonly WireRecord[] {
  if (call.operation === "ListSubAccounts") return list(call, directory);
  const subAccount = directory.subAccounts.get(call.subAccountId ?? "");
  if (subAccount?.account !== call.account) throw notFound();
  const keys = keysOf(subAccount, call.times, directory);
  return call.operation === "ListAccessKeys" ? accessKeys(call, keys) : summary(call, subAccount, keys);
}

function list({ account, parameters, version, times }: SubAccountCall, directory: Directory): WireRecord {
  const own = [...directory.subAccounts.values()].filter((one) => one.account === account);
  const [pageName, sizeName, byDefault] =
    version === "v1" ? (["page", "size", 10] as const) : (["pageNo", "pageSize", 20] as const);
  const index = wholeNumber(parameters.get(pageName), { least: 0, most: 1_000_000, byDefault: 0 });
  const size = wholeNumber(parameters.get(sizeName), { least: 1, most: 100, byDefault });
  if (index === undefined || size === undefined) throw badRequest();
  const { items, totalPages } = pageOf(own, index, size);
  const records = items.map((one) => listItem(version, one, times));
  if (version === "v2") {
    return { subAccounts: records, pageNo: index, pageSize: size, totalPages, totalCount: own.length };
  }
  return {
    page: index,
    totalPages,
    totalItems: own.length,
    hasPrevious: index > 0,
    hasNext: index + 1 < totalPages,
    isFirst: index === 0,
    isLast: index + 1 >= totalPages,
    items: records,
  };
}

function listItem(version: "v1" | "v2", one: SampleSubAccount, { moment }: Times): WireRecord {
  const { id, loginId } = one;
  const lastLogin = one.loginAgoMs === undefined ? null : isoTime(moment - one.loginAgoMs);
  const created = isoTime(moment - one.createdAgoMs);
  const common = { subAccountId: id, loginId, name: loginId, active: true };
  return version === "v2"
    ? {
        ...common,
        consoleAccessible: true,
        apiGatewayAccessible: true,
        createdDateTime: created,
        lastLoginDateTime: lastLogin,
      }
    : {
        ...common,
        subAccountNo: sampleNumber(`sub account number ${id}`),
        canAPIGatewayAccess: true,
        canConsoleAccess: true,
        createTime: created,
        lastLoginTime: lastLogin,
      };
}

function accessKeys(
  { version }: SubAccountCall,
  keys: readonly KeyOnRecord[],
): WireRecord | readonly WireRecord[] {
  return version === "v1"
    ? keys.map(({ id, active, createdAt }) => ({ accessKey: id, active, createTime: isoTime(createdAt) }))
    : {
        accessKeys: keys.map(({ id, active, createdAt }) => ({
          accessKey: id,
          active,
          createdDateTime: isoTime(createdAt),
        })),
      };
}

function summary(
  { version, times: { now, moment } }: SubAccountCall,
  { id, loginAgoMs, masked }: SampleSubAccount,
  keys: readonly KeyOnRecord[],
): WireRecord {
  const login = loginAgoMs === undefined ? undefined : moment - loginAgoMs;
  const used = keys.flatMap(({ id: key, usedAt }) =>
    usedAt === undefined ? [] : [{ accessKey: masked === true ? maskedKey(key) : key, usedAt }],
  );
  // Of the sub account, not of any one key: it may sign in to the console all day and use no key at all.
  const latest = Math.max(login ?? -Infinity, ...used.map(({ usedAt }) => usedAt));
  const unusedDays = latest === -Infinity ? undefined : Math.floor((now - latest) / DAY);
  const lastLogin = login === undefined ? null : isoTime(login);
  return version === "v1"
    ? {
        idNo: id,
        lastLogin,
        lastGitLogin: null,
        lastAccessKeyUsed: used.map(({ accessKey, usedAt }) => ({ accessKey, lastUsed: isoTime(usedAt) })),
        unusedDays: unusedDays === undefined ? null : String(unusedDays),
      }
    : {
        subAccountId: id,
        lastLoginDateTime: lastLogin,
        lastGitLoginDateTime: null,
        lastAccessKeyUsages: used.map(({ accessKey, usedAt }) => ({
          accessKey,
          lastUsedDateTime: isoTime(usedAt),
        })),
        unusedDays: unusedDays ?? null,
      };
}

function keysOf(subAccount: SampleSubAccount, { moment }: Times, directory: Directory): KeyOnRecord[] {
  const told = subAccount.keys.map(({ id, active, createdAgoMs, usedAgoMs }) => ({
    ...{ id, active, createdAt: moment - createdAgoMs },
    usedAt: usedAgoMs === undefined ? undefined : moment - usedAgoMs,
  }));
  const signing = directory.signersOf(subAccount.id).map(({ signer, lastSeen }) => ({
    ...{ id: signer.accessKeyId, active: signer.disabled !== true },
    createdAt: moment - subAccount.createdAgoMs,
    usedAt: lastSeen,
  }));
  return [...told, ...signing];
}

/** As the documents' sample has it: what all keys of the zone's sub accounts begin with, and nothing else. */
function maskedKey(id: string): string {
  return `${id.slice(0, 12)}********`;
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
