import assert from "node:assert/strict";
import type { Standing } from "../../../../src/core/describe/summarize";
import {
  passes,
  sorted,
  type KeyFilter,
  type KeyLook,
  type KeySort,
} from "../../../../src/core/inventory/keyView";

const look = (rest: Partial<KeyLook> = {}): KeyLook => ({
  standing: "unknown",
  name: "key",
  isInCode: false,
  ...rest,
});
const check = (filters: readonly KeyFilter[], rest: Partial<KeyLook>) => passes({ filters }, look(rest));

describe("A filter of keys", () => {
  it("lets every key through while nothing is chosen", () => {
    for (const standing of ["used", "stale", "unknown", "not-found", "untracked"] satisfies Standing[])
      assert.equal(check([], { standing }), "yes");
  });

  it("lets those of one of the chosen kinds through", () => {
    assert.equal(check(["stale", "no-use"], { standing: "stale" }), "yes");
    assert.equal(check(["stale", "no-use"], { standing: "no-use-on-record" }), "yes");
    assert.equal(check(["stale", "no-use"], { standing: "used" }), "no");
  });

  it("takes a key that nobody knows the use of for neither used nor unused", () => {
    for (const standing of ["unknown", "looking-up", "failed", "denied"] satisfies Standing[]) {
      assert.equal(check(["in-use"], { standing }), "undecided");
      assert.equal(check(["no-use", "stale"], { standing }), "undecided");
      assert.equal(check(["disabled"], { standing, state: "active" }), "no", "its state is known");
    }
  });

  it("knows a disabled key by its state, whatever its use", () => {
    for (const state of ["inactive", "Inactive", "DISABLE", "REVOKE"])
      assert.equal(check(["disabled"], { standing: "used", state }), "yes");
    for (const state of ["active", "ENABLE", undefined])
      assert.equal(check(["disabled"], { standing: "stale", state }), "no");
  });

  it("narrows down to keys in code, whatever else is chosen", () => {
    assert.equal(check(["in-code"], { isInCode: true }), "yes");
    assert.equal(check(["in-code", "stale"], { isInCode: true, standing: "used" }), "no");
    assert.equal(check(["in-code", "stale"], { isInCode: false, standing: "stale" }), "no");
    assert.equal(check(["in-code", "stale"], { isInCode: false, standing: "unknown" }), "no");
  });
});

describe("The order of keys", () => {
  const order = (sort: KeySort, looks: Readonly<Record<string, Partial<KeyLook>>>) =>
    sorted(Object.keys(looks), sort, (name) => look({ name, ...looks[name] }));

  it("stays as listed unless somebody sorts", () => {
    assert.deepEqual(order("listed", { b: {}, a: {} }), ["b", "a"]);
  });

  it("by last use begins with those that may go: no use on record, then the longest quiet", () => {
    assert.deepEqual(
      order("last-use", {
        unknown: {},
        today: { standing: "used", lastUseAt: "2026-11-20T08:00:00.000Z" },
        spring: { standing: "stale", lastUseAt: "2026-04-20T08:00:00.000Z" },
        idle: { standing: "no-use-on-record" },
        denied: { standing: "denied" },
      }),
      ["idle", "spring", "today", "unknown", "denied"],
    );
  });

  it("by age begins with the oldest, and ends with those whose age nobody knows", () => {
    const [old, young] = ["2024-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z"];
    assert.deepEqual(order("age", { a: {}, b: { createdAt: young }, c: { createdAt: old } }), [
      "c",
      "b",
      "a",
    ]);
  });

  it("by name does not mind capitals", () => {
    assert.deepEqual(order("name", { b: {}, C: {}, A: {} }), ["A", "b", "C"]);
  });
});
