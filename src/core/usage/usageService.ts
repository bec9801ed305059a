import { abortable, cancelled } from "../calls/callRunner";
import type { Clock } from "../util/clock";
import type { Disposable } from "../util/disposable";
import { Emitter, type Event } from "../util/event";
import { withMemory, withoutNews } from "../verdict/news";
import type { Account } from "./account";
import { AnswerCache, type AnswerStore } from "./answerCache";
import { AnswerSaver } from "./answerSaver";
import { combineAnswers, type AccountAnswer } from "./combineAnswers";
import { UsageError } from "./errors";
import { forAsker } from "./forAsker";
import { keepKnown } from "./keepKnown";
import { keyText, type KeyRef } from "./key";
import type { KeyInfo, KeyUsage } from "./keyUsage";
import { LatestServices } from "./latestServices";
import { learnFromPage } from "./learnFromPage";
import { noSuchAccount, temporaryKey, temporaryKeyError, unexpected } from "./localAnswers";
import type { DetailPage, DetailRequest, KeyUsageProvider, LookUpAnswer } from "./provider";
import { Scopes } from "./scopes";

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
  readonly accounts: (key: KeyRef) => readonly Account[];
  /** What a list of keys says of the key itself, for answers that say nothing of it. */
  readonly infoOf?: (key: KeyRef) => KeyInfo | undefined;
  readonly cacheMinutes: () => number;
  /** BCP 47: a change of language makes cached service names somebody else's. */
  readonly language: string;
  readonly clock: Clock;
  readonly store: AnswerStore;
  /** Each look-up that failed or was denied, for the log. */
  readonly onFailure: (usage: KeyUsage) => void;
  /** For what nobody asked for and so nobody else will hear of. */
  readonly onProblem: (error: unknown) => void;
}

/** Knows what the clouds said about each key, and asks them, once for all who want to know. */
export class UsageService implements Disposable {
  private readonly changed: Emitter<readonly string[]>;
  /** Fires with the texts of the keys about which something changed; empty means any. */
  readonly onDidChange: Event<readonly string[]>;
  private readonly cache = new AnswerCache();
  /** Keys whose answer is another window's: its account may not have been ours, so it is asked for anew. */
  private readonly restored = new Set<string>();
  private readonly services = new LatestServices();
  private readonly failures = new Map<string, { readonly scope: string; readonly usage: KeyUsage }>();
  private readonly flights = new Map<string, Flight>();
  private readonly disposed = new AbortController();
  /** What is under way with the accounts as they are; a change of accounts ends it and begins another. */
  private round = new AbortController();
  private readonly saver: AnswerSaver;
  private readonly scopes: Scopes;

  constructor(private readonly parts: UsageServiceParts) {
    this.changed = new Emitter(parts.onProblem);
    this.onDidChange = this.changed.event;
    this.scopes = new Scopes(parts.language);
    const { store, clock, onProblem } = parts;
    this.saver = new AnswerSaver({
      cache: this.cache,
      store,
      clock,
      onProblem,
      closing: this.disposed.signal,
      onTakenOver: (texts) => {
        for (const text of texts) this.restored.add(text);
        this.changed.fire([]);
      },
    });
  }

  /** Brings back the answers of earlier windows. */
  async restore(): Promise<void> {
    await this.saver.restore();
  }

  /** What is known, without asking anybody. */
  peek(key: KeyRef): UsageState {
    const text = keyText(key);
    const scope = this.scopeOf(key);
    const known = this.cache.get(text, scope);
    const failure = this.failures.get(text);
    const failed = failure?.scope === scope ? failure.usage : undefined;
    const latest = failed ?? known;
    const { infoOf } = this.parts;
    return {
      ...(known && { known: forAsker(known, key, infoOf) }),
      ...(failed && { failed: forAsker(failed, key, infoOf) }),
      busy: this.flights.has(text) || this.flights.has(`${text}+products`),
      due:
        key.kind !== "temporary-key" &&
        (!latest || this.isOld(latest) || (!failed && this.restored.has(text))),
    };
  }

  /** The cloud's own record behind each service's latest use, if this window asked for the services. */
  peekRecords(key: KeyRef): ReadonlyMap<string, string> | undefined {
    const latest = this.services.get(keyText(key));
    return latest?.scope === this.scopeOf(key) ? latest.records : undefined;
  }

  /**
   * The answer, from the cache or the cloud. What goes wrong is part of the answer; the only rejection is `cancelled`,
   * when the asker's own signal aborts. The cloud's answer is then still awaited, for the others and for the cache.
   */
  async ask(key: KeyRef, options: AskOptions = {}, signal?: AbortSignal): Promise<KeyUsage> {
    if (key.kind === "temporary-key") return temporaryKey(key, this.clockAndWindow(key));
    if (!options.fresh) {
      const { known, failed, due } = this.peek(key);
      const enough = known && (options.products !== true || this.hasServices(key, known));
      if (enough && !failed && !due) return known;
    }
    const flight = this.join(key, options.products === true);
    return forAsker(await (signal ? abortable(flight, signal) : flight), key, this.parts.infoOf);
  }

  /** One page of a service's events, addresses or resources. Rejects with `UsageError` only. */
  async lookUpDetail(
    request: Omit<DetailRequest, "account">,
    account: string,
    signal: AbortSignal,
  ): Promise<DetailPage> {
    if (request.key.kind === "temporary-key") throw temporaryKeyError();
    const provider = this.providerOf(request.key);
    const holder = this.accountsFor(request.key).find(({ name }) => name === account);
    if (!provider || !holder) throw noSuchAccount(account);
    const either = AbortSignal.any([signal, this.disposed.signal]);
    if (either.aborted) throw cancelled();
    try {
      const page = await abortable(provider.lookUpDetail({ ...request, account: holder }, either), either);
      this.learnFrom(request, page);
      return page;
    } catch (error) {
      throw this.asUsageError(error);
    }
  }

  /** To be called when a person has seen what is new about a key. */
  newsSeen(key: KeyRef): void {
    const text = keyText(key);
    const known = this.cache.get(text, this.scopeOf(key));
    if (!known?.news) return;
    this.cache.set(text, this.scopeOf(key), withoutNews(known));
    this.saver.saveSoon();
    this.changed.fire([text]);
  }

  /** To be called when accounts were added, removed or changed: loads under way end and are asked anew. */
  accountsChanged(): void {
    this.round.abort();
    this.round = new AbortController();
    this.failures.clear();
    this.services.clear();
    this.changed.fire([]);
  }

  /** To be called when an account's credentials changed: they may belong to somebody else now. */
  credentialsChanged(provider: string, account: string): void {
    this.cache.forgetAccount(provider, account, new Date(this.parts.clock.now()).toISOString());
    this.accountsChanged();
    this.saver.saveSoon();
  }

  /** The accounts that a look-up of the key would ask. */
  accountsFor(key: KeyRef): readonly Account[] {
    return this.parts
      .accounts(key)
      .filter(
        ({ provider, name }) =>
          provider === key.provider && (key.account === undefined || key.account === name),
      );
  }

  /** Waits until what was learnt is saved. */
  async flush(): Promise<void> {
    await this.saver.flush();
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
      if (flight?.scope === scope && flight.round === this.round) return flight.answer;
    }
    const name = products ? `${text}+products` : text;
    const flight: Flight = {
      scope,
      round: this.round,
      answer: this.fly(key, products, scope, this.round).finally(() => {
        if (this.flights.get(name) === flight) this.flights.delete(name);
        this.changed.fire([text]);
      }),
    };
    this.flights.set(name, flight);
    this.changed.fire([text]);
    return flight.answer;
  }

  private async fly(
    key: KeyRef,
    products: boolean,
    scope: string,
    round: AbortController,
  ): Promise<KeyUsage> {
    const signal = AbortSignal.any([this.disposed.signal, round.signal]);
    const answer = await this.askAccounts(key, products, signal);
    // The accounts changed meanwhile: this answer is not theirs. Whoever waits gets the new accounts' answer.
    if (round !== this.round && !this.disposed.signal.aborted) return this.join(key, products);
    const text = keyText(key);
    if (answer.usage.outcome === "denied" || answer.usage.outcome === "failed") {
      this.failures.set(text, { scope, usage: answer.usage });
      this.parts.onFailure(answer.usage);
      return answer.usage;
    }
    const before = this.cache.get(text, scope);
    const usage = withMemory(keepKnown(answer.usage, before), before);
    this.failures.delete(text);
    this.restored.delete(text);
    this.cache.set(text, scope, usage);
    if (answer.usage.products) this.services.set(text, { scope, asOf: usage.asOf, records: answer.records });
    this.saver.saveSoon();
    return usage;
  }

  /** The detail may know of a use that the answer above it does not: the clouds update the two separately. */
  private learnFrom(request: Omit<DetailRequest, "account">, page: DetailPage): void {
    const { key } = request;
    const text = keyText(key);
    const known = this.cache.get(text, this.scopeOf(key));
    if (!known || known.outcome === "not-found") return;
    const learnt = learnFromPage(known, request, page);
    if (learnt === known) return;
    this.cache.set(text, this.scopeOf(key), learnt);
    this.saver.saveSoon();
    this.changed.fire([text]);
  }

  private async askAccounts(key: KeyRef, products: boolean, signal: AbortSignal): Promise<LookUpAnswer> {
    const provider = this.providerOf(key);
    const accounts = this.accountsFor(key);
    const records = this.clockAndWindow(key);
    this.throwIfDisposed();
    if (!provider || accounts.length === 0) {
      const problem = noSuchAccount(key.account).toProblem();
      return { usage: { key, outcome: "failed", ...records, problem } };
    }
    const ask = async (account: Account): Promise<AccountAnswer> => {
      try {
        return {
          account,
          answer: await abortable(provider.lookUp({ key, account, products }, signal), signal),
        };
      } catch (error) {
        return { account, error: this.asUsageError(error) };
      }
    };
    const answers = await Promise.all(accounts.map(ask));
    this.throwIfDisposed();
    return combineAnswers(key, answers, records);
  }

  private throwIfDisposed(): void {
    if (this.disposed.signal.aborted) throw cancelled();
  }

  private asUsageError(error: unknown): UsageError {
    if (error instanceof UsageError) return error;
    this.parts.onProblem(error);
    return unexpected(error);
  }

  private providerOf(key: KeyRef): KeyUsageProvider | undefined {
    return this.parts.providers.find(({ id }) => id === key.provider);
  }

  private clockAndWindow(key: KeyRef): { asOf: string; recordsSince?: string } {
    const now = this.parts.clock.now();
    const since = this.providerOf(key)?.recordsSince(key, now);
    return { asOf: new Date(now).toISOString(), ...(since && { recordsSince: since.toISOString() }) };
  }

  private scopeOf(key: KeyRef): string {
    return this.scopes.of(this.accountsFor(key));
  }

  /** Plain look-ups renew an answer and keep its services, so these have an age of their own. */
  private hasServices(key: KeyRef, known: KeyUsage): boolean {
    const latest = this.services.get(keyText(key));
    return (
      known.products !== undefined &&
      latest?.scope === this.scopeOf(key) &&
      !this.isOld({ ...known, asOf: latest.asOf })
    );
  }

  private isOld(usage: KeyUsage): boolean {
    const allowedMs =
      usage.outcome === "failed" || usage.outcome === "denied"
        ? FAILURE_MS
        : this.parts.cacheMinutes() * 60_000;
    const ageMs = this.parts.clock.now() - Date.parse(usage.asOf);
    // An answer from the future comes from a clock that was wrong since; its age is unknown.
    return ageMs >= allowedMs || ageMs < 0;
  }
}

interface Flight {
  readonly scope: string;
  readonly round: AbortController;
  readonly answer: Promise<KeyUsage>;
}

/** A failure is not asked about again by itself for this long; a person may at any time. */
const FAILURE_MS = 60_000;
