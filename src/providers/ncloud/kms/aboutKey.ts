import type { KeyInfo, Problem } from "../../../core/usage/keyUsage";
import { UsageError } from "../../../core/usage/errors";
import type { NcloudApi } from "../ncloudApi";
import type { Operation } from "../operations";
import type { KeyPlace } from "./keyPlaces";
import { KEY_INFO, VERSION_COUNT } from "./schema";
import { toKeyInfo } from "./toUsage";

/** What is known of a key beside its use. */
export interface AboutKey {
  readonly keyInfo?: KeyInfo;
  /** The address of the host that the key lives on, in the cloud's words. */
  readonly baseUrl?: string;
  /** Why no more is known. */
  readonly problem?: Problem;
}

/** Asks a host about the key itself, and about its versions if these are wanted; that these fail is no problem. */
export async function aboutKey(
  api: NcloudApi,
  { account, host, keyTag, row }: KeyPlace,
  withVersions: boolean,
  signal: AbortSignal,
): Promise<AboutKey> {
  const path = `/kms/v1/keys/${encodeURIComponent(keyTag)}`;
  const question = (operation: Operation, rest = "") => ({ operation, host, path: `${path}${rest}` });
  const [details, versions] = await Promise.all([
    part(api.call(account, question("Get Key Info"), KEY_INFO, signal)),
    withVersions
      ? part(api.call(account, question("Get Key Version List", "/versions"), VERSION_COUNT, signal))
      : undefined,
  ]);
  const known = details instanceof UsageError ? undefined : details;
  const keyInfo = toKeyInfo(row, known, versions instanceof UsageError ? undefined : versions);
  return {
    ...(keyInfo && { keyInfo }),
    ...(known?.baseurl !== undefined && { baseUrl: known.baseurl }),
    ...(details instanceof UsageError && { problem: details.toProblem() }),
  };
}

async function part<T>(answer: Promise<T>): Promise<T | UsageError> {
  return answer.catch((error: unknown) => {
    if (error instanceof UsageError && error.kind !== "cancelled") return error;
    throw error;
  });
}
