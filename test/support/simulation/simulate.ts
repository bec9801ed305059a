import { summarize } from "../../../src/core/describe/summarize";
import type { Account } from "../../../src/core/usage/account";
import type { AnswerStore } from "../../../src/core/usage/answerCache";
import type { KeyRef } from "../../../src/core/usage/key";
import type { KeyUsage } from "../../../src/core/usage/keyUsage";
import { UsageService } from "../../../src/core/usage/usageService";
import { judged, judgedState, type VerdictWording } from "../../../src/core/verdict/verdictWords";
import type { VerdictKind } from "../../../src/core/verdict/verdict";
import { OPERATIONS } from "../../../src/providers/alibaba/permissions";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../src/sample/sampleCloud";
import { ProviderUnderTest } from "../alibabaProvider";
import { NcloudUnderTest } from "../ncloudProvider";
import { makeFutures, type Future } from "./futures";
import { randomFrom } from "./random";
import { SimClock, TurnClock } from "./simClock";
import { check, type Finding, type Invisible } from "./truth";
import { World, type Resident } from "./world";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Any moment will do; the same one, so that a seed means the same for ever. */
const START = Date.UTC(2026, 10, 20, 8);

/** How a simulation differs from the usual one. */
export interface SimulationOptions {
  readonly keys: number;
  readonly seed: number;
  /** Spoils each answer before it is judged, to see that a wrong judge is found out. */
  readonly spoil?: (usage: KeyUsage, now: number) => KeyUsage;
}

/** What came of it. */
export interface SimulationResult {
  readonly keys: number;
  /** How often somebody was told something about a key. */
  readonly answers: number;
  readonly requests: number;
  /** How often each verdict was given, by kind of key. */
  readonly verdicts: ReadonlyMap<string, ReadonlyMap<VerdictKind, number>>;
  /** Safe-sounding answers that said in words what they could not show. */
  readonly carried: ReadonlyMap<Invisible, number>;
  /** Each with the kind of key, and why. */
  readonly dangerous: readonly string[];
}

/** When somebody looks, since the start; with `peek` what is known is shown, and nobody asks. */
const LOOKS: readonly { readonly afterMs: number; readonly how: "ask" | "peek" }[] = [
  { afterMs: 0, how: "ask" },
  { afterMs: 40 * MINUTE, how: "ask" },
  { afterMs: 5 * HOUR, how: "peek" },
  { afterMs: 3 * DAY, how: "peek" },
  { afterMs: 23 * DAY, how: "ask" },
];

const THRESHOLDS = [7, 30, 90, 180] as const;

/**
 * Lets thousands of keys with known futures be used, has the sample cloud answer about them over the wire as the real
 * ones would, and compares what KeyTrail says with what is true.
 */
export async function simulate({ keys, seed, spoil }: SimulationOptions): Promise<SimulationResult> {
  const random = randomFrom(seed);
  const clock = new SimClock(START);
  const cloud = await startSampleCloud({ now: clock.now });
  const tally = new Tally();
  cloud.onRequest(() => tally.requests++);
  try {
    const { world, service, notesOf } = settle(cloud, clock, makeFutures(keys, START, random), seed);
    for (const { afterMs, how } of LOOKS) {
      clock.goTo(START + afterMs);
      world.turnTo(clock.now());
      const skew = skewAlibaba(cloud, clock);
      // Drawn before anybody asks: who is answered first is a matter of chance.
      const wishes = world.residents.map(() => ({
        staleAfterDays: random.pick(THRESHOLDS),
        products: random.pick([true, false]),
      }));
      const look = async ({ future, key }: Resident, index: number): Promise<void> => {
        const { staleAfterDays = 90, products = false } = wishes[index] ?? {};
        const now = clock.now();
        const wording: VerdictWording = { now, staleAfterDays, language: "en", notes: notesOf(key) };
        const asked = how === "ask" ? await service.ask(key, { products }) : undefined;
        const spoilt = (usage: KeyUsage): KeyUsage => spoil?.(usage, now) ?? usage;
        const peeked = service.peek(key);
        const state = { ...peeked, ...(peeked.known && { known: spoilt(peeked.known) }) };
        const usage = asked ? judged(spoilt(asked), wording) : judgedState(state, wording);
        if (!usage) return;
        const summary = summarize(key, state, wording);
        tally.add(future, usage.verdict.kind, check({ future, usage, summary, staleAfterDays, now }));
      };
      await forEachAtOnce(world.residents, AT_ONCE, look);
      skew();
    }
    service.dispose();
    return { keys: world.residents.length, ...tally.result };
  } finally {
    await cloud.close();
  }
}

/** The same providers and service as the extension's, with the time of the simulation. */
function settle(cloud: SampleCloud, clock: SimClock, futures: readonly Future[], seed: number) {
  const alibaba = new ProviderUnderTest({ clock, turns: new TurnClock() });
  const ncloud = new NcloudUnderTest({ clock, turns: new TurnClock() });
  const signer = (credentials: SampleAccount, name: string): Account =>
    alibaba.account(cloud.origin, credentials, name);
  const ofNcloud = cloud.accounts.find(({ provider }) => provider === "ncloud");
  const [ofAlibaba] = cloud.accounts;
  if (!ofAlibaba || !ofNcloud) throw new Error("The sample cloud has an account of each kind.");
  const world = new World(cloud, futures, START, seed, {
    alibaba: signer(ofAlibaba, "prod"),
    ncloud: ncloud.account(cloud.origin, ofNcloud, { name: "naver" }),
    signer,
  });
  const providers = [alibaba.provider, ncloud.provider];
  const service = new UsageService({
    providers,
    accounts: ({ account }) => [world.accounts.get(account ?? "")].filter((one) => one !== undefined),
    cacheMinutes: () => 60,
    language: "en",
    clock,
    store: NOWHERE,
    onFailure: () => undefined,
    onProblem: (error) => {
      throw error;
    },
  });
  const notesOf = (key: KeyRef) => {
    const provider = providers.find(({ id }) => id === key.provider);
    if (!provider) throw new Error("Every key is of one of the clouds.");
    return provider.recordNotes(key);
  };
  return { world, service, notesOf };
}

/** Alibaba Cloud's SDK signs with the machine's own time, so that the gate has to have it, too. */
function skewAlibaba(cloud: SampleCloud, clock: SimClock): () => void {
  const ms = Date.now() - clock.now();
  const rules = OPERATIONS.map((operation) => cloud.misbehave({ kind: "clock-skew", ms, operation }));
  return () => {
    for (const rule of rules) rule.dispose();
  };
}

/** Counts what was told. */
class Tally {
  private answers = 0;
  requests = 0;
  private readonly verdicts = new Map<string, Map<VerdictKind, number>>();
  private readonly carried = new Map<Invisible, number>();
  private readonly dangerous: string[] = [];

  add({ kind }: Future, verdict: VerdictKind, { danger, carried }: Finding): void {
    this.answers++;
    const verdicts = this.verdicts.get(kind) ?? new Map<VerdictKind, number>();
    this.verdicts.set(kind, verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1));
    for (const name of carried) this.carried.set(name, (this.carried.get(name) ?? 0) + 1);
    if (danger !== undefined) this.dangerous.push(`${kind}: ${verdict}, ${danger}`);
  }

  get result(): Omit<SimulationResult, "keys"> {
    const { answers, requests, verdicts, carried, dangerous } = this;
    return { answers, requests, verdicts, carried, dangerous };
  }
}

/** Answers of the simulation are kept in memory only. */
const NOWHERE: AnswerStore = { load: () => Promise.resolve(undefined), save: () => Promise.resolve() };
const AT_ONCE = 24;

async function forEachAtOnce<T>(
  items: readonly T[],
  atOnce: number,
  act: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const queue = [...items.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await act(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
