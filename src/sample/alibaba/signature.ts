import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { NamedValue } from "../wire";

/** The signature scheme of today's SDKs: headers and a hash of the body are signed with HMAC-SHA256. */
export const ACS3 = "ACS3-HMAC-SHA256";

/** The older scheme: parameters only, HMAC-SHA1, `SignatureVersion=1.0`. */
export const RPC_HMAC = "HMAC-SHA1";

/** What an ACS3 signature covers. */
export interface Acs3Input {
  readonly method: string;
  readonly path: string;
  readonly query: readonly NamedValue[];
  readonly headers: readonly NamedValue[];
  /** Hex SHA-256 of the body's bytes. */
  readonly bodyHash: string;
}

/** The text an ACS3 signature is made over, and the names of the headers in it. */
export interface Acs3Canonical {
  readonly text: string;
  readonly signedHeaders: string;
}

/** RFC 3986 percent-encoding: stricter than `encodeURIComponent` about `! ' ( ) *`, while `~` stays. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Hex SHA-256. */
export function sha256Hex(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The canonical request of ACS3; every `host`, `content-type` and `x-acs-*` header that was sent takes part. */
export function acs3Canonical(input: Acs3Input): Acs3Canonical {
  const headers = signedHeadersOf(input.headers);
  const signedHeaders = [...headers.keys()].join(";");
  // Parameter names stand as they are: the official SDKs encode the values only.
  const query = byName(input.query).map(([name, value]) => `${name}=${percentEncode(value)}`);
  const lines = [...headers].map(([name, values]) => `${name}:${values.join(",")}\n`);
  const parts = [input.method, input.path, query.join("&"), lines.join(""), signedHeaders, input.bodyHash];
  return { text: parts.join("\n"), signedHeaders };
}

/** What ACS3 puts under the HMAC. */
export function acs3StringToSign(canonicalText: string): string {
  return `${ACS3}\n${sha256Hex(canonicalText)}`;
}

/** The hex signature of ACS3. */
export function acs3Signature(stringToSign: string, secret: string): string {
  return createHmac("sha256", secret).update(stringToSign).digest("hex");
}

/** What the older scheme puts under the HMAC: all parameters of query and form body but `Signature` itself. */
export function rpcStringToSign(method: string, parameters: readonly NamedValue[]): string {
  const pairs = byName(parameters.filter(([name]) => name !== "Signature"));
  const query = pairs.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join("&");
  return `${method}&${percentEncode("/")}&${percentEncode(query)}`;
}

/** The base64 signature of the older scheme. */
export function rpcSignature(stringToSign: string, secret: string): string {
  return createHmac("sha1", `${secret}&`).update(stringToSign).digest("base64");
}

/** Compares in a time that tells nothing about where two texts differ; their hashes make the lengths equal. */
export function sameText(one: string, other: string): boolean {
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}

function byName(pairs: readonly NamedValue[]): NamedValue[] {
  return [...pairs].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
}

function signedHeadersOf(headers: readonly NamedValue[]): Map<string, string[]> {
  const signed = new Map<string, string[]>();
  for (const [name, value] of byName(headers)) {
    if (name !== "host" && name !== "content-type" && !name.startsWith("x-acs-")) continue;
    signed.set(name, [...(signed.get(name) ?? []), value.trim()].sort());
  }
  return signed;
}
