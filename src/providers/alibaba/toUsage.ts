import type { Identity, LastUse, ProductUse, Service } from "../../core/usage/keyUsage";
import type { DetailEntry } from "../../core/usage/provider";
import { present } from "../../core/util/present";
import { hasDetail, parseDetail, recordText, type Detail, type Info, type Product } from "./schema";

/** Pure mappings from ActionTrail's records to ours, one for each record. */

/** Whose key it is. Only a user's name or kind counts: the account's number alone might be that of the asker. */
export function toOwner(info: Info): Identity | undefined {
  if (info.AccountType === undefined && info.UserName === undefined) return undefined;
  return present({
    type: info.AccountType,
    name: info.UserName,
    id: info.OwnerId,
    accountId: info.AccountId,
  });
}

/** What one record tells of a use; without `at` when it does not tell when. */
export interface RecordedUse extends Omit<LastUse, "at"> {
  readonly at?: string;
}

/** `undefined` means that the record tells of no use: nothing in it hints at one. */
export function toUse(record: Info | Product, language: string): RecordedUse | undefined {
  const detail = parseDetail(record.Detail);
  const service = toService(record, language);
  const at = timeOf(record, detail);
  const hints =
    record.UsedTimestamp !== undefined ||
    at !== undefined ||
    service !== undefined ||
    record.ServiceNameCn !== undefined ||
    record.ServiceNameEn !== undefined ||
    record.Source !== undefined ||
    hasDetail(record.Detail);
  if (!hints) return undefined;
  return {
    ...(at !== undefined && { at }),
    ...(service && { service }),
    ...fromDetail(detail),
    ...present({ source: record.Source }),
  };
}

/** Only a use that names its service has a place among the services: nothing could be asked about the others. */
export function isProductUse(use: RecordedUse): use is ProductUse {
  return use.service !== undefined;
}

/** One row of the events, addresses or resources; `undefined` for a row without a name. */
export function toDetailEntry(
  row: Pick<Product, "UsedTimestamp" | "Source" | "Detail">,
  name: string | undefined,
  resourceType: string | undefined,
): DetailEntry | undefined {
  if (name === undefined) return undefined;
  const detail = parseDetail(row.Detail);
  const at = timeOf(row, detail);
  return {
    name,
    ...(at !== undefined && { at }),
    ...fromDetail(detail),
    ...present({ source: row.Source, resourceType, record: recordText(row.Detail) }),
  };
}

function toService(
  {
    ServiceName: code,
    ServiceNameCn: cn,
    ServiceNameEn: en,
  }: Pick<Info, "ServiceName" | "ServiceNameCn" | "ServiceNameEn">,
  language: string,
): Service | undefined {
  if (code === undefined) return undefined;
  const name = /^zh\b/i.test(language) ? (cn ?? en) : (en ?? cn);
  return { code, name: name ?? code };
}

function fromDetail(detail: Detail | undefined): Pick<LastUse, "event" | "ip" | "region" | "by"> {
  if (!detail) return {};
  const { type, userName, principalId } = detail.userIdentity;
  const by = present({ type, name: userName, id: principalId });
  return {
    ...present({ event: detail.eventName, ip: detail.sourceIpAddress, region: detail.acsRegion }),
    ...(Object.keys(by).length > 0 && { by }),
  };
}

function timeOf(
  { UsedTimestamp: time }: Pick<Product, "UsedTimestamp">,
  detail: Detail | undefined,
): string | undefined {
  return (time instanceof Date ? time : detail?.eventTime)?.toISOString();
}
