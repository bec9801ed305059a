import type { UnknownKeyAnswer } from "../gateway";
import { keyNumberOf, nrnOf } from "./accountIds";
import { ApiError, invalidRequest, notFound, permissionDenied } from "./apiError";
import { recordMembers, recordsOf, type Times, type WireRecord } from "./kmsRecords";
import { pageOf, wholeNumber } from "./paging";
import type { KmsOperation } from "./routes";
import type { KmsOddities, SampleKmsKey } from "./sampleKmsKey";

/** A question to KMS whose asker is known. */
export interface KmsCall {
  readonly operation: KmsOperation;
  readonly keyTag: string | undefined;
  readonly parameters: ReadonlyMap<string, string>;
  readonly account: string;
  readonly times: Times;
  readonly unknownKeys: UnknownKeyAnswer;
  readonly listAsInTables: boolean;
}

const DAY = 24 * 60 * 60_000;
const REAL_HOST = "https://ocapi.ncloud.com";

/** Answers one of the operations of KMS; throws `ApiError` when the answer is a refusal. */
export function callKms(call: KmsCall, keys: ReadonlyMap<string, SampleKmsKey>): WireRecord {
  if (call.operation === "GetKeyList") return keyList(call, keys);
  const key = findKey(call, keys);
  if (key === undefined) return { code: "SUCCESS", data: null };
  const { failure, code } = key.oddities ?? {};
  if (failure) throw new ApiError(failure.status ?? 200, failure.code, failure.message, "kms");
  return { code: code === "lower-case" ? "success" : "SUCCESS", ...ANSWERS[call.operation](key, call) };
}

const ANSWERS: Readonly<
  Record<Exclude<KmsOperation, "GetKeyList">, (key: SampleKmsKey, call: KmsCall) => WireRecord>
> = {
  GetKeyInfo: (key, { times }) => ({ data: keyInfo(key, times) }),
  GetKeyVersionList: (key, { times }) => ({ data: versionList(key, times) }),
  GetLastUseInfo: lastUse,
  GetKeyActivityLogs: (key, call) => ({ data: activityLog(key, call) }),
};

function findKey(
  { keyTag = "", account, unknownKeys }: KmsCall,
  keys: ReadonlyMap<string, SampleKmsKey>,
): SampleKmsKey | undefined {
  const key = keys.get(keyTag);
  if (key?.account === account) return key;
  switch (unknownKeys) {
    case "http-404":
      throw notFound();
    case "invalid-parameter":
      throw invalidRequest();
    case "no-permission":
      throw permissionDenied();
    case "empty":
      return undefined;
  }
}

function keyList(
  { account, parameters, times, listAsInTables }: KmsCall,
  keys: ReadonlyMap<string, SampleKmsKey>,
): WireRecord {
  const own = [...keys.values()].filter((key) => key.account === account);
  const { number, size } = pageRequest(parameters);
  const { items, totalPages } = pageOf(own, number - 1, size);
  const list = items.map((key) => ({
    ...commonMembers(key, times),
    destroyDate: key.destroyInMs === undefined ? null : times.moment + key.destroyInMs,
  }));
  const paging = { currentPageNo: number, totalPageNo: totalPages, totalCount: own.length };
  return listAsInTables
    ? { code: "SUCCESS", data: { KeyList: list }, ...paging }
    : { code: "SUCCESS", data: { keyList: list, ...paging } };
}

function keyInfo(key: SampleKmsKey, times: Times): WireRecord {
  const { rotation } = key;
  return {
    ...commonMembers(key, times),
    nrn: nrnOf(key),
    baseUrl: key.baseUrl ?? REAL_HOST,
    keystoreId: 1,
    currentVersion: key.versionsAgoMs.length,
    memo: key.memo,
    isAutoRotation: rotation !== undefined,
    rotationPeriod: rotation?.days ?? null,
    nextRotationDate: rotation === undefined ? null : times.moment + rotation.nextInMs,
  };
}

function commonMembers(key: SampleKmsKey, { moment }: Times): WireRecord {
  return {
    keyId: keyNumberOf(key),
    keyTag: key.id,
    keyName: key.name,
    keyType: key.keyType,
    status: key.status,
    protectionType: key.protection,
    isConvergent: false,
    registerDate: moment - key.registeredAgoMs,
  };
}

function versionList(key: SampleKmsKey, { moment }: Times): WireRecord {
  const versions = key.versionsAgoMs.map((agoMs, index) => ({
    version: index + 1,
    status: "ENABLE",
    statusDate: moment - agoMs,
    rotatedDate: moment - agoMs,
  }));
  return { keyTag: key.id, currentVersion: versions.length, versionList: versions.reverse() };
}

function lastUse(key: SampleKmsKey, { times }: KmsCall): WireRecord {
  const [latest] = recordsOf(key, times);
  const { neverUsed, data } = key.oddities ?? {};
  if (latest === undefined) {
    if (neverUsed === 404) throw notFound();
    if (neverUsed === 400) throw invalidRequest();
    return emptied(data ?? "null", { timestamp: null, message: "Success" });
  }
  const record = recordMembers(key, latest);
  return data === undefined ? { data: record } : emptied(data, record);
}

/** The record without its details, as far as it still is one. */
function emptied(
  how: NonNullable<KmsOddities["data"]>,
  { timestamp, message }: { readonly timestamp?: unknown; readonly message?: unknown },
): WireRecord {
  switch (how) {
    case "absent":
      return {};
    case "null":
      return { data: null };
    case "inner-absent":
      return { data: { timestamp, message } };
    case "inner-null":
      return { data: { timestamp, data: null, message } };
    case "empty-strings":
      return {
        data: {
          timestamp: "",
          data: {
            kmsKey: { keyTag: "", keyName: "", nrn: "" },
            requestor: { requestType: "", id: "", ip: "" },
            api: { result: "", action: "", type: "" },
          },
          message: "",
        },
      };
  }
}

function activityLog(key: SampleKmsKey, { parameters, times }: KmsCall): WireRecord {
  const time = { least: 0, most: Number.MAX_SAFE_INTEGER };
  const to = wholeNumber(parameters.get("timestampTo"), { ...time, byDefault: times.now });
  const from = wholeNumber(parameters.get("timestampFrom"), { ...time, byDefault: times.now - DAY });
  if (from === undefined || to === undefined || from > to) throw invalidRequest();
  const { number, size } = pageRequest(parameters);
  const keyword = parameters.get("keyword") ?? "";
  const records = recordsOf(key, times).filter(
    ({ at, activity }) =>
      at >= from && at <= to && [activity.action, activity.by.id, activity.by.ip].join(" ").includes(keyword),
  );
  const { items, totalPages } = pageOf(records, number - 1, size);
  return {
    activityLogList: items.map((record) => recordMembers(key, record)),
    pageSize: size,
    currentPageNo: number,
    totalPageNo: totalPages,
    totalCount: records.length,
  };
}

function pageRequest(parameters: ReadonlyMap<string, string>): { number: number; size: number } {
  const number = wholeNumber(parameters.get("pageNo"), { least: 1, most: 1_000_000, byDefault: 1 });
  const size = wholeNumber(parameters.get("pageSize"), { least: 1, most: 200, byDefault: 100 });
  if (number === undefined || size === undefined) throw invalidRequest();
  return { number, size };
}
