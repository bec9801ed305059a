import { headerOf, parseForm, type NamedValue, type WireRequest } from "../wire";
import { ApiError, incompleteSignature, missingParameter } from "./apiError";
import {
  ACS3,
  RPC_HMAC,
  acs3Canonical,
  acs3Signature,
  acs3StringToSign,
  rpcSignature,
  rpcStringToSign,
  sha256Hex,
} from "./signature";

/** What a request says about itself, in either scheme. Nothing of it is proven yet. */
export interface SignedCall {
  readonly scheme: typeof ACS3 | typeof RPC_HMAC;
  readonly accessKeyId: string;
  readonly securityToken: string | undefined;
  /** As sent; whether it is a time at all is still to be seen. */
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
  /** What the gateway says was to be signed, in the words of its `SignatureDoesNotMatch`. */
  readonly explanation: string;
  /** The signature that the holder of `secret` would have sent. */
  sign(secret: string): string;
}

/** What is asked for, whether or not the asker turns out to be entitled to ask. */
export interface Question {
  readonly operation: string | undefined;
  readonly version: string | undefined;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads the operation and its parameters: from headers first, where today's SDKs put them, else from parameters. */
export function readQuestion(request: WireRequest): Question {
  const parameters = new Map(allParameters(request));
  return {
    operation: headerOf(request, "x-acs-action") ?? parameters.get("Action"),
    version: headerOf(request, "x-acs-version") ?? parameters.get("Version"),
    parameters,
  };
}

/** Reads the signature's claims; throws `ApiError` if the request is not signed in one of the two known ways. */
export function readSignedCall(request: WireRequest): SignedCall {
  const parameters = allParameters(request);
  // Which of two values was signed, and which would be obeyed, must not be a matter of taste.
  const names = parameters.map(([name]) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw new ApiError(
      400,
      "InvalidParameter",
      `The parameter ${repeated} must not be given more than once.`,
    );
  }
  const authorization = headerOf(request, "authorization");
  return authorization === undefined ? readRpc(request.method, parameters) : readAcs3(request, authorization);
}

function readAcs3(request: WireRequest, authorization: string): SignedCall {
  const claim = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
    authorization,
  );
  const [, accessKeyId, signedHeaders, signature] = claim ?? [];
  const bodyHash = sha256Hex(request.body);
  const canonical = acs3Canonical({ ...request, bodyHash });
  if (accessKeyId === undefined || signature === undefined || signedHeaders !== canonical.signedHeaders) {
    throw incompleteSignature();
  }
  const claimedHash = requireHeader(request, "x-acs-content-sha256");
  const stringToSign = acs3StringToSign(canonical.text);
  return {
    scheme: ACS3,
    accessKeyId,
    securityToken: headerOf(request, "x-acs-security-token"),
    timestamp: requireHeader(request, "x-acs-date"),
    nonce: requireHeader(request, "x-acs-signature-nonce"),
    signature,
    explanation: `server string to sign is:${stringToSign},server canonicalString is:${canonical.text}`,
    // A hash of some other body is no signature of this one, however well it is signed.
    sign: (secret) => (claimedHash === bodyHash ? acs3Signature(stringToSign, secret) : ""),
  };
}

function readRpc(method: string, pairs: readonly NamedValue[]): SignedCall {
  const parameters = new Map(pairs);
  const need = (name: string): string => {
    const value = parameters.get(name);
    if (value === undefined || value === "") throw missingParameter(name);
    return value;
  };
  const accessKeyId = need("AccessKeyId");
  const signature = need("Signature");
  if (need("SignatureMethod") !== RPC_HMAC || need("SignatureVersion") !== "1.0") throw incompleteSignature();
  const stringToSign = rpcStringToSign(method, pairs);
  return {
    scheme: RPC_HMAC,
    accessKeyId,
    securityToken: parameters.get("SecurityToken"),
    timestamp: need("Timestamp"),
    nonce: need("SignatureNonce"),
    signature,
    explanation: `server string to sign is:${stringToSign}`,
    sign: (secret) => rpcSignature(stringToSign, secret),
  };
}

function allParameters(request: WireRequest): NamedValue[] {
  const type = headerOf(request, "content-type") ?? "";
  const isForm = type.toLowerCase().startsWith("application/x-www-form-urlencoded");
  return isForm ? [...request.query, ...parseForm(request.body.toString("utf8"))] : [...request.query];
}

function requireHeader(request: WireRequest, name: string): string {
  const value = headerOf(request, name);
  if (value === undefined || value === "") throw missingParameter(name);
  return value;
}
