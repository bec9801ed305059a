import { sampleUuid } from "./keyIds";
import type { SampleKey, ServiceStory, Use } from "./sampleKey";
import { accountIdOf } from "./story";

/** Members of an answer, in the wire's own spelling. */
export type WireRecord = Readonly<Record<string, unknown>>;

/** The records reach back this far. */
const WINDOW = 400 * 24 * 60 * 60_000;

/** One use of a key through one service, with all that is needed to write it down. */
export interface Recorded {
  readonly key: SampleKey;
  readonly story: ServiceStory;
  readonly use: Use;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Everything on record about a key at `now`, service by service, the newest first; its story counts back from `moment`. */
export function recordedServices(
  key: SampleKey,
  { now, moment }: { readonly now: number; readonly moment: number },
): Recorded[][] {
  return key.services
    .map((story) =>
      story.uses
        .map((use) => ({ key, story, use, at: moment - use.agoMs }))
        .filter(({ at }) => at >= now - WINDOW)
        .sort(newestFirst),
    )
    .filter((records) => records.length > 0)
    .sort(([one], [other]) => (one && other ? newestFirst(one, other) : 0));
}

/** The latest of each kind, for lists in which an event, an address or a resource stands once. */
export function latestOfEach(
  records: readonly Recorded[],
  kindOf: (use: Use) => string | undefined,
): Recorded[] {
  const latest = new Map<string, Recorded>();
  for (const record of records) {
    const kind = kindOf(record.use);
    if (kind !== undefined && !latest.has(kind)) latest.set(kind, record);
  }
  return [...latest.values()];
}

/** The three members that tell which service it was. */
export function serviceMembers({ story: { service } }: Recorded): WireRecord {
  return { ServiceName: service.code, ServiceNameEn: service.en, ServiceNameCn: service.cn };
}

/** The members that every record has, whatever it is a record of. */
export function useMembers(record: Recorded): WireRecord {
  if (record.story.withoutTime) return { UsedTimestamp: 0, Source: record.story.source, Detail: "" };
  return { UsedTimestamp: record.at, Source: record.story.source, Detail: JSON.stringify(eventOf(record)) };
}

/** The event as ActionTrail delivers it; in answers it is a JSON text inside the JSON. */
function eventOf({ key, story, use, at }: Recorded): WireRecord {
  const accountId = key.account === undefined ? "" : accountIdOf(key.account);
  const seed = [key.id, story.service.code, use.event, use.ip, use.resource?.name ?? ""].join("/");
  return {
    eventId: sampleUuid(seed),
    eventVersion: "1",
    eventSource: `${story.service.host}.${story.region}.aliyuncs.com`,
    sourceIpAddress: use.ip,
    eventType: "ApiCall",
    userIdentity: { accountId, principalId: key.owner.id, type: key.owner.type, userName: key.owner.name },
    serviceName: story.service.code,
    apiVersion: story.service.apiVersion,
    requestId: sampleUuid(`request ${seed}`),
    eventTime: `${new Date(at).toISOString().slice(0, 19)}Z`,
    isGlobal: false,
    acsRegion: story.region,
    eventName: use.event,
  };
}

function newestFirst(one: Recorded, other: Recorded): number {
  return other.at - one.at;
}
