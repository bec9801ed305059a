import { sampleNumber } from "./keyIds";
import type { SampleKmsKey } from "./sampleKmsKey";

/** The number of an account, always the same for the same name. */
export function memberNumberOf(account: string): string {
  return String(sampleNumber(`member ${account}`));
}

/** The number that KMS gives a key, next to its tag. */
export function keyNumberOf(key: SampleKmsKey): number {
  return sampleNumber(`key ${key.id}`);
}

/** How other services of the cloud refer to a key. */
export function nrnOf(key: SampleKmsKey): string {
  const member = key.account === undefined ? "" : memberNumberOf(key.account);
  return `nrn:PUB:KMS::${member}:Key/${keyNumberOf(key)}`;
}
