import { randomUUID } from "node:crypto";
import type { WireResponse } from "../wire";

/** An answer of the gateway that is not a success. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Further members of the body, and further headers, that some errors carry. */
    readonly extra: {
      readonly body?: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
  }
}

/** A required parameter that was not sent. */
export function missingParameter(name: string): ApiError {
  return new ApiError(400, `Missing${name}`, `${name} is mandatory for this action.`);
}

/** A parameter whose value the operation does not take. */
export function invalidParameter(name: string): ApiError {
  return new ApiError(400, "InvalidQueryParameter", `The specified query parameter is invalid: ${name}.`);
}

/** A request that is not signed the way the scheme it names demands. */
export function incompleteSignature(): ApiError {
  const message = "The request signature does not conform to Alibaba Cloud standards.";
  return new ApiError(400, "IncompleteSignature", message);
}

/** The signer's policies do not allow the operation; the body says which action (`product:operation`) is missing. */
export function noPermission(action: string, signer: { accountId: string; userId: string }): ApiError {
  const reason = {
    AuthAction: action,
    AuthPrincipalType: "SubUser",
    AuthPrincipalOwnerId: signer.accountId,
    AuthPrincipalDisplayName: signer.userId,
    NoPermissionType: "ImplicitDeny",
    PolicyType: "AccountLevelIdentityBasedPolicy",
  };
  const EncodedDiagnosticMessage = Buffer.from(JSON.stringify(reason)).toString("base64");
  return new ApiError(403, "NoPermission", "You are not authorized to perform this operation.", {
    body: { AccessDeniedDetail: { ...reason, EncodedDiagnosticMessage } },
  });
}

/** The product is out of order. */
export function serviceUnavailable(): ApiError {
  const message = "The request has failed due to a temporary failure of the server.";
  return new ApiError(503, "ServiceUnavailable", message);
}

/** A success, with the request ID in the body and in a header as the gateway sends them. */
export function successResponse(body: Readonly<Record<string, unknown>>): WireResponse {
  const requestId = newRequestId();
  return jsonResponse(200, requestId, { RequestId: requestId, ...body });
}

/** An error, in the members and the order that the gateway sends them. */
export function errorResponse(error: ApiError, host: string): WireResponse {
  const requestId = newRequestId();
  const body = {
    RequestId: requestId,
    Message: error.message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(error.code)}&product=Actiontrail&requestId=${requestId}`,
    HostId: host,
    Code: error.code,
    ...error.extra.body,
  };
  return jsonResponse(error.status, requestId, body, error.extra.headers);
}

function newRequestId(): string {
  return randomUUID().toUpperCase();
}

function jsonResponse(
  status: number,
  requestId: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): WireResponse {
  return {
    status,
    headers: { "content-type": "application/json;charset=utf-8", "x-acs-request-id": requestId, ...headers },
    body: JSON.stringify(body),
  };
}
