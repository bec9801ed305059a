import assert from "node:assert/strict";
import { abortable, CallRunner, type Lane } from "../../../../src/core/calls/callRunner";
import { UsageError, type UsageErrorDetails, type UsageErrorKind } from "../../../../src/core/usage/errors";
import { FakeClock, settled } from "../../../support/fakeClock";

const lane: Lane = { account: "prod", operation: "Info", perSecond: Number.POSITIVE_INFINITY };
const never = new AbortController().signal;
const error = (kind: UsageErrorKind, details: Partial<UsageErrorDetails> = {}): UsageError =>
  new UsageError(kind, `It is ${kind}.`, { code: kind, ...details });
const cancelled = { name: "UsageError", kind: "cancelled" };

/** Never answers and hears no signal: a socket that hangs. */
const hang = (): Promise<never> => new Promise(() => undefined);

/** An attempt that fails with these errors in turn and then answers, and when each was made. */
function attempts(
  clock: FakeClock,
  failures: readonly Error[],
): { made: number[]; attempt: () => Promise<string> } {
  const made: number[] = [];
  const attempt = (): Promise<string> => {
    const failure = failures[made.push(clock.now()) - 1];
    return failure === undefined ? Promise.resolve("answer") : Promise.reject(failure);
  };
  return { made, attempt };
}

describe("The call runner", () => {
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown): void => void rejections.push(reason);
  before(() => process.on("unhandledRejection", onRejection));
  after(() => process.off("unhandledRejection", onRejection));
  afterEach(async () => {
    await settled();
    assert.deepEqual(rejections.splice(0), [], "no rejection may be left unheard");
  });

  describe("retries", () => {
    for (const kind of ["throttled", "server", "timeout"] as const) {
      it(`what is ${kind}, until it answers`, async () => {
        const clock = new FakeClock(0);
        const { made, attempt } = attempts(clock, [error(kind), error(kind)]);
        assert.equal(await clock.until(new CallRunner(clock).run(lane, attempt, never)), "answer");
        assert.equal(made.length, 3);
      });
    }

    for (const kind of [
      "denied",
      "not-found",
      "credentials",
      "consent",
      "clock",
      "network",
      "unreadable",
      "invalid",
      "cancelled",
    ] as const) {
      it(`nothing that is ${kind}`, async () => {
        const clock = new FakeClock(0);
        const failure = error(kind);
        const { made, attempt } = attempts(clock, [failure]);
        await assert.rejects(new CallRunner(clock).run(lane, attempt, never), failure);
        assert.equal(made.length, 1);
      });
    }

    it("a network fault or an unreadable answer that the provider calls passing", async () => {
      const clock = new FakeClock(0);
      const { made, attempt } = attempts(clock, [
        error("network", { transient: true }),
        error("unreadable", { transient: true }),
      ]);
      await clock.until(new CallRunner(clock).run(lane, attempt, never));
      assert.equal(made.length, 3);
    });

    it("no mistake of our own: what is no UsageError comes out as it is", async () => {
      const clock = new FakeClock(0);
      const mistake = new TypeError("undefined is not a function");
      const { made, attempt } = attempts(clock, [mistake]);
      await assert.rejects(new CallRunner(clock).run(lane, attempt, never), mistake);
      assert.equal(made.length, 1);
      await assert.rejects(
        new CallRunner(clock).run(
          lane,
          () => {
            throw mistake;
          },
          never,
        ),
        mistake,
      );
    });

    it("three times at most, and ends with the last attempt's own error", async () => {
      const clock = new FakeClock(0);
      const failures = [
        error("server"),
        error("throttled"),
        error("server", { code: "Last", requestId: "R-3" }),
      ];
      const { made, attempt } = attempts(clock, [...failures, error("server")]);
      await assert.rejects(clock.until(new CallRunner(clock).run(lane, attempt, never)), failures[2]);
      assert.equal(made.length, 3);
    });
  });

  describe("pauses between attempts", () => {
    for (const [random, pauses] of [
      [0, [0, 0]],
      [0.5, [250, 500]],
      [0.999, [499.5, 999]],
    ] as const) {
      it(`by full jitter: a share of ${random} of 500 ms, then of 1 s`, async () => {
        const clock = new FakeClock(0);
        const { made, attempt } = attempts(clock, [error("server"), error("server")]);
        await clock.until(new CallRunner(clock, undefined, () => random).run(lane, attempt, never));
        assert.deepEqual(made, [0, pauses[0], pauses[0] + pauses[1]]);
      });
    }

    it("never longer than the cap, however often it asks", async () => {
      const clock = new FakeClock(0);
      const limits = { attempts: 8, attemptMs: 10, totalMs: 1e9, pauseMs: 500, pauseCapMs: 8000 };
      const { made, attempt } = attempts(
        clock,
        Array.from({ length: 7 }, () => error("server")),
      );
      await clock.until(new CallRunner(clock, limits, () => 1).run(lane, attempt, never));
      assert.deepEqual(
        made.slice(1).map((at, index) => at - (made[index] ?? 0)),
        [500, 1000, 2000, 4000, 8000, 8000, 8000],
      );
    });

    it("as long as the cloud asks for, if that is longer than its own", async () => {
      const clock = new FakeClock(0);
      const { made, attempt } = attempts(clock, [
        error("throttled", { retryAfterMs: 7000 }),
        error("throttled", { retryAfterMs: 1 }),
      ]);
      await clock.until(new CallRunner(clock, undefined, () => 0.5).run(lane, attempt, never));
      assert.deepEqual(made, [0, 7000, 7500]);
    });

    it("not at all when the cloud asks for more time than there is: it ends with the throttling itself, at once", async () => {
      const clock = new FakeClock(0);
      const failure = error("throttled", { retryAfterMs: 30_000 });
      const { made, attempt } = attempts(clock, [failure]);
      await assert.rejects(new CallRunner(clock).run(lane, attempt, never), failure);
      assert.deepEqual([made.length, clock.now(), clock.sleeping], [1, 0, 0]);
    });
  });

  describe("limits the time:", () => {
    it("an attempt that neither answers nor hears its signal ends after 10 s, and the third after 30 s in all", async () => {
      const clock = new FakeClock(0);
      const started: number[] = [];
      const signals: AbortSignal[] = [];
      const attempt = (signal: AbortSignal): Promise<never> => {
        started.push(clock.now());
        signals.push(signal);
        return hang();
      };
      const run = new CallRunner(clock, undefined, () => 0.5).run(lane, attempt, never);
      await assert.rejects(clock.until(run), {
        kind: "timeout",
        code: "Timeout",
        message: /within 10 seconds/,
      });
      assert.deepEqual(started, [0, 10_250, 20_750]);
      assert.equal(clock.now(), 30_000);
      assert.ok(
        signals.every(({ aborted }) => aborted),
        "each attempt is told to stop",
      );
      assert.equal(clock.sleeping, 0);
    });

    it("the time-out's sentence names the seconds that were waited", async () => {
      const clock = new FakeClock(0);
      const limits = { attempts: 1, attemptMs: 10_000, totalMs: 30_000, pauseMs: 1, pauseCapMs: 1 };
      await assert.rejects(
        clock.until(new CallRunner(clock, limits).run(lane, hang, never)),
        /did not answer within 10 seconds/,
      );
    });

    it("waiting for the lane costs nothing: the last of 700 callers, 35 s later, still gets its answer", async () => {
      const clock = new FakeClock(0);
      const runner = new CallRunner(clock);
      const all = Array.from({ length: 700 }, () =>
        runner.run({ ...lane, perSecond: 20 }, () => Promise.resolve(clock.now()), never),
      );
      const times = await clock.until(Promise.all(all));
      assert.equal(times[699], 34_950);
    });

    it("retries wait in the lane like everybody else", async () => {
      const clock = new FakeClock(0);
      const runner = new CallRunner(clock, undefined, () => 0);
      const { made, attempt } = attempts(clock, [error("server"), error("server")]);
      await clock.until(runner.run({ ...lane, perSecond: 1 }, attempt, never));
      assert.deepEqual(made, [0, 1000, 2000]);
    });

    it("lanes do not wait for each other, and the same lane is one across calls", async () => {
      const clock = new FakeClock(0);
      const runner = new CallRunner(clock);
      const one = { ...lane, perSecond: 1 };
      const call = (of: Lane): Promise<number> => runner.run(of, () => Promise.resolve(clock.now()), never);
      const times = Promise.all([
        call(one),
        call({ ...one, operation: "Products" }),
        call({ ...one, account: "dev" }),
        call({ ...one }),
      ]);
      assert.deepEqual(await clock.until(times), [0, 0, 0, 1000]);
    });

    it("an answer leaves no timer behind", async () => {
      const clock = new FakeClock(0);
      await new CallRunner(clock).run(lane, () => Promise.resolve(1), never);
      assert.equal(clock.sleeping, 0);
    });
  });

  describe("ends as cancelled when the asker goes away", () => {
    it("before it began, without an attempt", async () => {
      const { made, attempt } = attempts(new FakeClock(0), []);
      await assert.rejects(
        new CallRunner(new FakeClock(0)).run(lane, attempt, AbortSignal.abort()),
        cancelled,
      );
      assert.equal(made.length, 0);
    });

    it("while it waits in the lane, at once and without an attempt, even behind others", async () => {
      const clock = new FakeClock(0);
      const runner = new CallRunner(clock);
      const gone = new AbortController();
      const one = { ...lane, perSecond: 1 };
      const { made, attempt } = attempts(clock, []);
      const first = [runner.run(one, attempt, never), runner.run(one, attempt, never)];
      const run = runner.run(one, attempt, gone.signal);
      await settled();
      gone.abort();
      await assert.rejects(run, cancelled);
      assert.equal(clock.now(), 0);
      await clock.until(Promise.all(first));
      await clock.advance(10_000);
      assert.equal(made.length, 2);
    });

    it("during an attempt that hears it, and tells the attempt", async () => {
      const clock = new FakeClock(0);
      const gone = new AbortController();
      const attempt = (signal: AbortSignal): Promise<never> =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => {
            reject(new Error("socket closed"));
          });
        });
      const run = new CallRunner(clock).run(lane, attempt, gone.signal);
      await clock.advance(10);
      gone.abort();
      await assert.rejects(run, cancelled);
      assert.equal(clock.sleeping, 0);
    });

    it("during an attempt that does not hear it, and that fails when nobody listens any more", async () => {
      const clock = new FakeClock(0);
      const gone = new AbortController();
      let failLate = (): void => undefined;
      const attempt = (): Promise<never> =>
        new Promise((_, reject) => {
          failLate = () => {
            reject(new Error("late"));
          };
        });
      const run = new CallRunner(clock).run(lane, attempt, gone.signal);
      await clock.advance(10);
      gone.abort();
      await assert.rejects(run, cancelled);
      failLate();
    });

    it("during the pause before a retry, without another attempt", async () => {
      const clock = new FakeClock(0);
      const gone = new AbortController();
      const { made, attempt } = attempts(clock, [error("throttled", { retryAfterMs: 5000 })]);
      const run = new CallRunner(clock).run(lane, attempt, gone.signal);
      await clock.advance(1000);
      gone.abort();
      await assert.rejects(run, cancelled);
      await clock.advance(10_000);
      assert.deepEqual([made.length, clock.sleeping], [1, 0]);
    });
  });

  it("an attempt that fails after its time-out is not heard of again", async () => {
    const clock = new FakeClock(0);
    const limits = { attempts: 1, attemptMs: 100, totalMs: 300, pauseMs: 1, pauseCapMs: 1 };
    let failLate = (): void => undefined;
    const attempt = (): Promise<never> =>
      new Promise((_, reject) => {
        failLate = () => {
          reject(new Error("late"));
        };
      });
    await assert.rejects(clock.until(new CallRunner(clock, limits).run(lane, attempt, never)), {
      kind: "timeout",
    });
    failLate();
  });
});

describe("A wait that can be given up", () => {
  it("hands on what was waited for, and how it failed", async () => {
    assert.equal(await abortable(Promise.resolve(1), never), 1);
    const failure = new Error("failed");
    await assert.rejects(abortable(Promise.reject(failure), never), failure);
  });

  it("ends as cancelled, and what was waited for may still fail without anybody hearing of it", async () => {
    let fail = (): void => undefined;
    const waitedFor = new Promise<never>((_, reject) => {
      fail = () => {
        reject(new Error("late"));
      };
    });
    const gone = new AbortController();
    const wait = abortable(waitedFor, gone.signal);
    gone.abort();
    await assert.rejects(wait, cancelled);
    await assert.rejects(abortable(waitedFor, gone.signal), cancelled);
    fail();
    await settled();
  });
});
