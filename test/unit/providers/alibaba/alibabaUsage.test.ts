import assert from "node:assert/strict";
import type { Account } from "../../../../src/core/usage/account";
import type { KeyRef } from "../../../../src/core/usage/key";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import { UsageService } from "../../../../src/core/usage/usageService";
import { systemClock } from "../../../../src/core/util/clock";
import { startSampleCloud, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { keyOf, OWN, ProviderUnderTest } from "../../../support/alibabaProvider";
import { makeIds } from "../../../support/syntheticIds";

describe("Keys of two Alibaba Cloud accounts", () => {
  let cloud: SampleCloud;
  let alibaba: ProviderUnderTest;
  let usage: UsageService;
  let accounts: readonly Account[];
  const problems: unknown[] = [];
  let saved: string | undefined;

  before(async () => {
    cloud = await startSampleCloud();
  });
  after(() => cloud.close());
  beforeEach(() => {
    alibaba = new ProviderUnderTest();
    accounts = cloud.accounts
      .filter(({ provider }) => provider === "alibaba")
      .map((account) => alibaba.account(cloud.origin, account, account.name));
    saved = undefined;
    usage = new UsageService({
      providers: [alibaba.provider],
      accounts: () => accounts,
      cacheMinutes: () => 60,
      language: "en",
      clock: systemClock,
      store: {
        load: () => Promise.resolve(saved),
        save: (text) => Promise.resolve(void (saved = text)),
      },
      onFailure: () => undefined,
      onProblem: (error) => problems.push(error),
    });
  });
  afterEach(async () => {
    usage.dispose();
    await usage.flush();
    alibaba.assertTellsNoSecret(saved);
    assert.deepEqual(problems, []);
  });

  const ask = async (key: KeyRef, products = false): Promise<KeyUsage> => {
    const answer = await usage.ask(key, { products });
    alibaba.assertTellsNoSecret(answer);
    alibaba.assertTellsNoSecret(usage.peek(key));
    return answer;
  };
  const role = (name: keyof SampleCloud["story"]["keys"]): KeyRef => keyOf(cloud.story.keys[name].id);
  const since = (): number => cloud.requests.length;

  for (const [name, outcome, account] of [
    ["ci", "used", "sample-prod"],
    ["stale", "used", "sample-prod"],
    ["idle", "no-use-on-record", "sample-prod"],
    ["root", "used", "sample-prod"],
    ["dev", "used", "sample-dev"],
    ["denied", "denied", "sample-prod"],
    ["failing", "failed", "sample-prod"],
    ["elsewhere", "not-found", undefined],
  ] as const) {
    it(`have the outcome that the sample shows: ${name} is ${outcome}`, async () => {
      const answer = await ask(role(name), true);
      assert.deepEqual([answer.outcome, answer.account], [outcome, account]);
      assert.deepEqual(answer.accountsAsked, ["sample-prod", "sample-dev"]);
      assert.equal(answer.problem !== undefined, outcome === "denied" || outcome === "failed");
    });
  }

  it("are asked of the one account that their entry names", async () => {
    const count = since();
    const answer = await ask({ ...role("dev"), account: "sample-prod" });
    assert.equal(answer.outcome, "not-found");
    assert.deepEqual(
      cloud.requests.slice(count).map(({ account }) => account),
      ["sample-prod"],
    );
  });

  it("are found in the one account though the other one's credentials are wrong", async () => {
    const [prod = assert.fail(), dev = assert.fail()] = accounts;
    alibaba.account(cloud.origin, OWN, prod.name);
    accounts = [prod, dev];
    assert.equal((await ask(role("dev"))).outcome, "used");
    // The key may well be the other account's, so nobody may say that it is in none of them.
    const elsewhere = await ask(role("elsewhere"));
    assert.equal(elsewhere.outcome, "failed");
    assert.match(elsewhere.problem?.message ?? "", /^Alibaba Cloud does not know the AccessKey/);
  });

  it("are not asked about when they are temporary", async () => {
    const count = since();
    const { id } = cloud.story.keys.temporary;
    const answer = await ask({ provider: "alibaba", kind: "temporary-key", id });
    assert.equal(answer.problem?.code, "TemporaryKey");
    assert.equal(since(), count);
  });

  it("are asked about once by any number of askers at the same time", async () => {
    const count = since();
    const key = { ...role("ci"), account: "sample-prod" };
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(key)));
    assert.equal(since(), count + 1);
    assert.ok(answers.every(({ outcome }) => outcome === "used"));
    await ask(key);
    assert.equal(since(), count + 1, "the answer is known by then");
  });

  it("are asked about to the end when one of several askers goes away", async () => {
    const count = since();
    const key = { ...role("ci"), account: "sample-prod" };
    const impatient = new AbortController();
    const arrival = cloud.onRequest(() => {
      impatient.abort();
    });
    const gone = assert.rejects(usage.ask(key, {}, impatient.signal), { kind: "cancelled" });
    assert.equal((await ask(key)).outcome, "used");
    await gone;
    arrival.dispose();
    assert.equal(since(), count + 1);
  });

  it("keep what is known of them when the next answer is none", async () => {
    const key = { ...role("ci"), account: "sample-prod" };
    const first = await ask(key);
    for (const rule of [
      { kind: "html", status: 200 },
      { kind: "truncate" },
      { kind: "deny" },
      { kind: "throttle" },
      { kind: "reset" },
    ] as const) {
      const inForce = cloud.misbehave(rule);
      const answer = await usage.ask(key, { fresh: true });
      alibaba.assertTellsNoSecret(answer);
      assert.equal(answer.outcome, rule.kind === "deny" ? "denied" : "failed");
      assert.deepEqual(usage.peek(key).known, first);
      inForce.dispose();
    }
  });

  it("are asked about at twenty a second at most, each once, though there are a hundred", async () => {
    const ids = makeIds(100);
    const keys = Array.from({ length: 100 }, () => ({ ...keyOf(ids.longTerm(24)), account: "sample-prod" }));
    const count = since();
    const answers = await Promise.all(keys.map((key) => ask(key)));
    assert.ok(answers.every(({ outcome }) => outcome === "not-found"));

    const arrived = cloud.requests.slice(count);
    assert.equal(arrived.length, 100);
    assert.equal(new Set(arrived.map(({ accessKey }) => accessKey)).size, 100);
    const mostSent = mostInASecond(alibaba.sentAt);
    assert.ok(mostSent <= 20, `${mostSent} within a second`);
    // On their way some fall behind and others catch up.
    const most = mostInASecond(arrived.map(({ at }) => at));
    assert.ok(most <= 25, `${most} within a second`);
  });
});

/** The largest number of moments that are less than a second apart. */
function mostInASecond(moments: readonly number[]): number {
  return Math.max(...moments.map((start) => moments.filter((at) => at >= start && at < start + 1000).length));
}
