import type { KeyRef } from "../../core/usage/key";

/**
 * The key that a person, a setting or a command means by `text`, or `undefined`. The detector asks whether a text in
 * a file *is* an ID; here somebody says it is, so only the form counts. A secret never has it.
 *
 * @param lenient also takes the old access keys, which look like any word of 20 letters and digits, and key tags of
 *   other lengths than the one that was seen. No cloud's document gives the length of either.
 */
export function parseNcloudKey(text: string, lenient: boolean): KeyRef | undefined {
  const id = text.trim();
  // The letter after the zone's tells an ID (A) from a secret (K). A secret has 34 characters after the prefix.
  if (/^ncp_iam_(?!B.K)[A-Za-z0-9]{20}$/.test(id)) return { provider: "ncloud", kind: "access-key", id };
  if (/^[0-9a-f]{64}$/.test(id)) return { provider: "ncloud", kind: "kms-key", id };
  if (!lenient) return undefined;
  if (/^(?=.*[0-9])(?!AKIA|ASIA|LTAI)[A-Za-z0-9]{20}$/.test(id))
    return { provider: "ncloud", kind: "access-key", id };
  if (/^(?=.*[0-9])[0-9a-z]{40,64}$/.test(id)) return { provider: "ncloud", kind: "kms-key", id };
  return undefined;
}
