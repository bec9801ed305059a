import type { Envelope, ErrorContent } from "./envelopes";

/** An answer that is not a success. */
export class ApiError extends Error implements ErrorContent {
  override readonly name = "ApiError";

  /** Only the gateway's own envelope has room for it. */
  readonly details: string | undefined = undefined;

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly envelope: Envelope = "gateway",
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** Nobody knows who asks: the message is always the same, only the details differ. */
export class AuthenticationFailed extends ApiError {
  override readonly details: string;

  constructor(details: string) {
    super(401, "200", "Authentication Failed");
    this.details = details;
  }
}

/** The asker's policies do not allow it. A 401 here, where others have a 403. */
export function permissionDenied(): ApiError {
  return new ApiError(401, "210", "Permission Denied");
}

/** There is nothing there, or nothing that the asker has. */
export function notFound(): ApiError {
  return new ApiError(404, "300", "Not Found Exception");
}

/** A parameter that the operation does not take, in the words of KMS. */
export function invalidRequest(): ApiError {
  return new ApiError(400, "INVALID_REQUEST", "Invalid request", "kms");
}

/** A request that the gateway itself cannot make sense of. */
export function badRequest(): ApiError {
  return new ApiError(400, "100", "Bad Request Exception");
}

/** Too many requests; the code says of what. */
export function tooManyRequests(code: string, retryAfterMs: number | undefined): ApiError {
  const message = LIMITS[code] ?? "Throttle Limited";
  const headers = retryAfterMs === undefined ? {} : { "retry-after": String(Math.ceil(retryAfterMs / 1000)) };
  return new ApiError(429, code, message, "gateway", headers);
}

/** The service behind the gateway is down, or too slow for it, or something else is wrong. */
export function outOfOrder(status: 500 | 503 | 504): ApiError {
  if (status === 503) return new ApiError(503, "500", "Endpoint Error");
  if (status === 504) return new ApiError(504, "510", "Endpoint Timeout");
  return new ApiError(500, "900", "Unexpected Error");
}

const LIMITS: Readonly<Record<string, string>> = {
  "400": "Quota Exceeded",
  "410": "Throttle Limited",
  "420": "Rate Limited",
};
