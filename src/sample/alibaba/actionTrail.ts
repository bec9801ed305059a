import type { UnknownKeyAnswer } from "../gateway";
import { ApiError, invalidParameter, missingParameter, noPermission, serviceUnavailable } from "./apiError";
import { applyOddities } from "./oddities";
import type { PageTokens } from "./pageTokens";
import {
  latestOfEach,
  recordedServices,
  serviceMembers,
  useMembers,
  type Recorded,
  type WireRecord,
} from "./records";
import type { SampleKey } from "./sampleKey";
import { accountIdOf } from "./story";

/** A question whose asker is known. */
export interface Call {
  readonly operation: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly asker: Asker;
  readonly now: number;
  /** From when the story counts back. */
  readonly moment: number;
  readonly unknownKeys: UnknownKeyAnswer;
}

/** Who signed. */
export interface Asker {
  readonly account: string;
  readonly accountId: string;
  readonly userId: string;
  readonly accessKeyId: string;
}

/** What the cloud has to answer from. */
export interface Archive {
  readonly keys: ReadonlyMap<string, SampleKey>;
  readonly pageTokens: PageTokens;
}

type Operation = (call: Call, key: SampleKey, archive: Archive) => WireRecord;

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ["GetAccessKeyLastUsedInfo", lastUsedInfo],
  ["GetAccessKeyLastUsedProducts", lastUsedProducts],
  ["GetAccessKeyLastUsedEvents", lastUsedEvents],
  ["GetAccessKeyLastUsedIps", lastUsedIps],
  ["GetAccessKeyLastUsedResources", lastUsedResources],
]);

/** Answers one of the five operations; throws `ApiError` when the answer is a refusal. */
export function callActionTrail(call: Call, archive: Archive): WireRecord {
  const operation = OPERATIONS.get(call.operation);
  if (operation === undefined) throw new Error("The gateway lets known operations through only.");
  const key = findKey(call, archive);
  const answer = operation(call, key, archive);
  return applyOddities(answer, key.oddities ?? {}) as WireRecord;
}

function findKey(call: Call, { keys }: Archive): SampleKey {
  const id = required(call, "AccessKey");
  const key = keys.get(id);
  if (key?.refusal === "NoPermission") throw noPermission(`actiontrail:${call.operation}`, call.asker);
  if (key?.refusal === "ServiceUnavailable") throw serviceUnavailable();
  if (key?.account === call.asker.account) return key;
  switch (call.unknownKeys) {
    case "http-404":
      // Not `InvalidAccessKeyId.NotFound`: that code is about the key a request is signed with.
      throw new ApiError(404, "EntityNotExist.AccessKey", "The specified AccessKey does not exist.");
    case "invalid-parameter":
      throw invalidParameter("AccessKey");
    case "no-permission":
      throw noPermission(`actiontrail:${call.operation}`, call.asker);
    case "empty":
      return { id, owner: { type: "", name: "", id: "" }, services: [] };
  }
}

function lastUsedInfo(call: Call, key: SampleKey): WireRecord {
  const latest = recordedServices(key, call)[0]?.[0];
  return {
    AccessKeyId: key.id,
    AccountId: key.account === undefined ? "" : accountIdOf(key.account),
    AccountType: key.owner.type,
    OwnerId: key.owner.id,
    UserName: key.owner.name,
    ...(latest === undefined ? NOTHING_ON_RECORD : { ...serviceMembers(latest), ...useMembers(latest) }),
  };
}

/** The response model calls the first and the last of these required, so they are there even with nothing to say. */
const NOTHING_ON_RECORD: WireRecord = {
  ServiceName: "",
  ServiceNameEn: "",
  ServiceNameCn: "",
  Source: "",
  Detail: "",
  UsedTimestamp: 0,
};

function lastUsedProducts(call: Call, key: SampleKey): WireRecord {
  const latest = recordedServices(key, call).flatMap(([newest]) => (newest === undefined ? [] : [newest]));
  return { Products: latest.map((record) => ({ ...serviceMembers(record), ...useMembers(record) })) };
}

function lastUsedEvents(call: Call, key: SampleKey, archive: Archive): WireRecord {
  const records = latestOfEach(recordsOfService(call, key), (use) => use.event);
  const { page, NextToken } = cutPage(call, archive, records);
  return {
    NextToken,
    Events: page.map((record) => ({ EventName: record.use.event, ...useMembers(record) })),
  };
}

function lastUsedIps(call: Call, key: SampleKey, archive: Archive): WireRecord {
  const records = latestOfEach(recordsOfService(call, key), (use) => use.ip);
  const { page, NextToken } = cutPage(call, archive, records);
  return { NextToken, Ips: page.map((record) => ({ Ip: record.use.ip, ...useMembers(record) })) };
}

function lastUsedResources(call: Call, key: SampleKey, archive: Archive): WireRecord {
  const records = latestOfEach(recordsOfService(call, key), ({ resource }) =>
    resource === undefined ? undefined : `${resource.type} ${resource.name}`,
  );
  const { page, NextToken } = cutPage(call, archive, records);
  const Resources = page.map((record) => ({
    ResourceType: record.use.resource?.type,
    ResourceName: record.use.resource?.name,
    ...useMembers(record),
  }));
  return { NextToken, Resources };
}

function recordsOfService(call: Call, key: SampleKey): readonly Recorded[] {
  const code = required(call, "ServiceName");
  const ofService = recordedServices(key, call).find(([newest]) => newest?.story.service.code === code);
  return ofService === undefined || ofService[0]?.story.withoutDetail === true ? [] : ofService;
}

function cutPage(
  call: Call,
  { pageTokens }: Archive,
  records: readonly Recorded[],
): { page: readonly Recorded[]; NextToken: string } {
  const size = pageSize(call.parameters.get("PageSize"));
  // A token holds as long as nothing but itself changes from one request to the next.
  const question = [call.asker.account, call.operation, String(size)].concat(
    required(call, "AccessKey"),
    required(call, "ServiceName"),
  );
  const token = call.parameters.get("NextToken") ?? "";
  const start = token === "" ? 0 : pageTokens.read(question, token);
  const end = start + size;
  return {
    page: records.slice(start, end),
    NextToken: end < records.length ? pageTokens.issue(question, end) : "",
  };
}

/** A text from 0 to 100. Nobody documents what 0 does; a page that makes no progress would help nobody. */
function pageSize(text: string | undefined): number {
  if (text === undefined || text === "") return 20;
  if (!/^\d{1,3}$/.test(text) || Number(text) > 100) throw invalidParameter("PageSize");
  return Number(text) || 20;
}

function required({ parameters }: Call, name: string): string {
  const value = parameters.get(name);
  if (value === undefined || value === "") throw missingParameter(name);
  return value;
}
