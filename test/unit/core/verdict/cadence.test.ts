import assert from "node:assert/strict";
import type { SeenUse } from "../../../../src/core/usage/keyUsage";
import { cadenceOf, rememberUse, rememberUses, type Cadence } from "../../../../src/core/verdict/cadence";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const start = Date.UTC(2026, 0, 5, 3);
const iso = (ms: number): string => new Date(ms).toISOString();

/** What look-ups `lookEvery` apart remember of a job that runs `runEvery` apart. */
function watched(runEvery: number, lookEvery: number, days: number): readonly SeenUse[] {
  let uses: readonly SeenUse[] = [];
  for (let now = start + HOUR; now < start + days * DAY; now += lookEvery) {
    const last = start + Math.floor((now - start) / runEvery) * runEvery;
    uses = rememberUse(uses, iso(last), iso(now));
  }
  return uses;
}

describe("How often a key is used", () => {
  for (const [often, runEvery, lookEvery, days] of [
    ["day", DAY, HOUR, 10],
    ["day", 2 * HOUR, HOUR, 10],
    ["day", DAY, DAY, 10],
    ["week", 7 * DAY, DAY, 60],
    ["month", 30 * DAY, 3 * DAY, 200],
  ] satisfies [Cadence, number, number, number][]) {
    it(`shows as about every ${often} when it runs every ${runEvery / HOUR} hours and is looked up every ${lookEvery / HOUR}`, () => {
      assert.equal(cadenceOf(watched(runEvery, lookEvery, days)), often);
    });
  }

  it("is not taken for how often somebody looked", () => {
    assert.equal(cadenceOf(watched(DAY, 30 * DAY, 400)), undefined);
    assert.equal(cadenceOf(watched(HOUR, 7 * DAY, 100)), undefined);
  });

  it("does not show in fewer than four uses, or in uneven ones", () => {
    assert.equal(cadenceOf(watched(7 * DAY, DAY, 20)), undefined);
    const uneven = [0, 1, 9, 40, 41].reduce<readonly SeenUse[]>((uses, day) => {
      const at = start + day * DAY;
      return rememberUse(uses, iso(at), iso(at + 0.9 * DAY));
    }, []);
    assert.equal(cadenceOf(uneven), undefined);
  });

  it("shows in a list of records, which has them all", () => {
    const times = (everyMs: number): string[] =>
      Array.from({ length: 20 }, (_, index) => iso(start - index * everyMs)).filter(
        (at) => at > iso(start - 30 * DAY),
      );
    const of = (everyMs: number) => cadenceOf(rememberUses([], times(everyMs), iso(start + HOUR)));
    assert.deepEqual([of(DAY), of(7 * DAY), of(36 * HOUR)], ["day", "week", "day"]);
  });
});

describe("What is remembered of last uses", () => {
  it("is twelve at most, however often a key is used and looked up", () => {
    const uses = watched(HOUR, HOUR, 100);
    assert.equal(uses.length, 12);
    assert.deepEqual(
      [...uses].sort((a, b) => (a.at < b.at ? 1 : -1)),
      uses,
    );
    assert.ok(JSON.stringify(uses).length < 1_000);
  });

  it("does not change by an answer that is behind", () => {
    const uses = rememberUse([], iso(start), iso(start + HOUR));
    assert.deepEqual(rememberUse(uses, iso(start - DAY), iso(start + 2 * HOUR)), uses);
    assert.deepEqual(rememberUse(uses, iso(start), iso(start)), uses);
  });

  it("keeps what a list of records does not reach", () => {
    const old = rememberUse([], iso(start - 90 * DAY), iso(start - 80 * DAY));
    const uses = rememberUses(old, [iso(start - DAY), iso(start)], iso(start + HOUR));
    assert.deepEqual(
      uses.map(({ at }) => at),
      [start, start - DAY, start - 90 * DAY].map(iso),
    );
  });
});
