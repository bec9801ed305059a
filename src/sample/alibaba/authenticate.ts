import type { WireRequest } from "../wire";
import { ApiError } from "./apiError";
import { sameText } from "./signature";
import { readSignedCall, type SignedCall } from "./signedCall";

/** Credentials that may sign requests, and whose they are. */
export interface Signer {
  /** Name of the account that they belong to. */
  readonly account: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** With temporary credentials. */
  readonly securityToken?: string;
  /** With temporary credentials: when they end, in milliseconds since the epoch. */
  readonly expiresAt?: number;
  /** Switched off by the account's administrator. */
  readonly disabled?: boolean;
}

/** How far a request's date may be from the gateway's clock, either way; from Alibaba Cloud's public error table. */
const TOLERANCE = 15 * 60_000;

/** Proves who signed a request, and that it is fresh. */
export class Authenticator {
  private readonly signers = new Map<string, Signer>();
  /** Nonces that were used, and when each may be forgotten because its date would be too old by then. */
  private readonly nonces = new Map<string, number>();

  /** Lets a signer in, or changes what is known of one. */
  add(signer: Signer): void {
    this.signers.set(signer.accessKeyId, signer);
  }

  /** The signer of a request that arrived at `now`; throws `ApiError` if there is anything wrong with the signature. */
  authenticate(request: WireRequest, now: number): Signer {
    const call = readSignedCall(request);
    checkTimestamp(call.timestamp, now);
    const signer = this.signers.get(call.accessKeyId);
    if (signer === undefined) {
      throw new ApiError(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
    }
    if (signer.disabled === true) {
      throw new ApiError(400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled.");
    }
    checkToken(call, signer, now);
    if (!sameText(call.signature, call.sign(signer.accessKeySecret))) {
      const message = `Specified signature is not matched with our calculation. ${call.explanation}`;
      throw new ApiError(400, "SignatureDoesNotMatch", message);
    }
    // Last, so that only the holder of the secret can use a nonce up.
    this.useNonce(`${call.accessKeyId} ${call.nonce}`, now);
    return signer;
  }

  private useNonce(nonce: string, now: number): void {
    for (const [used, forgetAt] of this.nonces) {
      if (forgetAt > now) break;
      this.nonces.delete(used);
    }
    if (this.nonces.has(nonce)) {
      throw new ApiError(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
    }
    this.nonces.set(nonce, now + 2 * TOLERANCE);
  }
}

function checkTimestamp(timestamp: string, now: number): void {
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(timestamp) ? Date.parse(timestamp) : NaN;
  if (Number.isNaN(time)) {
    const message = "Specified time stamp or date value is not well formatted.";
    throw new ApiError(400, "InvalidTimeStamp.Format", message);
  }
  if (Math.abs(time - now) > TOLERANCE) {
    throw new ApiError(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
  }
}

function checkToken({ securityToken }: SignedCall, signer: Signer, now: number): void {
  if (signer.securityToken === undefined) {
    if (securityToken === undefined) return;
    throw new ApiError(400, "InvalidSecurityToken.MismatchWithAccessKey", mismatch);
  }
  if (securityToken === undefined || securityToken === "") {
    throw new ApiError(400, "MissingSecurityToken", "SecurityToken is mandatory for this action.");
  }
  if (!securityToken.startsWith("CAIS")) {
    throw new ApiError(400, "InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed.");
  }
  if (!sameText(securityToken, signer.securityToken)) {
    throw new ApiError(400, "InvalidSecurityToken.MismatchWithAccessKey", mismatch);
  }
  if (signer.expiresAt !== undefined && signer.expiresAt <= now) {
    throw new ApiError(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.");
  }
}

const mismatch = "Specified SecurityToken mismatch with the AccessKey.";
