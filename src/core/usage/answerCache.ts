import type { KeyUsage } from "./keyUsage";

/** Where answers outlive a window. Holds nothing secret: IDs, names, times and addresses only. */
export interface AnswerStore {
  /** The saved text, or `undefined` when there is none that can be read. */
  load(): Promise<string | undefined>;
  save(text: string): Promise<void>;
}

/**
 * The latest good answer for each key. Answers are kept as JSON text, a third of the memory of the objects, and
 * parsed when somebody looks: thousands are kept, few are looked at.
 */
export class AnswerCache {
  /** By key text; the oldest first. */
  private readonly entries = new Map<string, Entry>();
  private chars = 0;
  private readonly scopes = new Map<string, string>();
  /** The answers that were looked at lately, as objects: a screen is drawn more often than its answers change. */
  private readonly looked = new Map<Entry, KeyUsage>();
  /** Since when answers of an account count again, by its part of a scope: a saved file may still hold older ones. */
  private readonly forgotten = new Map<string, string>();

  constructor(
    private readonly capacity = 10_000,
    readonly maxChars = 8_000_000,
  ) {}

  /** The answer, if it was given by the accounts that `scope` names. */
  get(keyText: string, scope: string): KeyUsage | undefined {
    const entry = this.entries.get(keyText);
    return entry?.scope === scope ? this.parsed(entry) : undefined;
  }

  set(keyText: string, scope: string, usage: KeyUsage): void {
    this.put(keyText, this.entryOf(scope, usage));
    this.evict();
  }

  /** Forgets every answer that an account of this name gave or helped to give before `at` (ISO 8601). */
  forgetAccount(provider: string, account: string, at: string): void {
    const part = scopePart(provider, account);
    this.forgotten.set(part, at);
    // Whatever is held was given before now, even if a clock that was wrong then says otherwise.
    for (const [key, { scope }] of this.entries) if (scope.includes(part)) this.drop(key);
  }

  get size(): number {
    return this.entries.size;
  }

  toText(): string {
    const rows = [...this.entries].map(
      ([key, { scope, json }]) => `[${JSON.stringify(key)},${JSON.stringify(scope)},${json}]`,
    );
    return `{"version":${FILE_VERSION},"answers":[${rows.join(",\n")}]}`;
  }

  /** When the answer for a key was given; `""` when there is none. */
  asOf(keyText: string): string {
    return this.entries.get(keyText)?.asOf ?? "";
  }

  /**
   * Takes over answers that were saved by this window or another, and returns the texts of their keys. None replaces a
   * newer one, was given outside of `times`, or comes from an account that was forgotten since.
   */
  takeOver(saved: readonly SavedAnswer[], times: AnswerTimes): readonly string[] {
    const taken: string[] = [];
    for (const { keyText, scope, usage } of saved) {
      const entry = this.entryOf(scope, usage);
      const isInTime = usage.asOf >= times.from && usage.asOf <= times.to;
      const wanted = isInTime && usage.asOf > this.asOf(keyText) && !this.isForgotten(entry);
      if (!wanted) continue;
      this.put(keyText, entry);
      taken.push(keyText);
    }
    if (taken.length > 0) this.sortByAge();
    this.evict();
    return taken;
  }

  private entryOf(scope: string, usage: KeyUsage): Entry {
    return { scope: this.shared(scope), asOf: usage.asOf, json: toAscii(JSON.stringify(usage)) };
  }

  /** One string for all answers of a scope; there are a few scopes and thousands of answers. */
  private shared(scope: string): string {
    const known = this.scopes.get(scope);
    if (known !== undefined) return known;
    this.scopes.set(scope, scope);
    return scope;
  }

  private isForgotten(entry: Entry): boolean {
    for (const [part, at] of this.forgotten) if (entry.asOf <= at && entry.scope.includes(part)) return true;
    return false;
  }

  private parsed(entry: Entry): KeyUsage {
    const usage = this.looked.get(entry) ?? (JSON.parse(entry.json) as KeyUsage);
    this.looked.delete(entry);
    this.looked.set(entry, usage);
    const [first] = this.looked.keys();
    if (this.looked.size > KEPT_PARSED && first) this.looked.delete(first);
    return usage;
  }

  private put(keyText: string, entry: Entry): void {
    this.drop(keyText);
    this.entries.set(keyText, entry);
    this.chars += entry.json.length;
  }

  private drop(keyText: string): void {
    const entry = this.entries.get(keyText);
    if (!entry) return;
    this.chars -= entry.json.length;
    this.looked.delete(entry);
    this.entries.delete(keyText);
  }

  /** Merged answers came in last and are not the newest for that. */
  private sortByAge(): void {
    const sorted = [...this.entries].sort(([, a], [, b]) => (a.asOf < b.asOf ? -1 : a.asOf > b.asOf ? 1 : 0));
    this.entries.clear();
    for (const [key, entry] of sorted) this.entries.set(key, entry);
  }

  private evict(): void {
    for (const key of this.entries.keys()) {
      const fits = this.entries.size <= this.capacity && this.chars <= this.maxChars;
      if (fits || this.entries.size === 1) return;
      this.drop(key);
    }
  }
}

/** How an account shows in a scope; delimited, so that `prod` is not found in `prod-2`. */
export function scopePart(provider: string, account: string): string {
  return `\n${provider}|${account}|`;
}

/**
 * When an answer must have been given to be taken over, ISO 8601, both inclusive. One from after now was dated by a
 * clock that was wrong, and would count as newer than every honest one.
 */
export interface AnswerTimes {
  readonly from: string;
  readonly to: string;
}

/** One row of a saved file, checked. */
export interface SavedAnswer {
  readonly keyText: string;
  readonly scope: string;
  readonly usage: KeyUsage;
}

export const FILE_VERSION = 1;

/** As many keys as a large file has; more would cost the memory that text saves. */
const KEPT_PARSED = 1_200;

/** The same JSON in letters of one byte: a single Chinese name would make the engine keep all of it in two. */
function toAscii(json: string): string {
  const escaped = json.replace(
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  // What was made from a wide string stays wide, whatever is in it; only a copy is not.
  return escaped === json ? json : Buffer.from(escaped, "latin1").toString("latin1");
}

interface Entry {
  readonly scope: string;
  readonly asOf: string;
  readonly json: string;
}
