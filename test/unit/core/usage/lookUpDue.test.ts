import assert from "node:assert/strict";
import { lookUpDue, type Progress } from "../../../../src/core/usage/lookUpDue";
import type { KeyRef } from "../../../../src/core/usage/key";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import { cancelled } from "../../../../src/core/calls/callRunner";
import { keyOf } from "./fakes";
import { used } from "../verdict/answers";

/** Answers when told to; `due` names the keys that are. */
class Usage {
  readonly asked: string[] = [];
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly due: ReadonlySet<string>) {}

  peek({ id }: KeyRef) {
    return { busy: false, due: this.due.has(id) };
  }

  ask({ id }: KeyRef, _options?: unknown, signal?: AbortSignal): Promise<KeyUsage> {
    this.asked.push(id);
    return new Promise((resolve, reject) => {
      this.waiting.push(() => {
        resolve(used(0));
      });
      signal?.addEventListener("abort", () => {
        reject(cancelled());
      });
    });
  }

  answerFirst(): void {
    this.waiting.shift()?.();
  }

  answerAll(): void {
    for (const answer of this.waiting.splice(0)) answer();
  }
}

const keys = Array.from({ length: 100 }, (_, index) => keyOf(`synthetic${index}`));
const ids = new Set(keys.map(({ id }) => id));
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("Looking up many keys", () => {
  it("asks about those keys whose answer is due, and no others", async () => {
    const usage = new Usage(new Set([keys[3]!.id]));
    const looking = lookUpDue(keys, usage, new AbortController().signal);
    await turn();
    usage.answerAll();
    assert.equal(await looking, 0);
    assert.deepEqual(usage.asked, [keys[3]!.id]);
  });

  it("tells how far it has come, from none to all", async () => {
    const usage = new Usage(ids);
    const told: Progress[] = [];
    const looking = lookUpDue(keys, usage, new AbortController().signal, (progress) => told.push(progress));
    while (told.at(-1)?.done !== 100) {
      usage.answerAll();
      await turn();
    }
    assert.equal(await looking, 0);
    assert.deepEqual(
      told.map(({ done }) => done),
      Array.from({ length: 101 }, (_, index) => index),
    );
    assert.ok(told.every(({ of }) => of === 100));
    assert.equal(new Set(usage.asked).size, 100);
  });

  it("stops when told to: what was not begun is never asked, and is counted with what was not answered", async () => {
    const usage = new Usage(ids);
    const stop = new AbortController();
    const looking = lookUpDue(keys, usage, stop.signal);
    await turn();
    assert.equal(usage.asked.length, 30);
    usage.answerFirst();
    await turn();
    assert.equal(usage.asked.length, 31);
    stop.abort();
    assert.equal(await looking, 99);
    await turn();
    assert.equal(usage.asked.length, 31);
  });

  it("asks nobody when it was told to stop before", async () => {
    const usage = new Usage(ids);
    assert.equal(await lookUpDue(keys, usage, AbortSignal.abort()), 100);
    assert.deepEqual(usage.asked, []);
  });

  it("does not hide a mistake of our own", async () => {
    const broken = { peek: () => ({ busy: false, due: true }), ask: () => Promise.reject(new Error("ours")) };
    await assert.rejects(lookUpDue(keys, broken, new AbortController().signal), /ours/);
  });
});
