import type { KmsActivity, Requestor } from "./sampleKmsKey";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Who has a part in the story; the addresses are those that are kept for documents (RFC 5737), and a private one. */
export const REQUESTORS = {
  shop: { requestType: "API", id: "shop-server", ip: "203.0.113.21", authentication: "TOKEN" },
  batch: { requestType: "API", id: "nightly-batch", ip: "198.51.100.40", authentication: "ACCOUNT" },
  person: { requestType: "CONSOLE", id: "minji.kim", ip: "10.20.0.5", authentication: "" },
  cloud: { requestType: "SYSTEM", id: "", ip: "", authentication: "" },
} as const satisfies Record<string, Requestor>;

/** One thing that was done. */
export function did(agoMs: number, by: Requestor, action: string): KmsActivity {
  return { agoMs, by, action };
}

/**
 * A month of a shop's work, a few hundred records: the server day and night, a batch each night, a person now and then,
 * and two rotations by the cloud itself. The newest is four minutes old and by the server.
 */
export function aBusyMonth(): KmsActivity[] {
  const activities: KmsActivity[] = [];
  for (let agoMs = 4 * MINUTE; agoMs < 30 * DAY; agoMs += 97 * MINUTE) {
    const action = SHOP_ACTIONS[activities.length % SHOP_ACTIONS.length] ?? "Encrypt";
    activities.push(did(agoMs, REQUESTORS.shop, action));
  }
  for (let day = 0; day < 30; day += 1) {
    activities.push(did(day * DAY + 7 * HOUR, REQUESTORS.batch, "Decrypt"));
    activities.push(did(day * DAY + 7 * HOUR + 20_000, REQUESTORS.batch, "GenerateDataKey"));
    if (day % 4 === 1) activities.push(did(day * DAY + 5 * HOUR, REQUESTORS.person, "GetKeyInfo"));
  }
  activities.push(did(10 * DAY, REQUESTORS.cloud, "RotateKey"), did(24 * DAY, REQUESTORS.cloud, "RotateKey"));
  return activities;
}

const SHOP_ACTIONS = ["Encrypt", "Decrypt", "Decrypt", "GenerateDataKey", "Decrypt", "Encrypt", "Reencrypt"];
