import { createHash, randomInt } from "node:crypto";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Whose an access key is; the ID tells. */
export type KeyHolder = "main" | "sub";

/**
 * A synthetic access key ID. The same seed gives the same ID for ever, so that pictures and tests can be compared;
 * it is put together when the program runs, so that no scanner takes this repository for a leak.
 */
export function sampleAccessKey(seed: string, holder: KeyHolder = "sub"): string {
  const bytes = createHash("sha256").update(`sample ncloud key: ${seed}`).digest();
  return accessKey(holder, (index) => bytes[index] ?? 0);
}

/** An access key ID that nobody can guess. */
export function randomAccessKey(holder: KeyHolder): string {
  return accessKey(holder, () => randomInt(256));
}

/** A secret key, as long and as unpredictable as a real one: somebody might put the sample cloud where others can reach it. */
export function randomSecretKey(holder: KeyHolder): string {
  return `${prefix("K", holder)}${characters(28, () => randomInt(BASE62.length))}`;
}

/** Whose a key is, by the letter in its ID. */
export function holderOf(accessKeyId: string): KeyHolder {
  return accessKeyId.startsWith(prefix("A", "main")) ? "main" : "sub";
}

/** What the cloud calls a KMS key in every URL: 64 hex digits, the same ones for the same name. */
export function sampleKeyTag(name: string): string {
  return createHash("sha256").update(`sample key tag: ${name}`).digest("hex");
}

/** A hash that is the tag of no key, and looks exactly like one. */
export function sampleDigest(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** An ID such as the cloud gives its sub accounts, the same one for the same seed. */
export function sampleSubAccountId(seed: string): string {
  const hex = createHash("sha256").update(`sub account ${seed}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}

/** A positive number below a million or so, the same for the same seed. */
export function sampleNumber(seed: string): number {
  return 1000 + (createHash("sha256").update(seed).digest().readUInt32BE() % 1_000_000);
}

function accessKey(holder: KeyHolder, at: (index: number) => number): string {
  // A digit is in all real ones that were seen, and chance would leave it out now and then.
  return `${prefix("A", holder)}${at(0) % 10}${characters(13, (index) => at(index + 1))}`;
}

/** P for the public zone; A for an ID or K for a secret; M or S for main or sub account; KR for the region. */
function prefix(what: "A" | "K", holder: KeyHolder): string {
  return "ncp_iam_" + `BP${what}${holder === "main" ? "M" : "S"}KR`;
}

function characters(length: number, at: (index: number) => number): string {
  return Array.from({ length }, (_, index) => BASE62[at(index) % BASE62.length]).join("");
}
