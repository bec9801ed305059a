import type { KeyRef } from "../../core/usage/key";

/**
 * The key that a person, a setting or a command means by `text`, or `undefined`. The detector asks whether a text in
 * a file *is* an ID; here somebody says it is, so only the form counts. A secret (30 letters and digits) never has it.
 *
 * @param lenient also takes the old IDs without `LTAI`, which look like any other word of 16 to 26 letters and digits.
 */
export function parseAlibabaKey(text: string, lenient: boolean): KeyRef | undefined {
  const id = text.trim();
  if (/^LTAI[A-Za-z0-9]{12,22}$/.test(id)) return { provider: "alibaba", kind: "access-key", id };
  if (/^STS\.[A-Za-z0-9]{16,64}$/.test(id)) return { provider: "alibaba", kind: "temporary-key", id };
  if (lenient && /^(?=.*[0-9])(?!AKIA|ASIA)[A-Za-z0-9]{16,26}$/.test(id))
    return { provider: "alibaba", kind: "access-key", id };
  return undefined;
}
