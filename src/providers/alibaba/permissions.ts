/** The five operations KeyTrail calls; each is a permission of the same name. */
export const OPERATIONS = [
  "GetAccessKeyLastUsedInfo",
  "GetAccessKeyLastUsedProducts",
  "GetAccessKeyLastUsedEvents",
  "GetAccessKeyLastUsedIps",
  "GetAccessKeyLastUsedResources",
] as const;

export type Operation = (typeof OPERATIONS)[number];

export function permissionOf(operation: Operation): string {
  return `actiontrail:${operation}`;
}

/** The smallest RAM policy that lets an identity ask about keys; the operations know no resource but `*`. */
export function minimalPolicy(): string {
  const statement = { Effect: "Allow", Action: OPERATIONS.map(permissionOf), Resource: "*" };
  return JSON.stringify({ Version: "1", Statement: [statement] }, undefined, 2);
}

/** What listing an account's keys calls besides: each is a permission, but for `sts:GetCallerIdentity`, which needs none. */
const LISTING = ["ram:ListUsers", "ram:ListAccessKeys"] as const;

/** The policy above, and what listing all keys of an account needs. */
export function inventoryPolicy(): string {
  const lookUps = { Effect: "Allow", Action: OPERATIONS.map(permissionOf), Resource: "*" };
  const listing = { Effect: "Allow", Action: LISTING, Resource: "*" };
  return JSON.stringify({ Version: "1", Statement: [lookUps, listing] }, undefined, 2);
}
