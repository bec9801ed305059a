import * as v from "valibot";
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
  /** By key text; the least recently written first. */
  private readonly entries = new Map<string, Entry>();
  /** Since when answers of an account count again, by its part of a scope: a saved file may still hold older ones. */
  private readonly forgotten = new Map<string, string>();

  constructor(private readonly capacity = 10_000) {}

  /** The answer, if it was given by the accounts that `scope` names. */
  get(keyText: string, scope: string): KeyUsage | undefined {
    const entry = this.entries.get(keyText);
    return entry?.scope === scope ? (JSON.parse(entry.json) as KeyUsage) : undefined;
  }

  set(keyText: string, scope: string, usage: KeyUsage): void {
    this.put(keyText, { scope, asOf: usage.asOf, json: JSON.stringify(usage) });
  }

  delete(keyText: string): void {
    this.entries.delete(keyText);
  }

  /** Forgets every answer that an account of this name gave or helped to give before `at` (ISO 8601). */
  forgetAccount(provider: string, account: string, at: string): void {
    this.forgotten.set(scopePart(provider, account), at);
    for (const [key, entry] of this.entries) if (this.isForgotten(entry)) this.entries.delete(key);
  }

  get size(): number {
    return this.entries.size;
  }

  toText(): string {
    const rows = [...this.entries].map(([key, { scope, json }]) => `[${JSON.stringify(key)},${JSON.stringify(scope)},${json}]`);
    return `{"version":${FILE_VERSION},"answers":[${rows.join(",\n")}]}`;
  }

  /**
   * Takes over the answers of a saved text that are newer than what is held, so that two windows do not forget each
   * other's. A text that is damaged or of another version adds nothing, and returns `false`.
   */
  merge(text: string, notBefore: string): boolean {
    const file = v.safeParse(FILE, parseJson(text));
    if (!file.success) return false;
    for (const row of file.output.answers) {
      const parsed = v.safeParse(ROW, row);
      if (!parsed.success) continue;
      const [key, scope, usage] = parsed.output;
      const entry = { scope, asOf: usage.asOf, json: JSON.stringify(usage) };
      const held = this.entries.get(key);
      if (usage.asOf < notBefore || (held && held.asOf >= usage.asOf) || this.isForgotten(entry)) continue;
      this.put(key, entry);
    }
    return true;
  }

  private isForgotten(entry: Entry): boolean {
    for (const [part, at] of this.forgotten) if (entry.asOf < at && entry.scope.includes(part)) return true;
    return false;
  }

  private put(keyText: string, entry: Entry): void {
    this.entries.delete(keyText);
    this.entries.set(keyText, entry);
    if (this.entries.size > this.capacity) {
      const [oldest] = this.entries.keys();
      if (oldest !== undefined) this.entries.delete(oldest);
    }
  }
}

/** How an account shows in a scope; delimited, so that `prod` is not found in `prod-2`. */
export function scopePart(provider: string, account: string): string {
  return `\n${provider}|${account}|`;
}

interface Entry {
  readonly scope: string;
  readonly asOf: string;
  readonly json: string;
}

const FILE_VERSION = 1;

const FILE = v.object({ version: v.literal(FILE_VERSION), answers: v.array(v.unknown()) });

/** What later code relies on; the rest of an answer is shown as it is. */
const USAGE = v.looseObject({
  key: v.looseObject({ provider: v.string(), kind: v.picklist(["access-key", "temporary-key", "kms-key"]), id: v.string() }),
  outcome: v.picklist(["used", "no-use-on-record", "not-found"]),
  lastUse: v.optional(v.looseObject({ at: v.pipe(v.string(), v.isoTimestamp()) })),
  products: v.optional(v.array(v.looseObject({ service: v.object({ code: v.string(), name: v.string() }) }))),
  recordsSince: v.pipe(v.string(), v.isoTimestamp()),
  asOf: v.pipe(v.string(), v.isoTimestamp()),
});

const ROW = v.tuple([v.string(), v.string(), USAGE]);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A file that was cut off by a crash; the cache starts empty and the clouds are asked again.
    return undefined;
  }
}
