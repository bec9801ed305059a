import assert from "node:assert/strict";
import { accountOf, FakeWindow, keyOf } from "./fakes";
import { watchUnheard } from "./unheard";

const key = keyOf("1");
const cancelled = { name: "UsageError", kind: "cancelled" };

describe("The usage service", () => {
  watchUnheard();

  describe("looks up details", () => {
    const request = { key, service: { code: "Ecs", name: "Ecs" }, kind: "events" } as const;
    const { signal } = new AbortController();

    it("with the account that answered", async () => {
      const window = new FakeWindow();
      window.accounts = [accountOf("prod"), accountOf("dev")];
      await window.service.lookUpDetail(request, "dev", signal);
      assert.deepEqual(
        window.provider.details.map(({ account }) => account.name),
        ["dev"],
      );
      await assert.rejects(window.service.lookUpDetail(request, "gone", signal), { code: "NoAccount" });
    });

    it("until the asker goes away or the window closes, even if the provider does not hear it", async () => {
      const { service, provider } = new FakeWindow();
      provider.detail = () => new Promise(() => undefined);
      const gone = new AbortController();
      const leaving = service.lookUpDetail(request, "prod", gone.signal);
      const staying = service.lookUpDetail(request, "prod", signal);
      gone.abort();
      await assert.rejects(leaving, cancelled);
      service.dispose();
      await assert.rejects(staying, cancelled);
      await assert.rejects(service.lookUpDetail(request, "prod", signal), cancelled);
      assert.equal(provider.details.length, 2);
    });

    it("and rejects with nothing but a UsageError", async () => {
      const { service, provider, problems } = new FakeWindow();
      provider.detail = () => Promise.reject(new TypeError("hunter2"));
      await assert.rejects(service.lookUpDetail(request, "prod", signal), {
        name: "UsageError",
        code: "Unexpected",
      });
      assert.equal(problems.length, 1);
    });
  });
});
