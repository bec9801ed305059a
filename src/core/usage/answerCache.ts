import * as v from "valibot";
import { keyText } from "./key";
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
  /** Since when answers of an account count again, by its part of a scope: a saved file may still hold older ones. */
  private readonly forgotten = new Map<string, string>();

  constructor(
    private readonly capacity = 10_000,
    private readonly maxChars = 8_000_000,
  ) {}

  /** The answer, if it was given by the accounts that `scope` names. */
  get(keyText: string, scope: string): KeyUsage | undefined {
    const entry = this.entries.get(keyText);
    return entry?.scope === scope ? (JSON.parse(entry.json) as KeyUsage) : undefined;
  }

  set(keyText: string, scope: string, usage: KeyUsage): void {
    this.put(keyText, { scope, asOf: usage.asOf, json: JSON.stringify(usage) });
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

  /**
   * Takes over the answers of a saved text that are newer than what is held, so that two windows do not forget each
   * other's, and returns the texts of their keys. One that is damaged, huge or of another version adds nothing.
   */
  merge(text: string, notBefore: string): readonly string[] {
    const file = v.safeParse(FILE, text.length > 4 * this.maxChars ? undefined : parseJson(text));
    if (!file.success) return [];
    const taken: string[] = [];
    for (const row of file.output.answers) {
      // Most rows are this window's own; only what is news is worth a thorough look.
      const head = v.safeParse(HEAD, row);
      if (!head.success || (this.entries.get(head.output[0])?.asOf ?? "") >= head.output[2].asOf) continue;
      const parsed = v.safeParse(ROW, row);
      if (!parsed.success) continue;
      const [key, scope, usage] = parsed.output;
      const entry = { scope, asOf: usage.asOf, json: JSON.stringify(usage) };
      if (usage.asOf < notBefore || this.isForgotten(entry)) continue;
      this.put(key, entry);
      taken.push(key);
    }
    if (taken.length > 0) this.sortByAge();
    this.evict();
    return taken;
  }

  private isForgotten(entry: Entry): boolean {
    for (const [part, at] of this.forgotten) if (entry.asOf <= at && entry.scope.includes(part)) return true;
    return false;
  }

  private put(keyText: string, entry: Entry): void {
    this.drop(keyText);
    this.entries.set(keyText, entry);
    this.chars += entry.json.length;
  }

  private drop(keyText: string): void {
    this.chars -= this.entries.get(keyText)?.json.length ?? 0;
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

interface Entry {
  readonly scope: string;
  readonly asOf: string;
  readonly json: string;
}

const FILE_VERSION = 1;

const FILE = v.object({ version: v.literal(FILE_VERSION), answers: v.array(v.unknown()) });

/** Exactly as this project writes times, so that comparing them as text compares them in time. */
const TIME = v.pipe(
  v.string(),
  v.check((text) => {
    const at = Date.parse(text);
    return !Number.isNaN(at) && new Date(at).toISOString() === text;
  }),
);
const TEXT = v.exactOptional(v.string());
const IDENTITY = v.object({ type: TEXT, name: TEXT, id: TEXT, accountId: TEXT });
const SERVICE = v.object({ code: v.string(), name: v.string() });
const CALL = { event: TEXT, ip: TEXT, region: TEXT, source: TEXT, by: v.exactOptional(IDENTITY) };

/** What a `KeyUsage` may hold once it is known; whatever else stands in a file is left out. */
const USAGE = v.pipe(
  v.object({
    key: v.object({
      provider: v.string(),
      kind: v.picklist(["access-key", "kms-key"]),
      id: v.string(),
      label: TEXT,
      account: TEXT,
    }),
    account: TEXT,
    accountsAsked: v.exactOptional(v.array(v.string())),
    outcome: v.picklist(["used", "no-use-on-record", "not-found"]),
    owner: v.exactOptional(IDENTITY),
    lastUse: v.exactOptional(v.object({ ...CALL, at: TIME, service: v.exactOptional(SERVICE) })),
    products: v.exactOptional(v.array(v.object({ ...CALL, at: v.exactOptional(TIME), service: SERVICE }))),
    recordsSince: TIME,
    asOf: TIME,
    problem: v.exactOptional(
      v.object({
        code: v.string(),
        message: v.string(),
        requestId: TEXT,
        retryable: v.boolean(),
        needs: TEXT,
      }),
    ),
  }),
  v.check(({ outcome, lastUse }) => (outcome === "used") === (lastUse !== undefined)),
);

const HEAD = v.tuple([v.string(), v.string(), v.object({ asOf: v.string() })]);
const ROW = v.pipe(
  v.tuple([v.string(), v.string(), USAGE]),
  v.check(([text, , { key }]) => text === keyText(key)),
);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A file that was cut off by a crash; the cache starts empty and the clouds are asked again.
    return undefined;
  }
}
