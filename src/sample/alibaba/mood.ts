import type { Misdeeds } from "../misbehaviour";
import { ApiError, serviceUnavailable } from "./apiError";
import type { Mood } from "./gateway";

/** What misdeeds mean to the gateway; those it has no part in are the transport's business. */
export function moodOf({ answer, clock, stranger }: Misdeeds): Mood {
  const refusal = refusalOf(answer);
  return {
    ...(clock !== undefined && { clockSkewMs: clock.ms }),
    ...(stranger !== undefined && { unknownKeys: stranger.answer }),
    ...(refusal !== undefined && { refusal }),
  };
}

function refusalOf(misdeed: Misdeeds["answer"]): Mood["refusal"] {
  if (misdeed?.kind === "deny") return "NoPermission";
  if (misdeed?.kind === "server-error") {
    if (misdeed.status === 503) return serviceUnavailable();
    const { status = 500 } = misdeed;
    return new ApiError(
      status,
      "InternalError",
      "The request processing has failed due to some unknown error.",
    );
  }
  if (misdeed?.kind === "throttle") {
    const { status = 400, code = "Throttling.User", retryAfterMs } = misdeed;
    const headers = retryAfterMs === undefined ? {} : { "x-acs-retry-after": String(retryAfterMs) };
    return new ApiError(status, code, "Request was denied due to user flow control.", { headers });
  }
  return undefined;
}
