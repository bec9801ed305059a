import { keyText, type KeyRef } from "../../core/usage/key";

/** The listed keys whose rows VS Code has asked for since the tree was last drawn: those of the branches that are open. */
export class RowsInSight {
  private readonly shown = new Map<string, KeyRef>();
  private tell: () => void = () => undefined;

  get keys(): readonly KeyRef[] {
    return [...this.shown.values()];
  }

  /** Whoever is to be told of a key that has come into sight. */
  onDidShow(listener: () => void): void {
    this.tell = listener;
  }

  add(keys: readonly KeyRef[]): void {
    const before = this.shown.size;
    for (const key of keys) this.shown.set(keyText(key), key);
    if (this.shown.size > before) this.tell();
  }

  /** To be called when VS Code begins to ask for all rows again. */
  clear(): void {
    this.shown.clear();
  }
}
