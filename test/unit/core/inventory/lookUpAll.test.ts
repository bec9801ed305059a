import assert from "node:assert/strict";
import { lookUpAll } from "../../../../src/core/inventory/lookUpAll";
import type { KeyRef } from "../../../../src/core/usage/key";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import { settled } from "../../../support/fakeClock";
import { errorOf, keyOf } from "../usage/fakes";

class Usage {
  readonly asked: string[] = [];
  readonly answers: (() => void)[] = [];
  readonly known = new Set<string>();

  peek({ id }: KeyRef) {
    return { busy: false, due: !this.known.has(id) };
  }

  ask(key: KeyRef, _options: object, signal?: AbortSignal): Promise<KeyUsage> {
    this.asked.push(key.id);
    return new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => {
        reject(errorOf("cancelled"));
      });
      this.answers.push(() => {
        resolve({ key, outcome: "no-use-on-record", asOf: "2026-11-20T08:00:00.000Z" });
      });
    });
  }
}

const keys = Array.from({ length: 100 }, (_, index) => keyOf(String(index)));

describe("Looking up all keys", () => {
  it("asks about those that are due, some at a time, and tells how far it has come", async () => {
    const usage = new Usage();
    usage.known.add(keyOf("0").id);
    const seen: number[] = [];
    const all = lookUpAll(
      usage,
      keys,
      (done, total) => {
        seen.push(done);
        assert.equal(total, 99);
      },
      new AbortController().signal,
    );
    await settled();
    assert.equal(usage.asked.length, 30);
    for (let turn = 0; turn < 99; turn++) {
      usage.answers[turn]?.();
      await settled();
    }
    assert.equal(await all, 99);
    assert.deepEqual(
      seen,
      Array.from({ length: 99 }, (_, index) => index + 1),
    );
    assert.equal(new Set(usage.asked).size, 99);
  });

  it("asks about no more once somebody stops it", async () => {
    const usage = new Usage();
    const end = new AbortController();
    const all = lookUpAll(usage, keys, () => undefined, end.signal);
    await settled();
    usage.answers[0]?.();
    await settled();
    end.abort();
    assert.equal(await all, 1);
    assert.equal(usage.asked.length, 31);
  });
});
