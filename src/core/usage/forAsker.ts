import type { KeyRef } from "./key";
import type { KeyInfo, KeyUsage } from "./keyUsage";

/**
 * An answer as whoever asks gets it: with their own label and account, since it may have been given to somebody with
 * others; and where it says nothing of the key itself, with what a list of keys says.
 */
export function forAsker(
  usage: KeyUsage,
  key: KeyRef,
  infoOf: ((key: KeyRef) => KeyInfo | undefined) | undefined,
): KeyUsage {
  const keyInfo = usage.keyInfo ?? infoOf?.(key);
  return { ...usage, key, ...(keyInfo && { keyInfo }) };
}
