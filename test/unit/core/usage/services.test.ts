import assert from "node:assert/strict";
import fc from "fast-check";
import { keepKnown } from "../../../../src/core/usage/keepKnown";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import { settled } from "../../../support/fakeClock";
import { accountOf, errorOf, FakeWindow, keyOf, servicesAt } from "./fakes";

const MINUTE = 60_000;
const key = keyOf("1");
const early = "2026-11-01T00:00:00.000Z";
const late = "2026-11-20T06:00:00.000Z";
const used = (at: string) => ({ outcome: "used", lastUse: { at } }) as const;

describe("The services that a key used", () => {
  it("stay when a plain look-up renews the answer", async () => {
    const window = new FakeWindow();
    await window.learn(key, { ...used(early), products: servicesAt(early) }, true);
    await window.learn(key, used(late));
    const { known } = window.service.peek(key);
    assert.deepEqual([known?.lastUse?.at, known?.products], [late, servicesAt(early)]);
  });

  it("stay when the answer comes and only their list does not, and the answer says why", async () => {
    const window = new FakeWindow();
    await window.learn(key, { ...used(early), products: servicesAt(early) }, true);
    const problem = errorOf("throttled").toProblem();
    await window.learn(key, { ...used(late), problem }, true);
    const { known } = window.service.peek(key);
    assert.deepEqual([known?.products, known?.problem], [servicesAt(early), problem]);
  });

  it("keep a use on record that a plain look-up does not know of yet", async () => {
    const window = new FakeWindow();
    await window.learn(key, { ...used(late), products: servicesAt(late, early) }, true);
    for (const answer of [used(early), { outcome: "no-use-on-record" }] as const) {
      const { outcome, lastUse } = await window.learn(key, answer);
      assert.deepEqual([outcome, lastUse?.at, lastUse?.service?.code], ["used", late, "S0"]);
    }
  });

  it("go when they are older than the records, or the key is not found any more", async () => {
    const window = new FakeWindow();
    await window.learn(key, { ...used(early), products: servicesAt(late, early) }, true);
    const since = await window.learn(key, { ...used(late), recordsSince: "2026-11-10T00:00:00.000Z" });
    assert.deepEqual(since.products, servicesAt(late));
    assert.equal((await window.learn(key, { outcome: "not-found" })).products, undefined);
  });

  it("are used as late as their details say, and so is the key", async () => {
    const window = new FakeWindow();
    await window.learn(key, { ...used(early), products: servicesAt(early) }, true);
    window.provider.detail = () => Promise.resolve({ entries: [{ name: "RunInstances", at: late }] });
    const service = { code: "S0", name: "Service 0" };
    await window.service.lookUpDetail({ key, service, kind: "events" }, "prod", new AbortController().signal);
    const { known } = window.service.peek(key);
    assert.deepEqual(
      [known?.outcome, known?.lastUse, known?.products],
      ["used", { at: late, service, event: "RunInstances" }, [{ at: late, service, event: "RunInstances" }]],
    );
  });

  it("are not kept beside an answer of no use, when none of them says when", () => {
    const known = { ...used(early), products: [{ service: { code: "S", name: "S" } }] };
    const base = { key, recordsSince: "2026-11-10T00:00:00.000Z", asOf: "2026-11-20T08:00:00.000Z" };
    const kept = keepKnown({ ...base, outcome: "no-use-on-record" }, { ...base, ...known });
    assert.deepEqual([kept.outcome, kept.products], ["no-use-on-record", undefined]);
  });

  it("leave the doubt that one without a time raises until an answer with services takes it away", async () => {
    const window = new FakeWindow();
    const undated = { service: { code: "S9", name: "Service 9" } };
    const inDoubt = { at: early, mayBeLater: true } as const;
    const products = [...servicesAt(early), undated];
    await window.learn(key, { outcome: "used", lastUse: inDoubt, products }, true);
    assert.equal((await window.learn(key, used(early))).lastUse?.mayBeLater, true);
    assert.equal((await window.learn(key, used(late))).lastUse?.mayBeLater, true);
    const whole = { ...used(late), products: servicesAt(late) };
    assert.equal((await window.learn(key, whole, true)).lastUse?.mayBeLater, undefined);
  });

  it("leave that doubt when their details are learnt, too", async () => {
    const window = new FakeWindow();
    const products = [...servicesAt(early), { service: { code: "S9", name: "Service 9" } }];
    await window.learn(key, { outcome: "used", lastUse: { at: early, mayBeLater: true }, products }, true);
    window.provider.detail = () => Promise.resolve({ entries: [{ name: "RunInstances", at: late }] });
    const service = { code: "S0", name: "Service 0" };
    await window.service.lookUpDetail({ key, service, kind: "events" }, "prod", new AbortController().signal);
    assert.equal(window.service.peek(key).known?.lastUse?.mayBeLater, true);
  });

  it("never make an answer sound less used than it was given, or than they are", () => {
    const time = fc
      .date({ min: new Date("2024-01-01"), max: new Date("2026-11-20"), noInvalidDate: true })
      .map((at) => at.toISOString());
    const usage = (at: string | undefined, rest: Partial<KeyUsage>): KeyUsage => ({
      key,
      ...(at === undefined ? { outcome: "no-use-on-record" } : used(at)),
      recordsSince: "2025-10-16T00:00:00.000Z",
      asOf: "2026-11-20T08:00:00.000Z",
      ...rest,
    });
    fc.assert(
      fc.property(fc.option(time, { nil: undefined }), fc.array(time), (at, times) => {
        const products = servicesAt(...[...times].sort().reverse());
        const answer = usage(at, {});
        const kept = keepKnown(answer, usage(products[0]?.at, { products }));
        const withoutList = keepKnown(answer, usage(products[0]?.at, {}));
        assert.equal(withoutList.lastUse?.at, kept.lastUse?.at);
        const uses = [at, ...times.filter((one) => one >= (answer.recordsSince ?? ""))].filter(
          (one) => one !== undefined,
        );
        assert.equal(kept.lastUse?.at, uses.sort().at(-1));
        assert.equal(kept.outcome, uses.length > 0 ? "used" : "no-use-on-record");
      }),
    );
  });

  it("are asked for again when they are old, however often plain look-ups renewed the answer meanwhile", async () => {
    const window = new FakeWindow();
    const { service, provider, clock } = window;
    await window.learn(key, { ...used(early), products: servicesAt(early) }, true);
    await clock.advance(59 * MINUTE);
    await window.learn(key, used(late));
    await service.ask(key, { products: true });
    assert.equal(provider.calls.length, 2);
    await clock.advance(MINUTE);
    const asked = service.ask(key, { products: true });
    await settled();
    assert.equal(provider.calls.length, 3);
    provider.last.answer({ ...used(late), products: servicesAt(late) });
    assert.deepEqual((await asked).products, servicesAt(late));
  });

  it("come with the cloud's own records, which go when the accounts or their credentials change", async () => {
    const window = new FakeWindow();
    const learn = async (): Promise<void> => {
      const asked = window.service.ask(key, { products: true, fresh: true });
      await settled();
      window.provider.last.answer({ ...used(late), products: servicesAt(late) }, new Map([["S0", "{}"]]));
      await asked;
    };
    await learn();
    assert.equal(window.service.peekRecords(key)?.get("S0"), "{}");
    assert.equal(window.service.peekRecords(keyOf("2")), undefined);
    window.service.credentialsChanged("alibaba", "prod");
    assert.equal(window.service.peekRecords(key), undefined);
    await learn();
    window.accounts = [accountOf("dev")];
    assert.equal(window.service.peekRecords(key), undefined);
  });

  it("leave the records of the latest twenty keys in memory, no more", async () => {
    const window = new FakeWindow();
    window.provider.replies = (call) => {
      call.answer({ ...used(late), products: servicesAt(late) }, new Map([["S0", "{}"]]));
    };
    const keys = Array.from({ length: 21 }, (_, index) => keyOf(String(index)));
    for (const one of keys) await window.service.ask(one, { products: true });
    assert.deepEqual(
      keys.map((one) => window.service.peekRecords(one) !== undefined),
      keys.map((_, index) => index > 0),
    );
  });
});
