import assert from "node:assert/strict";
import { FakeClock } from "../../../support/fakeClock";
import { settled } from "../../../support/fakeClock";
import { accountOf, errorOf, FakeStore, FakeWindow, keyOf, servicesAt } from "./fakes";

const MINUTE = 60_000;
const key = keyOf("1");
const at = "2026-11-20T06:00:00.000Z";
const used = { outcome: "used", lastUse: { at } } as const;

describe("Saved answers", () => {
  it("are there at once after a restart, with their age, and are asked for anew even if they are young", async () => {
    const window = new FakeWindow();
    const told = await window.learn(key, { ...used, products: servicesAt(at) }, true);
    await window.save();
    const next = await window.reopened();
    const { known, busy, due } = next.service.peek(key);
    assert.deepEqual([known, busy, due], [told, false, true]);
    assert.deepEqual(next.told, [[]], "whoever draws is told that there is something to draw");

    await next.learn(key, used);
    assert.equal(next.service.peek(key).due, false);
  });

  it("are asked for anew in the next window whoever asks, and shown meanwhile", async () => {
    const window = new FakeWindow();
    await window.learn(key, used);
    await window.save();
    const next = await window.reopened();
    const asked = next.service.ask(key);
    await settled();
    assert.deepEqual([next.provider.calls.length, next.service.peek(key).known?.outcome], [1, "used"]);
    next.provider.last.fail(errorOf("network"));
    assert.equal((await asked).outcome, "failed");
    const { known, due } = next.service.peek(key);
    assert.deepEqual([known?.outcome, due], ["used", false]);
  });

  it("show for the accounts and the language that they were given in only", async () => {
    const window = new FakeWindow();
    await window.learn(key, used);
    await window.save();
    assert.equal((await window.reopened("zh-cn")).service.peek(key).known, undefined);
    window.accounts = [accountOf("prod", { credentials: { kind: "stored" } })];
    assert.equal((await window.reopened()).service.peek(key).known, undefined);
  });

  it("hold no failure, no raw record and no temporary key", async () => {
    const window = new FakeWindow();
    const { service, provider, store } = window;
    provider.replies = (call) => {
      call.fail(errorOf("denied"));
    };
    await service.ask(key);
    await service.ask(keyOf("2", { kind: "temporary-key" }));
    provider.replies = (call) => {
      call.answer({ ...used, products: servicesAt(at) }, new Map([["S0", "the raw record"]]));
    };
    await service.ask(keyOf("3"), { products: true });
    await window.save();
    assert.equal(service.peekRecords(keyOf("3"))?.get("S0"), "the raw record");
    assert.deepEqual(answeredIn(store), ["alibaba:access-key:LTAI3"]);
    assert.doesNotMatch(store.text ?? "", /raw record|denied|temporary/);
  });

  it("of two windows end up in one file, and each keeps the newer of two answers", async () => {
    const window = new FakeWindow();
    const other = new FakeWindow(window.clock, window.store);
    await window.learn(key, { outcome: "no-use-on-record" });
    await other.learn(keyOf("2"), used);
    await window.clock.advance(10);
    await other.learn(key, used);
    await window.save();
    await other.service.flush();
    assert.deepEqual(answeredIn(window.store), ["alibaba:access-key:LTAI1", "alibaba:access-key:LTAI2"]);
    await window.learn(keyOf("3"), used);
    await window.save();
    const next = await window.reopened();
    assert.equal(next.service.peek(key).known?.outcome, "used");
    assert.equal(window.service.peek(keyOf("2")).known?.outcome, "used");
    // The other window may have asked as somebody else, so its answer is shown and asked for again.
    assert.deepEqual(
      [window.service.peek(keyOf("2")).due, window.service.peek(keyOf("3")).due],
      [true, false],
    );
  });

  it("dated by a clock that was ahead do not replace the honest ones", async () => {
    const window = new FakeWindow();
    const ahead = new FakeWindow(new FakeClock(window.clock.now() + 20 * 86_400_000), window.store);
    await ahead.learn(key, { outcome: "no-use-on-record" });
    await ahead.save();
    await window.learn(key, used);
    await window.save();
    assert.equal(window.service.peek(key).known?.outcome, "used");
    assert.equal(window.service.peek(key).due, false);
  });

  it("of an account whose credentials changed are forgotten in the file, too", async () => {
    const window = new FakeWindow();
    await window.learn(key, used);
    await window.save();
    await window.clock.advance(MINUTE);
    window.service.credentialsChanged("alibaba", "prod");
    await window.save();
    assert.deepEqual(answeredIn(window.store), []);
    assert.equal((await window.reopened()).service.peek(key).known, undefined);
  });

  it("of an account whose credentials changed are forgotten even if a wrong clock had dated them ahead", async () => {
    const window = new FakeWindow();
    await window.learn(key, used);
    window.clock.set(window.clock.now() - 60 * MINUTE);
    window.service.credentialsChanged("alibaba", "prod");
    assert.equal(window.service.peek(key).known, undefined);
  });

  it("are written once for all that is learnt within a moment, and never by two at once", async () => {
    const window = new FakeWindow();
    const { clock, store, service } = window;
    for (let index = 0; index < 30; index++) await window.learn(keyOf(String(index)), used);
    await window.save();
    assert.equal(store.saves, 1);
    for (let index = 0; index < 30; index++) {
      await window.learn(keyOf(String(index)), used);
      await clock.advance(400);
    }
    await window.save();
    assert.equal(store.overlapped, false);
    assert.equal(answeredIn(store).length, 30);
    await service.flush();
  });

  it("are written by one at a time, also when a write takes longer than the pause before the next", async () => {
    const window = new FakeWindow();
    const { clock, store } = window;
    let release = (): void => undefined;
    store.held = new Promise<void>((resolve) => (release = resolve));
    await window.learn(key, used);
    await clock.advance(1000);
    await window.learn(keyOf("2"), used);
    await clock.advance(5000);
    assert.deepEqual([store.saves, store.overlapped], [0, false]);
    release();
    await clock.advance(1000);
    await window.service.flush();
    assert.deepEqual([store.saves, store.overlapped], [2, false]);
    assert.equal(answeredIn(store).length, 2);
  });

  it("are written at once when the window closes", async () => {
    const window = new FakeWindow();
    await window.learn(key, used);
    await settled();
    window.service.dispose();
    await window.service.flush();
    assert.deepEqual(answeredIn(window.store), ["alibaba:access-key:LTAI1"]);
    assert.equal(window.clock.sleeping, 0);
  });

  it("that cannot be written are reported, and the next write is tried all the same", async () => {
    const window = new FakeWindow();
    window.store.broken = new Error("disk full");
    await window.learn(key, used);
    await window.save();
    assert.deepEqual(window.problems, [window.store.broken]);
    window.store.broken = undefined;
    await window.learn(keyOf("2"), used);
    await window.save();
    assert.equal(answeredIn(window.store).length, 2);
    assert.equal(window.service.peek(key).known?.outcome, "used");
  });

  for (const [name, text] of [
    ["is empty", ""],
    ["was cut off", '{"version":1,"answers":[["alibaba:acc'],
    ["is somebody else's", '{"hello":"world"}'],
    ["is no object", "null"],
    ["is of another version", '{"version":2,"answers":[]}'],
    ["has no list", '{"version":1,"answers":{"0":1}}'],
  ] as const) {
    it(`in a file that ${name} are as good as none, and the next write mends it`, async () => {
      const store = new FakeStore();
      store.text = text;
      const window = new FakeWindow(undefined, store);
      await window.service.restore();
      assert.equal(window.service.peek(key).known, undefined);
      await window.learn(key, used);
      await window.save();
      assert.deepEqual([answeredIn(store), window.problems], [["alibaba:access-key:LTAI1"], []]);
    });
  }
});

function answeredIn({ text }: FakeStore): readonly string[] {
  const file = JSON.parse(text ?? "") as { readonly answers: readonly (readonly [string])[] };
  return file.answers.map(([answered]) => answered).sort();
}
