import { abortable, cancelled } from "../calls/callRunner";
import type { Clock } from "../util/clock";
import type { Disposable } from "../util/disposable";
import { Emitter, type Event } from "../util/event";
import type { Account } from "./account";
import { accountIdentity } from "./account";
import { AnswerCache, scopePart, type AnswerStore } from "./answerCache";
import { combineAnswers, type AccountAnswer } from "./combineAnswers";
import { UsageError } from "./errors";
import { keyText, type KeyRef } from "./key";
import type { KeyUsage } from "./keyUsage";
import { noSuchAccount, temporaryKey, unexpected } from "./localAnswers";
import type { DetailPage, DetailRequest, KeyUsageProvider, LookUpAnswer } from "./provider";

/** What is known about a key at this moment; what every surface draws from. */
export interface UsageState {
  /** The latest answer that says something about the key. A failed refresh does not take it away. */
  readonly known?: KeyUsage;
  /** The latest look-up, if it failed or was denied. */
  readonly failed?: KeyUsage;
  /** Whether the cloud is being asked. */
  readonly busy: boolean;
  /** Whether the next look should ask again: nothing is known, or it is older than the settings allow. */
  readonly due: boolean;
}

export interface AskOptions {
  /** Whether the services are wanted too. */
  readonly products?: boolean;
  /** Ask even if a recent answer is there. */
  readonly fresh?: boolean;
}

export interface UsageServiceParts {
  readonly providers: readonly KeyUsageProvider[];
  /** The valid accounts at this moment, in the order of the settings. */
  readonly accounts: () => readonly Account[];
  readonly cacheMinutes: () => number;
  /** BCP 47: a change of language makes cached service names somebody else's. */
  readonly language: string;
  readonly clock: Clock;
  readonly store: AnswerStore;
  /** For what nobody asked for and so nobody else will hear of. */
  readonly onProblem: (error: unknown) => void;
}

/** Knows what the clouds said about each key, and asks them, once for all who want to know. */
export class UsageService implements Disposable {
  private readonly changed: Emitter<readonly string[]>;
  /** Fires with the texts of the keys about which something changed; empty means any. */
  readonly onDidChange: Event<readonly string[]>;
  private readonly cache = new AnswerCache();
  private readonly records = new Map<string, ReadonlyMap<string, string>>();
  private readonly failures = new Map<string, { readonly scope: string; readonly usage: KeyUsage }>();
  private readonly flights = new Map<string, Flight>();
  private readonly disposed = new AbortController();
  private generation = 0;
  private saving = Promise.resolve();
  private saveDue = false;

  constructor(private readonly parts: UsageServiceParts) {
    this.changed = new Emitter(parts.onProblem);
    this.onDidChange = this.changed.event;
  }

  /** Brings back the answers of earlier windows. */
  async restore(): Promise<void> {
    const text = await this.parts.store.load();
    if (text === undefined) return;
    this.cache.merge(text, this.forgetBefore());
    this.changed.fire([]);
  }

  /** What is known, without asking anybody. */
  peek(key: KeyRef): UsageState {
    const text = keyText(key);
    const scope = this.scopeOf(key);
    const known = this.cache.get(text, scope);
    const failure = this.failures.get(text);
    const failed = failure?.scope === scope ? failure.usage : undefined;
    const latest = failed ?? known;
    return {
      ...(known && { known }),
      ...(failed && { failed }),
      busy: this.flights.has(text) || this.flights.has(`${text}+products`),
      due: key.kind !== "temporary-key" && (latest === undefined || this.isOld(latest)),
    };
  }

  /** The cloud's own record behind each service's latest use, if this window asked for the services. */
  peekRecords(key: KeyRef): ReadonlyMap<string, string> | undefined {
    return this.records.get(keyText(key));
  }

  /**
   * The answer, from the cache or the cloud. What goes wrong is part of the answer; the only rejection is `cancelled`,
   * when the asker's own signal aborts. The cloud's answer is then still awaited, for the others and for the cache.
   */
  async ask(key: KeyRef, options: AskOptions = {}, signal?: AbortSignal): Promise<KeyUsage> {
    if (key.kind === "temporary-key") return temporaryKey(key, this.clockAndWindow(key));
    if (!options.fresh) {
      const { known, failed, due } = this.peek(key);
      const enough = known && (options.products !== true || known.products !== undefined);
      if (enough && !failed && !due) return known;
    }
    const flight = this.join(key, options.products === true);
    return signal ? abortable(flight, signal) : flight;
  }

  /** One page of a service's events, addresses or resources. Rejects with `UsageError` only. */
  async lookUpDetail(request: Omit<DetailRequest, "account">, account: string, signal: AbortSignal): Promise<DetailPage> {
    const provider = this.providerOf(request.key);
    const holder = this.accountsFor(request.key).find(({ name }) => name === account);
    if (!provider || !holder) throw noSuchAccount(account);
    const either = AbortSignal.any([signal, this.disposed.signal]);
    return abortable(provider.lookUpDetail({ ...request, account: holder }, either), either);
  }

  /** To be called when accounts were added, removed or changed: loads under way are dropped and asked anew. */
  accountsChanged(): void {
    this.generation++;
    this.failures.clear();
    this.changed.fire([]);
  }

  /** To be called when an account's credentials changed: they may belong to somebody else now. */
  credentialsChanged(provider: string, account: string): void {
    this.cache.forgetAccount(provider, account, new Date(this.parts.clock.now()).toISOString());
    this.accountsChanged();
    this.saveSoon();
  }

  /** The accounts that a look-up of the key would ask. */
  accountsFor(key: KeyRef): readonly Account[] {
    return this.parts
      .accounts()
      .filter(({ provider, name }) => provider === key.provider && (key.account === undefined || key.account === name));
  }

  /** Waits until what was learnt is saved. */
  async flush(): Promise<void> {
    await this.saving;
  }

  dispose(): void {
    this.disposed.abort();
    this.changed.dispose();
  }

  private join(key: KeyRef, products: boolean): Promise<KeyUsage> {
    const text = keyText(key);
    const scope = this.scopeOf(key);
    // A look-up with services answers the plain question too; the other way round it does not.
    for (const name of products ? [`${text}+products`] : [text, `${text}+products`]) {
      const flight = this.flights.get(name);
      if (flight?.scope === scope && flight.generation === this.generation) return flight.answer;
    }
    const name = products ? `${text}+products` : text;
    const flight: Flight = {
      scope,
      generation: this.generation,
      answer: this.fly(key, products, scope, this.generation).finally(() => {
        if (this.flights.get(name) === flight) this.flights.delete(name);
        this.changed.fire([text]);
      }),
    };
    this.flights.set(name, flight);
    this.changed.fire([text]);
    return flight.answer;
  }

  private async fly(key: KeyRef, products: boolean, scope: string, generation: number): Promise<KeyUsage> {
    let answer = await this.askAccounts(key, products);
    // The accounts changed meanwhile: this answer is not theirs. Whoever waits gets the new accounts' answer.
    if (generation !== this.generation && !this.disposed.signal.aborted) return this.join(key, products);
    if (answer.usage.outcome === "denied" || answer.usage.outcome === "failed") {
      this.failures.set(keyText(key), { scope, usage: answer.usage });
      return answer.usage;
    }
    answer = keepKnownProducts(answer, products, this.cache.get(keyText(key), scope));
    this.failures.delete(keyText(key));
    this.cache.set(keyText(key), scope, answer.usage);
    if (answer.records) this.remember(keyText(key), answer.records);
    this.saveSoon();
    return answer.usage;
  }

  private async askAccounts(key: KeyRef, products: boolean): Promise<LookUpAnswer> {
    const provider = this.providerOf(key);
    const accounts = this.accountsFor(key);
    const records = this.clockAndWindow(key);
    if (!provider || accounts.length === 0) {
      const problem = noSuchAccount(key.account).toProblem();
      return { usage: { key, outcome: "failed", ...records, problem } };
    }
    const ask = async (account: Account): Promise<AccountAnswer> => {
      try {
        return { account, answer: await provider.lookUp({ key, account, products }, this.disposed.signal) };
      } catch (error) {
        if (error instanceof UsageError) return { account, error };
        this.parts.onProblem(error);
        return { account, error: unexpected(error) };
      }
    };
    const answers = await Promise.all(accounts.map(ask));
    if (this.disposed.signal.aborted) throw cancelled();
    return combineAnswers(key, answers, records);
  }

  private providerOf(key: KeyRef): KeyUsageProvider | undefined {
    return this.parts.providers.find(({ id }) => id === key.provider);
  }

  private clockAndWindow(key: KeyRef): { asOf: string; recordsSince: string } {
    const now = this.parts.clock.now();
    const since = this.providerOf(key)?.recordsSince(now) ?? new Date(now);
    return { asOf: new Date(now).toISOString(), recordsSince: since.toISOString() };
  }

  /** Names everything an answer depends on, so that it is never shown for other accounts or in another language. */
  private scopeOf(key: KeyRef): string {
    const accounts = this.accountsFor(key).map(
      (account) => scopePart(account.provider, account.name) + accountIdentity(account),
    );
    return `${this.parts.language}${accounts.join("")}`;
  }

  private isOld(usage: KeyUsage): boolean {
    const allowedMs =
      usage.outcome === "failed" || usage.outcome === "denied" ? FAILURE_MS : this.parts.cacheMinutes() * 60_000;
    const ageMs = this.parts.clock.now() - Date.parse(usage.asOf);
    // An answer from the future comes from a clock that was wrong since; its age is unknown.
    return ageMs >= allowedMs || ageMs < 0;
  }

  private remember(text: string, records: ReadonlyMap<string, string>): void {
    this.records.delete(text);
    this.records.set(text, records);
    if (this.records.size > KEPT_RECORDS) {
      const [oldest] = this.records.keys();
      if (oldest !== undefined) this.records.delete(oldest);
    }
  }

  private forgetBefore(): string {
    return new Date(this.parts.clock.now() - KEPT_MS).toISOString();
  }

  /** One write for all that is learnt within a moment; writes never overlap. */
  private saveSoon(): void {
    if (this.saveDue) return;
    this.saveDue = true;
    this.saving = this.saving.then(() => this.save());
  }

  private async save(): Promise<void> {
    // Shutting down ends the wait, not the write.
    await this.parts.clock.sleep(SAVE_DELAY_MS, this.disposed.signal).catch(() => undefined);
    this.saveDue = false;
    try {
      const saved = await this.parts.store.load();
      if (saved !== undefined) this.cache.merge(saved, this.forgetBefore());
      await this.parts.store.save(this.cache.toText());
    } catch (error) {
      this.parts.onProblem(error);
    }
  }
}

interface Flight {
  readonly scope: string;
  readonly generation: number;
  readonly answer: Promise<KeyUsage>;
}

/** A failure is not asked about again by itself for this long; a person may at any time. */
const FAILURE_MS = 60_000;
const SAVE_DELAY_MS = 1_000;
/** Raw records are large and only an open panel shows them. */
const KEPT_RECORDS = 20;
/** An answer older than this says more about the past than about the key. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** A plain look-up does not ask for the services, so it must not throw away those that are known. */
function keepKnownProducts(answer: LookUpAnswer, asked: boolean, known: KeyUsage | undefined): LookUpAnswer {
  if (asked || !known?.products || answer.usage.outcome === "not-found") return answer;
  return { ...answer, usage: { ...answer.usage, products: known.products } };
}
