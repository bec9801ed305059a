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
