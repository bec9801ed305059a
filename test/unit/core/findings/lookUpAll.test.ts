import assert from "node:assert/strict";
import { cancelled } from "../../../../src/core/calls/callRunner";
import { lookUpAll } from "../../../../src/core/findings/lookUpAll";

describe("Looking up every key of the workspace", () => {
  it("asks about each once, a few at a time, and says how far it is", async () => {
    const keys = Array.from({ length: 100 }, (_, index) => index);
    const asked: number[] = [];
    const progress: number[] = [];
    let busy = 0;
    let most = 0;
    const done = await lookUpAll(keys, {
      ask: async (key) => {
        most = Math.max(most, ++busy);
        await Promise.resolve();
        asked.push(key);
        busy--;
      },
      signal: new AbortController().signal,
      onProgress: (count) => progress.push(count),
    });
    assert.equal(done, 100);
    assert.deepEqual(
      asked.toSorted((a, b) => a - b),
      keys,
    );
    assert.deepEqual(
      progress,
      keys.map((index) => index + 1),
    );
    assert.ok(most > 1 && most <= 20, String(most));
  });

  it("sends nothing more once it is cancelled", async () => {
    const stop = new AbortController();
    let asked = 0;
    const done = await lookUpAll(
      Array.from({ length: 100 }, (_, index) => index),
      {
        ask: async (_key, signal) => {
          if (++asked === 25) stop.abort();
          await Promise.resolve();
          if (signal.aborted) throw cancelled();
        },
        signal: stop.signal,
        onProgress: () => undefined,
      },
    );
    assert.ok(asked < 45, String(asked));
    assert.ok(done < asked);
  });
});
