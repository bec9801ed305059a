import type { Service } from "../../core/usage/keyUsage";

/**
 * The calls that KeyTrail makes with an account's own key, by service code in lower case: looking keys up, listing
 * them, and asking who it is. A key that is used for nothing else is used by KeyTrail.
 */
const OWN_CALLS: Readonly<Record<string, readonly string[]>> = {
  actiontrail: [
    "GetAccessKeyLastUsedInfo",
    "GetAccessKeyLastUsedProducts",
    "GetAccessKeyLastUsedEvents",
    "GetAccessKeyLastUsedIps",
    "GetAccessKeyLastUsedResources",
  ],
  ram: ["ListUsers", "ListAccessKeys", "GetUser"],
  ims: ["ListUsers", "ListAccessKeys", "ListAccessKeysInRecycleBin"],
  sts: ["GetCallerIdentity"],
};

/** Whether KeyTrail calls the service at all: what it records of a key may be KeyTrail's doing. */
export function isOwnService({ code }: Service): boolean {
  return code.toLowerCase() in OWN_CALLS;
}

/** Whether KeyTrail makes such a call; not whether it made this one. */
export function isOwnCall({ code }: Service, event: string): boolean {
  return OWN_CALLS[code.toLowerCase()]?.includes(event) === true;
}
