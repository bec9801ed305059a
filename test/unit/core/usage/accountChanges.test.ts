import assert from "node:assert/strict";
import { settled } from "../../../support/fakeClock";
import { accountOf, errorOf, FakeWindow, keyOf } from "./fakes";
import { watchUnheard } from "./unheard";

const key = keyOf("1");
const lately = { outcome: "used", lastUse: { at: "2026-11-20T06:00:00.000Z" } } as const;

describe("The usage service", () => {
  watchUnheard();

  describe("when the accounts change during a look-up,", () => {
    it("ends the request that is under way, whose account may be gone", async () => {
      const window = new FakeWindow();
      const asked = window.service.ask(keyOf("a"));
      await settled();
      const before = window.provider.last;
      window.service.accountsChanged();
      await settled();
      assert.equal(before.signal.aborted, true);
      assert.equal(window.provider.last.signal.aborted, false);
      window.provider.last.answer({ outcome: "no-use-on-record" });
      await asked;
      assert.deepEqual(window.failed, []);
    });

    it("drops the old answer, and whoever waits gets the new account's", async () => {
      const window = new FakeWindow();
      const { service, provider } = window;
      const asked = service.ask(key);
      await settled();
      window.accounts = [accountOf("dev")];
      service.accountsChanged();
      provider.last.answer({ outcome: "no-use-on-record" });
      await settled();
      assert.equal(service.peek(key).known, undefined);
      assert.equal(provider.last.request.account.name, "dev");
      provider.last.answer(lately);
      assert.deepEqual([(await asked).account, service.peek(key).known?.account], ["dev", "dev"]);
      assert.equal(provider.calls.length, 2);
    });

    it("one that is asked meanwhile does not wait for the old answer, and the two become one", async () => {
      const window = new FakeWindow();
      const { service, provider } = window;
      const first = service.ask(key);
      await settled();
      service.credentialsChanged("alibaba", "prod");
      const second = service.ask(key);
      await settled();
      const [old, fresh] = provider.calls;
      fresh?.answer(lately);
      assert.equal((await second).outcome, "used");
      old?.answer({ outcome: "not-found" });
      await settled();
      // The first asker's old answer is dropped; the cloud is asked for it once more, with what holds now.
      provider.last.answer(lately);
      assert.equal((await first).outcome, "used");
      assert.equal(service.peek(key).known?.outcome, "used");
    });

    it("a failure of the old account does not show either", async () => {
      const window = new FakeWindow();
      const asked = window.service.ask(key);
      await settled();
      window.service.accountsChanged();
      window.provider.last.fail(errorOf("credentials"));
      await settled();
      assert.equal(window.service.peek(key).failed, undefined);
      window.provider.last.answer(lately);
      await asked;
    });

    it("and none is left, whoever waits is told that there is nobody to ask", async () => {
      const window = new FakeWindow();
      const asked = window.service.ask(key);
      await settled();
      window.accounts = [];
      window.service.accountsChanged();
      window.provider.last.answer(lately);
      assert.equal((await asked).problem?.code, "NoAccount");
    });
  });

  it("forgets what an account said when its credentials change, and nothing of other accounts", async () => {
    const window = new FakeWindow();
    window.accounts = [accountOf("prod"), accountOf("prod-2")];
    const [ofProd, ofOther] = [keyOf("1", { account: "prod" }), keyOf("2", { account: "prod-2" })];
    await window.learn(ofProd, lately);
    await window.learn(ofOther, lately);
    window.service.credentialsChanged("alibaba", "prod");
    assert.equal(window.service.peek(ofProd).known, undefined);
    assert.equal(window.service.peek(ofOther).known?.outcome, "used");
  });
});
