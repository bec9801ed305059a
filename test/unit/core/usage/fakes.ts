import type { Account } from "../../../../src/core/usage/account";
import type { AnswerStore } from "../../../../src/core/usage/answerCache";
import { UsageError, type UsageErrorKind } from "../../../../src/core/usage/errors";
import type { KeyRef } from "../../../../src/core/usage/key";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import type {
  AccountCheck,
  DetailPage,
  DetailRequest,
  KeyDetail,
  KeyUsageProvider,
  LookUpAnswer,
  LookUpRequest,
  ProfileList,
  RecordNotes,
} from "../../../../src/core/usage/provider";
import { UsageService } from "../../../../src/core/usage/usageService";
import type { Clock } from "../../../../src/core/util/clock";
import { FakeClock, settled } from "../../../support/fakeClock";

const DAY_MS = 86_400_000;

/** A key that no cloud handed out. */
export function keyOf(name: string, rest: Partial<KeyRef> = {}): KeyRef {
  return { provider: "alibaba", kind: "access-key", id: "LTAI" + name, ...rest };
}

/** An account of `keytrail.accounts`. */
export function accountOf(name: string, rest: Partial<Account> = {}): Account {
  return { name, provider: "alibaba", credentials: { kind: "profile", name }, ...rest };
}

/** A rejection as a provider makes it. */
export function errorOf(kind: UsageErrorKind): UsageError {
  return new UsageError(kind, `It is ${kind}.`, { code: kind });
}

/** Two uses, the newest first, of services that a key used. */
export function servicesAt(...times: readonly string[]): NonNullable<KeyUsage["products"]> {
  return times.map((at, index) => ({ service: { code: `S${index}`, name: `Service ${index}` }, at }));
}

/** What a provider was asked, and the means to answer it. */
export interface Call {
  readonly request: LookUpRequest;
  readonly signal: AbortSignal;
  /** Answers as the account that was asked, at the present time. */
  readonly answer: (
    rest: Partial<KeyUsage> & Pick<KeyUsage, "outcome">,
    records?: ReadonlyMap<string, string>,
  ) => void;
  readonly fail: (error: unknown) => void;
}

/** A cloud that answers when a test says so, and that hears its signal as the contract demands. */
export class FakeProvider implements KeyUsageProvider {
  readonly displayName = "Fake Cloud";
  readonly patterns = [];
  readonly regions = ["cn-hangzhou"];
  readonly sites = [];
  readonly hasSecurityTokens = true;
  readonly credentialFiles = [];
  /** Every look-up so far. */
  readonly calls: Call[] = [];
  readonly details: DetailRequest[] = [];
  /** When set, answers every look-up by itself. */
  replies: ((call: Call) => void) | undefined;
  /** How a page of details comes about. */
  detail: (request: DetailRequest, signal: AbortSignal) => Promise<DetailPage> = () =>
    Promise.resolve({ entries: [] });

  constructor(
    private readonly clock: Clock,
    readonly id = "alibaba",
  ) {}

  /** The latest look-up. */
  get last(): Call {
    const call = this.calls.at(-1);
    if (!call) throw new Error("Nothing was looked up.");
    return call;
  }

  lookUp(request: LookUpRequest, signal: AbortSignal): Promise<LookUpAnswer> {
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => {
        reject(errorOf("cancelled"));
      });
      const call: Call = {
        request,
        signal,
        answer: (rest, records) => {
          const { key, account } = request;
          resolve({
            usage: { key, account: account.name, ...this.records, ...rest },
            ...(records && { records }),
          });
        },
        fail: reject,
      };
      this.calls.push(call);
      this.replies?.(call);
    });
  }

  lookUpDetail(request: DetailRequest, signal: AbortSignal): Promise<DetailPage> {
    this.details.push(request);
    return this.detail(request, signal);
  }

  recordsSince(_key: KeyRef, now: number): Date {
    return new Date(now - 400 * DAY_MS);
  }

  idHint(): string {
    return "An ID begins with LTAI.";
  }

  recordNotes(): RecordNotes {
    return { freshness: "an hour behind", coverage: "Not all is recorded." };
  }

  environmentName(): undefined {
    return undefined;
  }

  rotationSteps(): [] {
    return [];
  }

  detailFor(): KeyDetail {
    return { kind: "services" };
  }

  isRegion(text: string): boolean {
    return text.startsWith("cn-");
  }

  parseKey(text: string): KeyRef | undefined {
    return text.startsWith("LTAI") ? { provider: this.id, kind: "access-key", id: text } : undefined;
  }

  checkAccount(): Promise<AccountCheck> {
    return Promise.resolve({ state: "ready" });
  }

  changedAccounts(accounts: readonly Account[]): Promise<readonly Account[]> {
    return Promise.resolve(accounts);
  }

  tryAccount(): Promise<KeyUsage | undefined> {
    return Promise.resolve(undefined);
  }

  listProfiles(): Promise<ProfileList> {
    return Promise.resolve({ state: "missing", file: "/nowhere", profiles: [] });
  }

  minimalPolicy(): string {
    return "{}";
  }

  consoleUrl(): string {
    return "https://console.example";
  }

  private get records(): Pick<KeyUsage, "asOf" | "recordsSince"> {
    const now = this.clock.now();
    return {
      asOf: new Date(now).toISOString(),
      recordsSince: this.recordsSince(keyOf(""), now).toISOString(),
    };
  }
}

/** A file that takes a moment to be read and written, and notices when two write at once. */
export class FakeStore implements AnswerStore {
  text: string | undefined;
  saves = 0;
  overlapped = false;
  /** When set, reading and writing fail with it. */
  broken: Error | undefined;
  /** When set, a write takes until it settles. */
  held: Promise<unknown> | undefined;
  private writing = false;

  async load(): Promise<string | undefined> {
    await settled();
    if (this.broken) throw this.broken;
    return this.text;
  }

  async save(text: string): Promise<void> {
    this.overlapped ||= this.writing;
    this.writing = true;
    await (this.held ?? settled());
    this.writing = false;
    if (this.broken) throw this.broken;
    this.text = text;
    this.saves++;
  }
}

/** A window: a service with a cloud, accounts and a file, all in the hands of the test. */
export class FakeWindow {
  readonly provider: FakeProvider;
  readonly problems: unknown[] = [];
  /** What was told to be logged as failed. */
  readonly failed: KeyUsage[] = [];
  /** What `onDidChange` told, in order. */
  readonly told: (readonly string[])[] = [];
  readonly service: UsageService;
  accounts: readonly Account[] = [accountOf("prod")];
  cacheMinutes = 60;

  constructor(
    readonly clock: FakeClock = new FakeClock(),
    readonly store: FakeStore = new FakeStore(),
    language = "en",
  ) {
    this.provider = new FakeProvider(clock);
    this.service = new UsageService({
      providers: [this.provider],
      accounts: () => this.accounts,
      cacheMinutes: () => this.cacheMinutes,
      language,
      clock,
      store,
      onFailure: (usage) => this.failed.push(usage),
      onProblem: (problem) => this.problems.push(problem),
    });
    this.service.onDidChange((texts) => this.told.push(texts));
  }

  /** Asks, and has the cloud answer. */
  async learn(
    key: KeyRef,
    rest: Partial<KeyUsage> & Pick<KeyUsage, "outcome">,
    products = false,
  ): Promise<KeyUsage> {
    const asked = this.service.ask(key, { fresh: true, products });
    await settled();
    this.provider.last.answer(rest);
    return asked;
  }

  /** Lets the pause before a write go by and the write end. */
  async save(): Promise<void> {
    await this.clock.advance(1000);
    await this.service.flush();
  }

  /** The next window, after a restart: the same file, time and accounts. */
  async reopened(language = "en"): Promise<FakeWindow> {
    const next = new FakeWindow(this.clock, this.store, language);
    next.accounts = this.accounts;
    await next.service.restore();
    return next;
  }
}
