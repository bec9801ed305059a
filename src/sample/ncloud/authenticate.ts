import type { WireRequest } from "../wire";
import { AuthenticationFailed } from "./apiError";
import { ncloudSignature, sameSignature } from "./signature";

/** Credentials that may sign requests, and whose they are. */
export interface NcloudSigner {
  /** Name of the account that they belong to. */
  readonly account: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly userType: UserType;
  /** Of a sub account's key, and of temporary credentials that were made for one. */
  readonly subAccountId?: string;
  /** With temporary credentials: when they end, in milliseconds since the epoch. */
  readonly expiresAt?: number;
  /** Switched off by the account's administrator. */
  readonly disabled?: boolean;
}

/** Whose credentials they are, in the cloud's own words: the main account's, a sub account's, or a role's. */
export type UserType = "Customer" | "Sub" | "Role";

/** A signer, and when they were last let in, in milliseconds since the epoch. */
export interface SeenSigner {
  readonly signer: NcloudSigner;
  readonly lastSeen: number | undefined;
}

/** How far a request's time may be from the gateway's clock, either way. */
const TOLERANCE = 5 * 60_000;

/** Proves who signed a request, and that it is fresh. There is no nonce: the same request passes again for five minutes. */
export class Authenticator {
  private readonly signers = new Map<string, { readonly signer: NcloudSigner; lastSeen?: number }>();

  /** Lets a signer in, or changes what is known of one. */
  add(signer: NcloudSigner): void {
    this.signers.set(signer.accessKeyId, { signer });
  }

  /** The signers whose keys belong to a sub account. */
  ofSubAccount(subAccountId: string): SeenSigner[] {
    return [...this.signers.values()]
      .filter(({ signer }) => signer.userType === "Sub" && signer.subAccountId === subAccountId)
      .map(({ signer, lastSeen }) => ({ signer, lastSeen }));
  }

  /** The signer of a request that arrived at `now`; throws `ApiError` if there is anything wrong with the signature. */
  authenticate(request: WireRequest, now: number, clockSkewMs = 0): NcloudSigner {
    const timestamp = onlyValue(request, "x-ncp-apigw-timestamp");
    const accessKeyId = onlyValue(request, "x-ncp-iam-access-key");
    const signature = onlyValue(request, "x-ncp-apigw-signature-v2");
    if (!/^\d{13}$/.test(timestamp)) throw new AuthenticationFailed(INVALID);
    if (Math.abs(Number(timestamp) - (now + clockSkewMs)) > TOLERANCE) {
      throw new AuthenticationFailed("Expired timestamp.");
    }
    const known = this.signers.get(accessKeyId);
    if (known === undefined) throw new AuthenticationFailed(INVALID);
    const { signer } = known;
    const text = { method: request.method, target: request.target, timestamp, accessKeyId };
    if (!sameSignature(ncloudSignature(text, signer.accessKeySecret), signature)) {
      throw new AuthenticationFailed("Signature does not match.");
    }
    if (signer.disabled === true || (signer.expiresAt !== undefined && signer.expiresAt <= now)) {
      throw new AuthenticationFailed(INVALID);
    }
    known.lastSeen = now;
    return signer;
  }
}

const INVALID = "Invalid authentication information.";

/** A header must stand there once: which of two was signed, and which would be obeyed, must not be a matter of taste. */
function onlyValue(request: WireRequest, name: string): string {
  const values = request.headers.filter(([candidate]) => candidate === name).map(([, value]) => value);
  const [value] = values;
  if (values.length !== 1 || value === undefined || value === "") throw new AuthenticationFailed(INVALID);
  return value;
}
