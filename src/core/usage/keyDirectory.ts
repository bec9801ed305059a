import { abortable } from "../calls/callRunner";
import type { Clock } from "../util/clock";
import type { Disposable } from "../util/disposable";
import { Emitter, type Event } from "../util/event";
import { accountIdentity, type Account } from "./account";
import type { KeyRef, KnownKey } from "./key";
import type { KeyUsageProvider } from "./provider";

export interface KeyDirectoryParts {
  readonly providers: readonly Pick<KeyUsageProvider, "id" | "listKeys">[];
  /** The valid accounts at this moment. */
  readonly accounts: () => readonly Account[];
  readonly cacheMinutes: () => number;
  readonly clock: Clock;
  /** An account whose keys could not be listed; those known from earlier stay. */
  readonly onProblem: (account: Account, error: unknown) => void;
}

/**
 * The keys that accounts are known to have and that text alone does not give away: a KMS key tag looks like any digest,
 * a key's name like any word. Each account's are listed once in a while, by whoever may ask the cloud, for all who look.
 */
export class KeyDirectory implements Disposable {
  private readonly changed: Emitter<void>;
  /** Fires when `keys` may have changed. */
  readonly onDidChange: Event<void>;
  private readonly lists = new Map<string, List>();
  private readonly closing = new AbortController();

  constructor(private readonly parts: KeyDirectoryParts) {
    this.changed = new Emitter();
    this.onDidChange = this.changed.event;
  }

  /** The keys of the accounts there are now, in their order. Asks nobody. */
  get keys(): readonly KnownKey[] {
    return this.listable().flatMap(({ account }) => this.lists.get(accountIdentity(account))?.keys ?? []);
  }

  /** The accounts whose keys could not be listed the last time; of some, keys may be known from earlier. */
  get unlisted(): readonly { readonly account: Account; readonly error: unknown }[] {
    return this.listable().flatMap(({ account }) => {
      const { error } = this.lists.get(accountIdentity(account)) ?? {};
      return error === undefined ? [] : [{ account, error }];
    });
  }

  /** The key that goes by exactly this name, resource name or ID. */
  find(text: string): KeyRef | undefined {
    return this.keys.find(({ key, aliases }) => key.id === text || aliases.includes(text))?.key;
  }

  /** Lists the keys of each account whose list is absent or older than the settings allow. Never rejects. */
  async refresh(options: { readonly fresh?: boolean } = {}): Promise<void> {
    await Promise.all(
      this.listable().map(({ account, list }) => this.refreshOne(account, list, options.fresh === true)),
    );
  }

  /** To be called when an account's credentials changed: its keys may be somebody else's now. */
  forget(provider: string, account: string): void {
    for (const one of this.parts.accounts()) {
      if (one.provider === provider && one.name === account) this.lists.delete(accountIdentity(one));
    }
    this.changed.fire();
  }

  dispose(): void {
    this.closing.abort();
    this.changed.dispose();
  }

  private async refreshOne(
    account: Account,
    list: NonNullable<KeyUsageProvider["listKeys"]>,
    fresh: boolean,
  ): Promise<void> {
    const name = accountIdentity(account);
    const known = this.lists.get(name);
    if (known?.busy) return known.busy;
    if (known && !fresh && !this.isOld(known)) return;
    const load = this.load(account, list, known?.keys ?? []);
    this.lists.set(name, { keys: known?.keys ?? [], askedAt: this.parts.clock.now(), busy: load });
    await load;
  }

  private async load(
    account: Account,
    list: NonNullable<KeyUsageProvider["listKeys"]>,
    before: readonly KnownKey[],
  ): Promise<void> {
    const { signal } = this.closing;
    let keys = before;
    let failure: unknown;
    try {
      keys = await abortable(list(account, signal), signal);
    } catch (error) {
      failure = error;
      if (!signal.aborted) this.parts.onProblem(account, error);
    }
    const name = accountIdentity(account);
    // Forgotten meanwhile: what came is of credentials that are not the account's any more.
    if (!this.lists.has(name)) return;
    this.lists.set(name, {
      ...{ keys, askedAt: this.parts.clock.now() },
      ...(failure !== undefined && { error: failure }),
    });
    if (keys !== before && !signal.aborted) this.changed.fire();
  }

  private isOld({ askedAt, error }: List): boolean {
    const ageMs = this.parts.clock.now() - askedAt;
    return ageMs < 0 || ageMs >= (error !== undefined ? FAILURE_MS : this.parts.cacheMinutes() * 60_000);
  }

  private listable() {
    return this.parts.accounts().flatMap((account) => {
      const provider = this.parts.providers.find(({ id }) => id === account.provider);
      const list = provider?.listKeys?.bind(provider);
      return list ? [{ account, list }] : [];
    });
  }
}

/** As with failed look-ups: not at once again, and not only after an hour. */
const FAILURE_MS = 60_000;

interface List {
  readonly keys: readonly KnownKey[];
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  /** The load that is under way. */
  readonly busy?: Promise<void>;
  /** Why the latest load failed; the account is then asked again sooner. */
  readonly error?: unknown;
}
