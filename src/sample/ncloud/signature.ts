import { createHmac, timingSafeEqual } from "node:crypto";

/** What a signature of version 2 covers. Neither host nor body is among it. */
export interface SignedText {
  readonly method: string;
  /** Path and query, byte for byte as sent. */
  readonly target: string;
  /** Milliseconds since the epoch, as sent. */
  readonly timestamp: string;
  readonly accessKeyId: string;
}

/** The base64 signature that the holder of `secret` sends. */
export function ncloudSignature(
  { method, target, timestamp, accessKeyId }: SignedText,
  secret: string,
): string {
  const text = `${method} ${target}\n${timestamp}\n${accessKeyId}`;
  return createHmac("sha256", secret).update(text, "utf8").digest("base64");
}

/** Compares the bytes behind two base64 texts, in a time that tells nothing about where they differ. */
export function sameSignature(expected: string, received: string): boolean {
  // Buffer.from skips what is no base64, and would make one signature out of many texts.
  if (!/^[A-Za-z0-9+/]{43}=$/.test(received)) return false;
  return timingSafeEqual(Buffer.from(expected, "base64"), Buffer.from(received, "base64"));
}
