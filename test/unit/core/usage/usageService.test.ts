import assert from "node:assert/strict";
import { settled } from "../../../support/fakeClock";
import { accountOf, FakeWindow, keyOf } from "./fakes";
import { watchUnheard } from "./unheard";

const MINUTE = 60_000;
const key = keyOf("1");
const cancelled = { name: "UsageError", kind: "cancelled" };
const lately = { outcome: "used", lastUse: { at: "2026-11-20T06:00:00.000Z" } } as const;

describe("The usage service", () => {
  watchUnheard();

  describe("shares a look-up:", () => {
    it("any number of askers at once cost one request, and all get its answer", async () => {
      const { service, provider } = new FakeWindow();
      const asked = Promise.all(
        Array.from({ length: 50 }, (_, index) => service.ask(keyOf("1", { label: `label ${index}` }))),
      );
      await settled();
      assert.equal(provider.calls.length, 1);
      provider.last.answer(lately);
      const answers = await asked;
      assert.ok(answers.every(({ outcome }) => outcome === "used"));
      // The label is the asker's own, whoever came first.
      assert.equal(answers[7]?.key.label, "label 7");
    });

    it("200 keys at once cost 200 requests, none twice", async () => {
      const { service, provider } = new FakeWindow();
      provider.replies = (call) => {
        call.answer(lately);
      };
      const keys = Array.from({ length: 200 }, (_, index) => keyOf(String(index)));
      await Promise.all([...keys, ...keys].map((one) => service.ask(one)));
      assert.equal(new Set(provider.calls.map(({ request }) => request.key.id)).size, 200);
      assert.equal(provider.calls.length, 200);
    });

    it("one who gives up is told at once, and the others and the cache still get the answer", async () => {
      const { service, provider } = new FakeWindow();
      const gone = new AbortController();
      const leaving = service.ask(key, {}, gone.signal);
      const staying = service.ask(key);
      await settled();
      gone.abort();
      await assert.rejects(leaving, cancelled);
      assert.equal(provider.last.signal.aborted, false);
      provider.last.answer(lately);
      assert.equal((await staying).outcome, "used");
      assert.equal(service.peek(key).known?.outcome, "used");
    });

    it("when everybody gave up the answer is still awaited, and kept", async () => {
      const { service, provider } = new FakeWindow();
      const gone = new AbortController();
      const leaving = service.ask(key, {}, gone.signal);
      await settled();
      gone.abort();
      await assert.rejects(leaving, cancelled);
      provider.last.answer(lately);
      await settled();
      assert.equal(service.peek(key).known?.outcome, "used");
    });

    it("one that brings the services answers the plain question too; a plain one does not bring services", async () => {
      const { service, provider } = new FakeWindow();
      const withServices = service.ask(key, { products: true });
      const plain = service.ask(key);
      await settled();
      assert.deepEqual(
        provider.calls.map(({ request }) => request.products),
        [true],
      );
      provider.last.answer({ ...lately, products: [] });
      assert.deepEqual(await plain, await withServices);

      const other = keyOf("2");
      const both = Promise.all([service.ask(other), service.ask(other, { products: true })]);
      await settled();
      assert.deepEqual(
        provider.calls.slice(1).map(({ request }) => request.products),
        [false, true],
      );
      for (const call of provider.calls) call.answer({ ...lately, products: [] });
      await both;
    });
  });

  describe("keeps answers:", () => {
    it("an answer is reused for as long as the setting says, and then asked for again", async () => {
      const window = new FakeWindow();
      const { service, provider, clock } = window;
      await window.learn(key, lately);
      await clock.advance(60 * MINUTE - 1);
      assert.equal(service.peek(key).due, false);
      assert.equal((await service.ask(key)).outcome, "used");
      assert.equal(provider.calls.length, 1);
      await clock.advance(1);
      assert.equal(service.peek(key).due, true);
      window.cacheMinutes = 120;
      assert.equal(service.peek(key).due, false);
    });

    it("whoever wants it fresh gets it fresh", async () => {
      const window = new FakeWindow();
      await window.learn(key, { outcome: "no-use-on-record" });
      await window.learn(key, lately);
      assert.equal(window.provider.calls.length, 2);
      assert.equal(window.service.peek(key).known?.outcome, "used");
    });

    it("an answer from the future is due: a clock was wrong, so nobody knows its age", async () => {
      const window = new FakeWindow();
      await window.learn(key, lately);
      window.clock.set(window.clock.now() - 10 * MINUTE);
      assert.equal(window.service.peek(key).due, true);
    });

    it("in which a key of the settings and the same key in a text are one, each with its own label", async () => {
      const window = new FakeWindow();
      await window.learn(keyOf("1", { label: "ci deploy" }), lately);
      assert.deepEqual(window.service.peek(key).known?.key, key);
      assert.equal((await window.service.ask(keyOf("1", { label: "new label" }))).key.label, "new label");
    });

    it("of accounts and languages apart: an answer shows only for the accounts that gave it", async () => {
      const window = new FakeWindow();
      window.accounts = [accountOf("prod"), accountOf("dev")];
      const asked = window.service.ask(key);
      await settled();
      for (const call of window.provider.calls) call.answer(lately);
      await asked;
      const known = (one = key): boolean => window.service.peek(one).known !== undefined;
      assert.ok(known());
      assert.ok(!known(keyOf("1", { account: "dev" })));
      for (const accounts of [
        [accountOf("prod")],
        [accountOf("prod"), accountOf("dev", { credentials: { kind: "stored" } })],
        [accountOf("prod"), accountOf("dev", { region: "cn-hangzhou" })],
        [accountOf("prod"), accountOf("dev", { endpoint: "https://gateway.example" })],
        [accountOf("prod"), accountOf("dev"), accountOf("test")],
        [],
      ]) {
        window.accounts = accounts;
        assert.ok(!known(), JSON.stringify(accounts));
      }
    });
  });

  describe("asks no cloud", () => {
    it("about a temporary key, however it is asked, and says why", async () => {
      const { service, provider } = new FakeWindow();
      const temporary = keyOf("1", { kind: "temporary-key" });
      for (const options of [{}, { fresh: true }, { products: true }]) {
        const { outcome, problem } = await service.ask(temporary, options);
        assert.deepEqual([outcome, problem?.code, problem?.retryable], ["failed", "TemporaryKey", false]);
      }
      assert.deepEqual(service.peek(temporary), { busy: false, due: false });
      const request = { key: temporary, service: { code: "Ecs", name: "Ecs" }, kind: "events" } as const;
      const { signal } = new AbortController();
      await assert.rejects(service.lookUpDetail(request, "prod", signal), { code: "TemporaryKey" });
      assert.deepEqual([provider.calls.length, provider.details.length], [0, 0]);
    });

    it("without an account, and says what to do", async () => {
      const window = new FakeWindow();
      window.accounts = [];
      const { outcome, problem } = await window.service.ask(key);
      assert.equal(outcome, "failed");
      assert.match(problem?.message ?? "", /Add Account/);
    });

    it("for a key whose account is not there, and names it, rather than asking the others", async () => {
      const window = new FakeWindow();
      const { problem } = await window.service.ask(keyOf("1", { account: "gone" }));
      assert.match(problem?.message ?? "", /named gone\./);
      assert.equal(window.provider.calls.length, 0);
    });

    it("that is not the key's own", async () => {
      const window = new FakeWindow();
      window.accounts = [accountOf("prod", { provider: "ncloud" })];
      assert.equal((await window.service.ask(key)).problem?.code, "NoAccount");
      assert.equal(
        (await window.service.ask(keyOf("1", { provider: "nowhere" }))).problem?.code,
        "NoAccount",
      );
    });
  });

  it("tells when a key is being asked about and when it no longer is, by the key's text", async () => {
    const window = new FakeWindow();
    const { service, told } = window;
    const asked = service.ask(key);
    assert.equal(service.peek(key).busy, true);
    assert.deepEqual(told, [["alibaba:access-key:LTAI1"]]);
    await settled();
    window.provider.last.answer(lately);
    await asked;
    assert.equal(service.peek(key).busy, false);
    assert.equal(told.length, 2);
    service.accountsChanged();
    assert.deepEqual(told.at(-1), []);
  });

  it("ends every wait when it is disposed of, even on a provider that does not hear it, and asks no more", async () => {
    const { service, provider, told } = new FakeWindow();
    provider.lookUp = () => new Promise(() => undefined);
    const waiting = [service.ask(key), service.ask(keyOf("2"), { products: true })];
    await settled();
    service.dispose();
    for (const one of waiting) await assert.rejects(one, cancelled);
    const before = told.length;
    await assert.rejects(service.ask(keyOf("3")), cancelled);
    assert.equal(told.length, before);
  });
});
