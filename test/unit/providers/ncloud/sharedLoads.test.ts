import assert from "node:assert/strict";
import { UsageError } from "../../../../src/core/usage/errors";
import { SharedLoads } from "../../../../src/providers/ncloud/sharedLoads";
import { FakeClock } from "../../../support/fakeClock";
import { refusalOf } from "../../../support/ncloudProvider";

const MINUTE = 60_000;
const SIGNAL = new AbortController().signal;

describe("A list that many questions need", () => {
  let clock: FakeClock;
  let loads: SharedLoads<number>;
  let begun: number;
  /** Answers with how many loads there were. */
  const count = (): Promise<number> => Promise.resolve(++begun);
  const fail = (): Promise<number> => {
    begun += 1;
    return Promise.reject(new UsageError("network", "No.", { code: "ENOTFOUND" }));
  };

  beforeEach(() => {
    clock = new FakeClock();
    loads = new SharedLoads(clock);
    begun = 0;
  });

  it("is loaded once for all who ask meanwhile and within five minutes", async () => {
    assert.deepEqual(
      await Promise.all([loads.get("a", count, SIGNAL), loads.get("a", count, SIGNAL)]),
      [1, 1],
    );
    await clock.advance(5 * MINUTE - 1);
    assert.equal(await loads.get("a", count, SIGNAL), 1);
    await clock.advance(1);
    assert.equal(await loads.get("a", count, SIGNAL), 2);
  });

  it("may be asked for newer than that", async () => {
    await loads.get("a", count, SIGNAL);
    await clock.advance(10_000);
    assert.equal(await loads.get("a", count, SIGNAL, 10_001), 1);
    assert.equal(await loads.get("a", count, SIGNAL, 10_000), 2);
  });

  it("is another one for another name", async () => {
    assert.deepEqual([await loads.get("a", count, SIGNAL), await loads.get("b", count, SIGNAL)], [1, 2]);
  });

  it("that failed is not asked for again for ten seconds", async () => {
    await refusalOf(loads.get("a", fail, SIGNAL), "network");
    await clock.advance(9_999);
    await refusalOf(loads.get("a", count, SIGNAL), "network");
    await clock.advance(1);
    assert.equal(await loads.get("a", count, SIGNAL), 2);
  });

  it("is loaded anew after the clock was set back", async () => {
    await loads.get("a", count, SIGNAL);
    clock.set(clock.now() - MINUTE);
    assert.equal(await loads.get("a", count, SIGNAL), 2);
  });

  it("goes on when an asker goes away, and ends with whoever owns it", async () => {
    const gone = new AbortController();
    let ended = false;
    const load = (signal: AbortSignal): Promise<number> =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          ended = true;
          reject(new UsageError("cancelled", "No.", { code: "Cancelled" }));
        });
      });
    const asked = loads.get("a", load, gone.signal);
    const other = loads.get("a", load, SIGNAL);
    gone.abort();
    await refusalOf(asked, "cancelled");
    assert.equal(ended, false);
    loads.dispose();
    await refusalOf(other, "cancelled");
    assert.equal(ended, true);
  });
});
