import * as v from "valibot";
import { maybeText } from "../common/maybeText";

/**
 * The wire records of ActionTrail 2020-07-06, as tolerant as its documents are silent: any field may be absent, null,
 * empty, a number in a string, or end in a newline. Each schema turns those into a value or `undefined`.
 */

/**
 * Milliseconds since the epoch. `0`, `""`, `null` and absence mean that no use is on record. Whatever else is no time
 * says that there was a use, and not when.
 */
const maybeTime = v.pipe(
  v.optional(v.unknown()),
  v.transform((value): Date | "unreadable" | undefined => {
    const given = typeof value === "string" ? value.trim() : value;
    if (given === undefined || given === null || given === "") return undefined;
    const ms = typeof given === "string" || typeof given === "number" ? Number(given) : NaN;
    if (ms === 0) return undefined;
    return ms >= EARLIEST && ms <= LATEST ? new Date(ms) : "unreadable";
  }),
);

/** Alibaba Cloud began in 2009. A "time" before that is in another unit, and would read as "not used for decades". */
const EARLIEST = Date.UTC(2009, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** Every answer of the API has one. What a proxy or a gateway made up has none, and must not read as "no use". */
const requestId = v.pipe(v.string(), v.trim(), v.nonEmpty());

const used = { UsedTimestamp: maybeTime, Source: maybeText, Detail: v.optional(v.unknown()) };
const service = { ServiceName: maybeText, ServiceNameCn: maybeText, ServiceNameEn: maybeText };

const info = {
  ...used,
  ...service,
  AccessKeyId: maybeText,
  AccountId: maybeText,
  AccountType: maybeText,
  OwnerId: maybeText,
  UserName: maybeText,
  RequestId: requestId,
};

/** An answer that says other things than the documented ones, and none of these, is in a form that nobody knows. */
export const INFO = v.pipe(
  v.looseObject(info),
  v.check((body) => {
    const given = Object.keys(body).filter((name) => name !== "RequestId");
    return given.length === 0 || given.some((name) => name in info);
  }),
);
export type Info = v.InferOutput<typeof INFO>;

const PRODUCT = v.object({ ...used, ...service });
export type Product = v.InferOutput<typeof PRODUCT>;

/** An absent list is an empty one, unless something else stands in its place. */
function page<Entry extends v.GenericSchema>(name: string, entry: Entry) {
  return v.pipe(
    v.looseObject({ RequestId: requestId, NextToken: maybeText, [name]: v.nullish(v.array(entry)) }),
    v.check((body) => name in body || Object.keys(body).every((given) => ENVELOPE.has(given))),
    v.transform((body) => ({
      entries: (body[name] ?? []) as v.InferOutput<Entry>[],
      nextToken: body.NextToken as string | undefined,
    })),
  );
}

const ENVELOPE = new Set(["RequestId", "NextToken"]);

export const PRODUCTS = page("Products", PRODUCT);
export const EVENTS = page("Events", v.object({ ...used, EventName: maybeText }));
export const IPS = page("Ips", v.object({ ...used, Ip: maybeText }));
export const RESOURCES = page(
  "Resources",
  v.object({ ...used, ResourceName: maybeText, ResourceType: maybeText }),
);

/** ISO 8601 in UTC. `Date.parse` alone would make times out of other texts, and local ones out of texts without a zone. */
export const maybeIsoTime = v.pipe(
  maybeText,
  v.transform((text): Date | undefined => {
    const ms = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text ?? "") ? Date.parse(text ?? "") : NaN;
    return ms >= EARLIEST && ms <= LATEST ? new Date(ms) : undefined;
  }),
);

/** What is read out of `Detail`, a JSON text that may be broken, absent or huge. */
const DETAIL = v.object({
  eventName: maybeText,
  eventTime: maybeIsoTime,
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

/** Whether there is a record at all, readable or not. */
export function hasDetail(detail: unknown): boolean {
  const text = recordText(detail) ?? (typeof detail === "string" ? detail : "");
  return !/^\s*(\{\s*\}|\[\s*\]|null|"")?\s*$/.test(text);
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
