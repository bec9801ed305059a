import assert from "node:assert/strict";
import { FakeWindow, keyOf } from "./fakes";

const key = keyOf("1", { kind: "kms-key" });
const quiet = { outcome: "no-use-on-record" } as const;

describe("What the cloud says of a key itself", () => {
  it("stays where a plain look-up tells only a part of it", async () => {
    const window = new FakeWindow();
    const whole = { name: "orders", state: "ENABLE", memo: "ask first", currentVersion: 3 };
    await window.learn(key, { ...quiet, keyInfo: whole }, true);
    const { keyInfo } = await window.learn(key, { ...quiet, keyInfo: { name: "orders-2", state: "ENABLE" } });
    assert.deepEqual(keyInfo, { ...whole, name: "orders-2" });
    assert.deepEqual((await window.learn(key, quiet)).keyInfo, keyInfo);
  });

  it("tells of no deletion that was called off", async () => {
    const window = new FakeWindow();
    const revoked = { state: "REVOKE", deletionAt: "2026-11-25T00:00:00.000Z", memo: "old" };
    await window.learn(key, { ...quiet, keyInfo: revoked });
    const { keyInfo } = await window.learn(key, { ...quiet, keyInfo: { state: "ENABLE" } });
    assert.deepEqual(keyInfo, { state: "ENABLE", memo: "old" });
  });
});
