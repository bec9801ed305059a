import type { UnknownKeyAnswer } from "../gateway";
import type { Misdeeds } from "../misbehaviour";
import { ApiError, outOfOrder, permissionDenied, tooManyRequests } from "./apiError";

/** What a test wants to be different about one answer. */
export interface Mood {
  /** How far the gateway's clock is ahead of the world's. */
  readonly clockSkewMs: number;
  readonly unknownKeys: UnknownKeyAnswer;
  /** The key list has the form that tables of the documents give it. */
  readonly listAsInTables: boolean;
  /** Refuse the request with this, provided that it was in order. */
  readonly refusal: ApiError | undefined;
}

/** What misdeeds mean to the gateway; those it has no part in are the transport's business. */
export function moodOf({ answer, clock, stranger, list }: Misdeeds): Mood {
  return {
    clockSkewMs: clock?.ms ?? 0,
    unknownKeys: stranger?.answer ?? "http-404",
    listAsInTables: list !== undefined,
    refusal: refusalOf(answer),
  };
}

function refusalOf(misdeed: Misdeeds["answer"]): ApiError | undefined {
  if (misdeed?.kind === "deny") return permissionDenied();
  if (misdeed?.kind === "server-error") return outOfOrder(misdeed.status ?? 500);
  if (misdeed?.kind === "throttle") return tooManyRequests(misdeed.code ?? "410", misdeed.retryAfterMs);
  if (misdeed?.kind === "envelope") {
    const { envelope, status = 500, code = "900", message = "Unexpected Error" } = misdeed;
    return new ApiError(status, code, message, envelope);
  }
  return undefined;
}
