import type { ArrangedKey } from "../../core/inventory/arrange";
import type { KeyLook } from "../../core/inventory/keyView";
import { keyText } from "../../core/usage/key";
import { inSlices } from "../../core/util/inSlices";

/**
 * What filtering and sorting go by, remembered until it may have changed. For thousands of keys it is found out in
 * slices, so that nobody else has to wait; until then a key counts as one whose use nobody knows.
 */
export class KeyLooks {
  private readonly known = new Map<string, KeyLook>();
  private readonly wanted = new Map<string, ArrangedKey>();
  private working: Promise<void> | undefined;

  constructor(
    private readonly look: (key: ArrangedKey) => KeyLook,
    /** Told when what was not known before is. */
    private readonly onReady: () => void,
  ) {}

  of(key: ArrangedKey): KeyLook {
    const text = keyText(key.key);
    const known = this.known.get(text);
    if (known) return known;
    if (this.known.size + this.wanted.size < AT_ONCE) {
      const look = this.look(key);
      this.known.set(text, look);
      return look;
    }
    this.wanted.set(text, key);
    this.working ??= this.work();
    return { standing: "unknown", name: key.key.id, isInCode: false };
  }

  /** Of these keys something may have changed; of none in particular, of all. */
  forget(texts: readonly string[] = []): void {
    if (texts.length === 0) this.known.clear();
    for (const text of texts) this.known.delete(text);
  }

  private async work(): Promise<void> {
    // Whoever draws has named all of them by then.
    await new Promise<void>((resolve) => setImmediate(resolve));
    for await (const [text, key] of inSlices(this.wanted)) {
      this.known.set(text, this.look(key));
      this.wanted.delete(text);
    }
    this.working = undefined;
    this.onReady();
  }
}

/** So few that it is done before anybody notices. */
const AT_ONCE = 200;
