import assert from "node:assert/strict";
import fc from "fast-check";
import { RateGate } from "../../../../src/core/calls/rateGate";
import { FakeClock } from "../../../support/fakeClock";

const never = new AbortController().signal;

/** Passes through the gate and notes who passed when. */
function watched(
  limit: number,
  windowMs = 1000,
): { clock: FakeClock; passed: [who: number, at: number][]; enter: typeof enter } {
  const clock = new FakeClock(0);
  const gate = new RateGate(limit, windowMs, clock);
  const passed: [number, number][] = [];
  const enter = async (who: number, signal = never): Promise<void> => {
    await gate.pass(signal);
    passed.push([who, clock.now()]);
  };
  return { clock, passed, enter };
}

/** The largest number of times within any window that is open at its end. */
function mostWithin(windowMs: number, times: readonly number[]): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length));
}

describe("The rate gate", () => {
  it("never lets more than its limit through in any window, whoever arrives when, in order of arrival", async () => {
    const arrivals = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), arrivals, async (limit, pauses) => {
        const { clock, passed, enter } = watched(limit);
        const entered: Promise<void>[] = [];
        for (const [who, pause] of pauses.entries()) {
          await clock.advance(pause);
          entered.push(enter(who));
        }
        await clock.until(Promise.all(entered));
        assert.deepEqual(
          passed.map(([who]) => who),
          [...pauses.keys()],
        );
        assert.ok(
          mostWithin(
            1000,
            passed.map(([, at]) => at),
          ) <= limit,
        );
      }),
      { numRuns: 60 },
    );
  });

  it("keeps nobody waiting below its rate, and 200 no longer than the rate asks for", async () => {
    const { clock, passed, enter } = watched(20);
    await clock.until(Promise.all(Array.from({ length: 200 }, (_, who) => enter(who))));
    assert.equal(passed[19]?.[1], 0);
    assert.equal(passed[199]?.[1], 9000);
  });

  it("does not let a crowd through at once when the machine wakes from sleep", async () => {
    const { clock, passed, enter } = watched(2);
    const entered = Promise.all(Array.from({ length: 8 }, (_, who) => enter(who)));
    await clock.suspend(60_000);
    assert.equal(passed.filter(([, at]) => at === 60_000).length, 2);
    await clock.until(entered);
    assert.ok(
      mostWithin(
        1000,
        passed.map(([, at]) => at),
      ) <= 2,
    );
  });

  it("waits one window and no longer when the clock was set back", async () => {
    const { clock, passed, enter } = watched(2);
    await Promise.all([enter(0), enter(1)]);
    clock.set(clock.now() - 3_600_000);
    const entered = enter(2);
    await clock.advance(1000);
    await entered;
    assert.equal(passed.length, 3);
  });

  it("takes no place for one who gives up while waiting, and lets the next in its stead", async () => {
    const { clock, passed, enter } = watched(1);
    await enter(0);
    const gone = new AbortController();
    const leaving = [enter(1, gone.signal), enter(2, gone.signal)];
    const staying = enter(3);
    await clock.advance(400);
    gone.abort(new Error("went away"));
    for (const one of leaving) await assert.rejects(one, /went away/);
    await clock.until(staying);
    assert.deepEqual(passed, [
      [0, 0],
      [3, 1000],
    ]);
    assert.equal(clock.sleeping, 0);
  });

  it("turns away whoever has given up already, without taking a place", async () => {
    const { passed, enter } = watched(1);
    await assert.rejects(enter(0, AbortSignal.abort(new Error("went away"))), /went away/);
    await enter(1);
    assert.deepEqual(passed, [[1, 0]]);
  });
});
