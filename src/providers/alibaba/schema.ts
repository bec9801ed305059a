import * as v from "valibot";

/**
 * The wire records of ActionTrail 2020-07-06, as tolerant as its documents are silent: any field may be absent, null,
 * empty, a number in a string, or end in a newline. Each schema turns those into a value or `undefined`.
 */
const maybeText = v.pipe(
  v.optional(v.unknown()),
  v.transform((value): string | undefined => {
    const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
    return text === "" ? undefined : text;
  }),
);

/** Milliseconds since the epoch. `0`, `""`, `null` and absence mean that no use is on record; nonsense is an error. */
const maybeTime = v.pipe(
  v.optional(v.unknown()),
  v.rawTransform(({ dataset, addIssue, NEVER }): Date | undefined => {
    const value = typeof dataset.value === "string" ? dataset.value.trim() : dataset.value;
    if (value === undefined || value === null || value === "" || Number(value) === 0) return undefined;
    const ms = Number(value);
    if (Number.isFinite(ms) && ms >= EARLIEST && ms <= LATEST) return new Date(ms);
    addIssue({ message: "not a time in milliseconds" });
    return NEVER;
  }),
);

/** Alibaba Cloud began in 2009. A "time" before that is in another unit, and would read as "not used for decades". */
const EARLIEST = Date.UTC(2009, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const used = { UsedTimestamp: maybeTime, Source: maybeText, Detail: v.optional(v.unknown()) };
const service = { ServiceName: maybeText, ServiceNameCn: maybeText, ServiceNameEn: maybeText };

export const INFO = v.object({
  ...used,
  ...service,
  AccessKeyId: maybeText,
  AccountId: maybeText,
  AccountType: maybeText,
  OwnerId: maybeText,
  UserName: maybeText,
  RequestId: maybeText,
});
export type Info = v.InferOutput<typeof INFO>;

const PRODUCT = v.object({ ...used, ...service });
export type Product = v.InferOutput<typeof PRODUCT>;

/** An absent list is an empty one only beside a request ID, which shows that the API itself answered. */
function page<Entry extends v.GenericSchema>(name: string, entry: Entry) {
  return v.pipe(
    v.looseObject({ RequestId: v.string(), NextToken: maybeText, [name]: v.nullish(v.array(entry), []) }),
    v.transform((body) => ({
      entries: body[name] as v.InferOutput<Entry>[],
      nextToken: body.NextToken as string | undefined,
    })),
  );
}

export const PRODUCTS = page("Products", PRODUCT);
export const EVENTS = page("Events", v.object({ ...used, EventName: maybeText }));
export const IPS = page("Ips", v.object({ ...used, Ip: maybeText }));
export const RESOURCES = page(
  "Resources",
  v.object({ ...used, ResourceName: maybeText, ResourceType: maybeText }),
);

/** What is read out of `Detail`, a JSON text that may be broken, absent or huge. */
const DETAIL = v.object({
  eventName: maybeText,
  eventTime: maybeText,
  sourceIpAddress: maybeText,
  acsRegion: maybeText,
  userIdentity: v.fallback(
    v.object({ type: maybeText, userName: maybeText, principalId: maybeText, accountId: maybeText }),
    { type: undefined, userName: undefined, principalId: undefined, accountId: undefined },
  ),
});
export type Detail = v.InferOutput<typeof DETAIL>;

/** A record beyond this is not worth stopping the editor for; what the other fields say is shown without it. */
const MAX_DETAIL_CHARS = 256 * 1024;

export function parseDetail(detail: unknown): Detail | undefined {
  if (typeof detail === "object" && detail !== null) return parsed(detail);
  if (typeof detail !== "string" || detail.length > MAX_DETAIL_CHARS) return undefined;
  try {
    return parsed(JSON.parse(detail));
  } catch {
    // A broken record is shown as it came; nothing is read out of it.
    return undefined;
  }
}

/** The record for a person to read: as it came, or nothing when it is absent or too large to show. */
export function recordText(detail: unknown): string | undefined {
  const text = typeof detail === "object" && detail !== null ? JSON.stringify(detail) : detail;
  if (typeof text !== "string" || text.trim() === "" || text.length > MAX_DETAIL_CHARS) return undefined;
  return text;
}

function parsed(value: unknown): Detail | undefined {
  const result = v.safeParse(DETAIL, value);
  return result.success ? result.output : undefined;
}
