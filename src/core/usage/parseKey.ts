import type { KeyRef } from "./key";
import type { KeyUsageProvider } from "./provider";

type Parser = Pick<KeyUsageProvider, "parseKey">;

/**
 * The key that somebody means by a text: of the cloud whose IDs have that form; else, because they say it is an ID, of
 * the first cloud that has, or once had, IDs that nobody can tell from other words.
 */
export function parseKeyText(providers: readonly Parser[], text: string): KeyRef | undefined {
  for (const lenient of [false, true]) {
    for (const provider of providers) {
      const key = provider.parseKey(text, lenient);
      if (key) return key;
    }
  }
  return undefined;
}
