import assert from "node:assert/strict";
import { systemClock } from "../../../../src/core/util/clock";
import { FakeClock } from "../../../support/fakeClock";

const never = new AbortController().signal;

describe("The test clock", () => {
  it("wakes sleepers in the order of their times, and at them", async () => {
    const clock = new FakeClock(1000);
    const woken: string[] = [];
    const nap = async (name: string, ms: number): Promise<void> => {
      await clock.sleep(ms, never);
      woken.push(`${name} at ${clock.now()}`);
    };
    void nap("late", 50);
    void nap("early", 20).then(() => nap("again", 10));
    await clock.advance(40);
    assert.deepEqual(woken, ["early at 1020", "again at 1030"]);
    assert.equal(clock.now(), 1040);
    assert.equal(clock.sleeping, 1);
  });

  it("keeps sleeping for as long when the time is set", async () => {
    const clock = new FakeClock(1000);
    let woken = false;
    void clock.sleep(50, never).then(() => (woken = true));
    clock.set(500);
    await clock.advance(49);
    assert.equal(woken, false);
    await clock.advance(1);
    assert.equal(woken, true);
  });
});

for (const [name, clock] of [
  ["The system clock", systemClock],
  ["The test clock", new FakeClock()],
] as const) {
  describe(`${name}, when a sleep is aborted,`, () => {
    it("rejects with the signal's own reason at once, before and during the sleep", async () => {
      const reason = new Error("went away");
      await assert.rejects(clock.sleep(1e6, AbortSignal.abort(reason)), reason);
      const gone = new AbortController();
      const sleep = clock.sleep(1e6, gone.signal);
      gone.abort(reason);
      await assert.rejects(sleep, reason);
    });
  });
}

describe("The system clock", () => {
  it("sleeps and wakes by itself", async () => {
    const before = systemClock.now();
    await systemClock.sleep(5, never);
    assert.ok(systemClock.now() - before >= 4);
  });
});
