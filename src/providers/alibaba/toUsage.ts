import type { Identity, LastUse, ProductUse, Service } from "../../core/usage/keyUsage";
import type { DetailEntry } from "../../core/usage/provider";
import { parseDetail, recordText, type Detail, type Info, type Product } from "./schema";

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

/** `undefined` means that no use is on record; `"untimed"` that a use is, without saying when. */
export function toLastUse(info: Info, language: string): LastUse | "untimed" | undefined {
  const detail = parseDetail(info.Detail);
  const at = info.UsedTimestamp ?? eventTime(detail);
  const service = toService(info, language);
  if (!at) return service || detail?.eventName !== undefined ? "untimed" : undefined;
  return {
    at: at.toISOString(),
    ...(service && { service }),
    ...fromDetail(detail),
    ...present({ source: info.Source }),
  };
}

/** `undefined` for a row without a service code: nothing could be asked about it. */
export function toProduct(product: Product, language: string): ProductUse | undefined {
  const service = toService(product, language);
  if (!service) return undefined;
  const detail = parseDetail(product.Detail);
  const at = product.UsedTimestamp ?? eventTime(detail);
  return {
    service,
    ...(at && { at: at.toISOString() }),
    ...fromDetail(detail),
    ...present({ source: product.Source }),
  };
}

/** One row of the events, addresses or resources; `undefined` for a row without a name. */
export function toDetailEntry(
  row: Pick<Product, "UsedTimestamp" | "Source" | "Detail">,
  name: string | undefined,
  resourceType: string | undefined,
): DetailEntry | undefined {
  if (name === undefined) return undefined;
  const detail = parseDetail(row.Detail);
  const at = row.UsedTimestamp ?? eventTime(detail);
  return {
    name,
    ...(at && { at: at.toISOString() }),
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

function fromDetail(detail: Detail | undefined): Omit<LastUse, "at" | "service"> {
  if (!detail) return {};
  const { type, userName, principalId } = detail.userIdentity;
  const by = present({ type, name: userName, id: principalId });
  return {
    ...present({ event: detail.eventName, ip: detail.sourceIpAddress, region: detail.acsRegion }),
    ...(Object.keys(by).length > 0 && { by }),
  };
}

function eventTime(detail: Detail | undefined): Date | undefined {
  const ms = Date.parse(detail?.eventTime ?? "");
  return Number.isNaN(ms) ? undefined : new Date(ms);
}

/** The same without what is `undefined`. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
