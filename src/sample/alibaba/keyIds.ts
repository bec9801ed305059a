import { createHash, randomInt } from "node:crypto";

/** Real 24-character IDs use this alphabet: no `0 O I l`. */
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/**
 * A synthetic AccessKey ID. The same seed gives the same ID for ever, so that pictures and tests can be compared;
 * it is put together when the program runs, so that no scanner takes this repository for a leak.
 */
export function sampleKeyId(seed: string): string {
  return "LTAI" + `5t${fromSeed(seed, 18)}`;
}

/** A synthetic ID of temporary credentials, made like `sampleKeyId`. */
export function sampleTemporaryId(seed: string): string {
  return "STS." + `NT${fromSeed(seed, 23)}`;
}

/** As long and as unpredictable as a real one: somebody might put the sample cloud where others can reach it. */
export function randomText(length: number): string {
  return Array.from({ length }, () => BASE58[randomInt(BASE58.length)]).join("");
}

/** An ID such as the cloud gives its own things, the same one for the same seed. */
export function sampleUuid(seed: string): string {
  const hex = createHash("sha256").update(seed).digest("hex").toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}

/** So many decimal digits, the same for the same seed, the first one not zero. */
export function sampleNumber(seed: string, digits: number): string {
  const number = BigInt(`0x${createHash("sha256").update(seed).digest("hex")}`);
  return `${1n + (number % 9n)}${(number / 9n).toString().slice(0, digits - 1)}`;
}

function fromSeed(seed: string, length: number): string {
  const bytes = createHash("sha256").update(`sample key: ${seed}`).digest();
  return Array.from(bytes.subarray(0, length), (byte) => BASE58[byte % BASE58.length]).join("");
}
