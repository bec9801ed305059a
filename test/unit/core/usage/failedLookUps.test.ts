import assert from "node:assert/strict";
import { settled } from "../../../support/fakeClock";
import { errorOf, FakeWindow, keyOf } from "./fakes";
import { watchUnheard } from "./unheard";

const MINUTE = 60_000;
const key = keyOf("1");
const lately = { outcome: "used", lastUse: { at: "2026-11-20T06:00:00.000Z" } } as const;

describe("The usage service", () => {
  watchUnheard();

  describe("when a look-up fails,", () => {
    it("still knows what it knew, and says so beside the failure", async () => {
      const window = new FakeWindow();
      const { service, provider, clock } = window;
      await window.learn(key, lately);
      await clock.advance(61 * MINUTE);
      const asked = service.ask(key);
      await settled();
      provider.last.fail(errorOf("network"));
      assert.equal((await asked).outcome, "failed");
      const { known, failed, busy, due } = service.peek(key);
      assert.deepEqual([known?.outcome, failed?.outcome, busy, due], ["used", "failed", false, false]);
      assert.deepEqual(window.failed, [failed], "and the log hears of it");
    });

    it("asks again by itself after a minute, and forgets the failure with the next answer", async () => {
      const window = new FakeWindow();
      const { service, clock } = window;
      const asked = service.ask(key);
      await settled();
      window.provider.last.fail(errorOf("denied"));
      assert.equal((await asked).outcome, "denied");
      await clock.advance(MINUTE - 1);
      assert.equal(service.peek(key).due, false);
      await clock.advance(1);
      assert.equal(service.peek(key).due, true);
      await window.learn(key, lately);
      assert.equal(service.peek(key).failed, undefined);
    });

    it("does not keep the failure when the accounts or their credentials change", async () => {
      const { service, provider } = new FakeWindow();
      provider.replies = (call) => {
        call.fail(errorOf("credentials"));
      };
      await service.ask(key);
      service.credentialsChanged("alibaba", "prod");
      assert.deepEqual(service.peek(key), { busy: false, due: true });
    });

    it("is not stopped by the failure from asking at once when a person wants it", async () => {
      const { service, provider } = new FakeWindow();
      provider.replies = (call) => {
        call.fail(errorOf("timeout"));
      };
      await service.ask(key);
      await service.ask(key);
      assert.equal(provider.calls.length, 2);
    });

    it("reports a mistake of a provider's, and quotes none of its text", async () => {
      const { service, provider, problems } = new FakeWindow();
      const mistake = new TypeError("cannot read hunter2 of undefined");
      provider.replies = (call) => {
        call.fail(mistake);
      };
      const { outcome, problem } = await service.ask(key);
      assert.deepEqual([outcome, problem?.code], ["failed", "Unexpected"]);
      assert.doesNotMatch(problem?.message ?? "", /hunter2/);
      assert.deepEqual(problems, [mistake]);
    });
  });
});
