import { sampleKeyId, sampleNumber } from "./keyIds";
import type { SampleKey, SampleUser, ServiceStory } from "./sampleKey";
import { SERVICES, type ServiceName } from "./serviceNames";
import { DEV, PROD } from "./story";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Keys that are in no file and in nobody's list: only the account's own list shows that they are there. */
export type UnlistedKeys = Readonly<{
  /** Of a user with two keys: the new one, in use. */
  rotatedNew: SampleKey;
  /** The one that it replaces, quiet for some days. */
  rotatedOld: SampleKey;
  /** Switched off a month ago. */
  disabled: SampleKey;
  /** The second key of the CI user, which nobody has ever seen in use. */
  spare: SampleKey;
  /** Of the second account, and stale. */
  forgotten: SampleKey;
}>;

/** As with the rest of the story, IDs are always the same, and times count back. */
export function unlistedKeys(): UnlistedKeys {
  return {
    rotatedNew: {
      ...keyOf("rotated new", PROD, "deploy-bot"),
      createdAgoMs: 10 * DAY,
      services: [
        uses(SERVICES.containerRegistry, 4 * MINUTE, "GetAuthorizationToken"),
        uses(SERVICES.ecs, 50 * MINUTE, "DescribeInstances"),
      ],
    },
    rotatedOld: {
      ...keyOf("rotated old", PROD, "deploy-bot"),
      createdAgoMs: 390 * DAY,
      services: [
        uses(SERVICES.containerRegistry, 9 * DAY, "GetAuthorizationToken"),
        uses(SERVICES.ecs, 9 * DAY + 60 * MINUTE, "DescribeInstances"),
      ],
    },
    disabled: {
      ...keyOf("disabled", PROD, "reports"),
      inactive: true,
      createdAgoMs: 620 * DAY,
      changedAgoMs: 31 * DAY,
      services: [uses(SERVICES.oss, 120 * DAY, "GetObject", "DataEvent")],
    },
    spare: { ...keyOf("spare", PROD, "alice"), createdAgoMs: 200 * DAY, services: [] },
    forgotten: {
      ...keyOf("forgotten", DEV, "carol"),
      createdAgoMs: 500 * DAY,
      services: [uses(SERVICES.networks, 150 * DAY, "DescribeVpcs")],
    },
  };
}

/** Users without a key, as most people are. */
export function keylessUsers(): SampleUser[] {
  return ["dora", "eve"].map((name) => ({ name, id: sampleNumber(`user ${name}`, 18), account: PROD }));
}

/** So many users of an account, with two keys each: every third in use, every third stale, the others in no record. */
export function crowd(account: string, users: number): SampleKey[] {
  return Array.from({ length: users }, (_, index) => `user-${String(index).padStart(5, "0")}`).flatMap(
    (name) =>
      ["a", "b"].map((slot, index) => {
        const agoMs = (Number(name.slice(-5)) + index) % 3;
        return {
          ...keyOf(`${account} ${name} ${slot}`, account, name),
          services:
            agoMs === 2 ? [] : [uses(SERVICES.ecs, agoMs === 0 ? 3 * DAY : 200 * DAY, "DescribeInstances")],
        };
      }),
  );
}

function keyOf(seed: string, account: string, user: string): Pick<SampleKey, "id" | "account" | "owner"> {
  const owner = { type: "ram-user", name: user, id: sampleNumber(`user ${user}`, 18) };
  return { id: sampleKeyId(seed), account, owner };
}

function uses(service: ServiceName, agoMs: number, event: string, source = "ManagementEvent"): ServiceStory {
  return { service, region: "cn-hangzhou", source, uses: [{ agoMs, event, ip: "203.0.113.7" }] };
}
