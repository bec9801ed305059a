import assert from "node:assert/strict";
import { Channel, channelled, forEachInFlight } from "../../../../src/core/util/channel";
import { settled } from "../../../support/fakeClock";

describe("A channel", () => {
  it("hands on what was pushed before and what is pushed later, in order, and ends", async () => {
    const channel = new Channel<number>();
    channel.push(1);
    const read: number[] = [];
    const reading = (async () => {
      for await (const item of channel) read.push(item);
    })();
    await settled();
    channel.push(2);
    channel.push(3);
    channel.end();
    await reading;
    assert.deepEqual(read, [1, 2, 3]);
  });

  it("fails after everything before the failure was read", async () => {
    const read: number[] = [];
    const reading = (async () => {
      const pages = channelled<number>((push) => {
        push(1);
        return Promise.reject(new Error("over"));
      }, new AbortController().signal);
      for await (const item of pages) read.push(item);
    })();
    await assert.rejects(reading, /over/);
    assert.deepEqual(read, [1]);
  });

  it("ends the work when the reader leaves", async () => {
    let seen: AbortSignal | undefined;
    const pages = channelled<number>((push, signal) => {
      seen = signal;
      push(1);
      return new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          resolve();
        });
      });
    }, new AbortController().signal);
    for await (const item of pages) if (item === 1) break;
    assert.equal(seen?.aborted, true);
  });
});

describe("Work in flight", () => {
  it("is never more than allowed, and all of it is done", async () => {
    let running = 0;
    let most = 0;
    let done = 0;
    await forEachInFlight(
      Array.from({ length: 25 }, (_, index) => index),
      4,
      async () => {
        most = Math.max(most, ++running);
        await settled();
        running--;
        done++;
      },
    );
    assert.deepEqual([most, done], [4, 25]);
  });

  it("ends with the first failure, begins nothing more, and leaves nothing behind", async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const work = forEachInFlight([1, 2, 3, 4, 5, 6], 2, async (item) => {
      begun.push(item);
      await settled();
      if (item === 2) throw new Error("two");
      ended.push(item);
    });
    await assert.rejects(work, /two/);
    assert.ok(begun.length <= 3);
    assert.deepEqual(
      ended,
      begun.filter((item) => item !== 2),
    );
  });
});
