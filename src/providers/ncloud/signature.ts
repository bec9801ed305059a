import { createHmac } from "node:crypto";
import type { SigningCredentials } from "./credentials/signingCredentials";

/** What a signature of version 2 is over. It covers neither the host nor the body. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query exactly as they are sent: a `%20` that becomes a `+` is another signature. */
  readonly target: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
}

/** The headers that prove who sends a request. Source: NAVER Cloud's API guide, and the agreement of its SDKs. */
export function signedHeaders(
  request: SignedRequest,
  credentials: SigningCredentials,
): Readonly<Record<string, string>> {
  return {
    "x-ncp-apigw-timestamp": String(request.timestamp),
    "x-ncp-iam-access-key": credentials.accessKeyId,
    "x-ncp-apigw-signature-v2": signatureOf(request, credentials),
  };
}

/** Base64 with padding. */
export function signatureOf(
  { method, target, timestamp }: SignedRequest,
  { accessKeyId, accessKeySecret }: SigningCredentials,
): string {
  const text = `${method} ${target}\n${timestamp}\n${accessKeyId}`;
  return createHmac("sha256", accessKeySecret).update(text).digest("base64");
}
