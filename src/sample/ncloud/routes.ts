import type { WireRequest } from "../wire";

/** The operations that the sample knows, by the names that their documents give them. */
export type KmsOperation =
  "GetKeyList" | "GetKeyInfo" | "GetKeyVersionList" | "GetLastUseInfo" | "GetKeyActivityLogs";
/** Those of Sub Account. `v2` is how the government's zone speaks. */
export type SubAccountOperation = "ListSubAccounts" | "ListAccessKeys" | "GetLastAccessSummary";

/** What a path means. */
export type Route =
  | { readonly service: "kms"; readonly operation: KmsOperation; readonly keyTag: string | undefined }
  | {
      readonly service: "sub-account";
      readonly operation: SubAccountOperation;
      readonly version: "v1" | "v2";
      readonly subAccountId: string | undefined;
    }
  | { readonly service: "sts"; readonly operation: "GetCallerIdentity" };

/** Whether a request is this cloud's business at all. */
export function isNcloudPath(path: string): boolean {
  return path.startsWith("/kms/") || path.startsWith("/api/");
}

/** What a request asks for; `undefined` if there is no such thing. */
export function routeOf({ method, path }: WireRequest): Route | undefined {
  if (method !== "GET") return undefined;
  return kmsRoute(path) ?? subAccountRoute(path) ?? stsRoute(path);
}

function kmsRoute(path: string): Route | undefined {
  const [, keyTag, rest] = /^\/kms\/v1\/keys(?:\/([^/]+)(?:\/([^/]+))?)?$/.exec(path) ?? [];
  if (path === "/kms/v1/keys") return { service: "kms", operation: "GetKeyList", keyTag: undefined };
  if (keyTag === undefined) return undefined;
  const operation = rest === undefined ? "GetKeyInfo" : KMS_OPERATIONS.get(rest);
  return operation && { service: "kms", operation, keyTag };
}

const KMS_OPERATIONS: ReadonlyMap<string, KmsOperation> = new Map([
  ["versions", "GetKeyVersionList"],
  ["last-use-info", "GetLastUseInfo"],
  ["activities", "GetKeyActivityLogs"],
]);

function subAccountRoute(path: string): Route | undefined {
  const service = "sub-account";
  const [, number, kind, subAccountId, rest] =
    /^\/api\/v([12])\/(sub-accounts|users)(?:\/([^/]+)\/([^/]+))?$/.exec(path) ?? [];
  const version = number === "2" ? "v2" : "v1";
  switch (`${kind ?? ""} ${rest ?? ""}`) {
    case "sub-accounts ":
      return { service, operation: "ListSubAccounts", version, subAccountId };
    case "sub-accounts access-keys":
      return { service, operation: "ListAccessKeys", version, subAccountId };
    // The same question has another path in each version.
    case version === "v1" ? "users last-access-summary" : "sub-accounts last-access-summary":
      return { service, operation: "GetLastAccessSummary", version, subAccountId };
    default:
      return undefined;
  }
}

function stsRoute(path: string): Route | undefined {
  return path === "/api/v1/caller-identity" ? { service: "sts", operation: "GetCallerIdentity" } : undefined;
}
