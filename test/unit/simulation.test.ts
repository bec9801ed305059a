import assert from "node:assert/strict";
import type { KeyUsage } from "../../src/core/usage/keyUsage";
import { without } from "../../src/core/util/without";
import type { VerdictKind } from "../../src/core/verdict/verdict";
import { simulate, type SimulationResult } from "../support/simulation/simulate";

const SEED = 20_261_120;
/** One or more of each kind of key. */
const A_FEW = 80;

describe("In a world whose future is known, the verdict", () => {
  let result: SimulationResult;
  before(async () => {
    result = await simulate({ keys: 240, seed: SEED });
  });

  const verdictsOn = (kind: string): readonly VerdictKind[] => [...(result.verdicts.get(kind)?.keys() ?? [])];

  it("never calls a key safe that is used, as far as the cloud tells", () => {
    assert.deepEqual(result.dangerous, []);
    assert.equal(result.keys, 240);
    assert.ok(result.answers >= 4 * 240 && result.requests > 240);
  });

  it("says in words what no answer can show", () => {
    for (const name of ["uncovered", "to come", "on its way", "after the answer"] as const)
      assert.ok((result.carried.get(name) ?? 0) > 0, name);
  });

  it("is not bought with doubts about everything", () => {
    assert.deepEqual(verdictsOn("daily job"), ["in-use"]);
    for (const [kind, verdict] of [
      ["nothing at all", "no-use-on-record"],
      ["retired job", "stale"],
      ["KeyTrail's key, used by nothing else", "no-use-on-record"],
      ["KeyTrail's key, with a job", "in-use"],
      ["KeyTrail's key, with a job in a service that KeyTrail calls", "in-use"],
      ["KMS: rotations only", "no-use-on-record"],
      ["KMS: looks of people only", "no-use-on-record"],
      ["sub account: nothing at all", "no-use-on-record"],
    ] satisfies [string, VerdictKind][])
      assert.ok(verdictsOn(kind).includes(verdict), `${kind}: ${verdictsOn(kind).join(", ")}`);
  });

  it("is not given where nothing can be known", () => {
    for (const kind of ["not-found", "empty", "denies", "out-of-order"])
      assert.deepEqual(verdictsOn(`asked in vain: ${kind}`), ["cannot-tell"]);
    assert.deepEqual(verdictsOn("KeyTrail's key, with a job hidden behind its calls"), ["cannot-tell"]);
    // What is known of it may be recent enough to count as use.
    assert.deepEqual(
      verdictsOn("service without a time").filter((verdict) => verdict !== "in-use"),
      ["cannot-tell"],
    );
  });

  it("is the same for the same seed", async () => {
    const [one, other] = [await simulate({ keys: 40, seed: 5 }), await simulate({ keys: 40, seed: 5 })];
    assert.deepEqual(one.verdicts, other.verdicts);
    assert.deepEqual(one.carried, other.carried);
  });
});

describe("The simulation finds out a judge", () => {
  for (const [what, spoil, found] of [
    [
      "that takes a use without a time for none",
      ({ lastUse, products, ...usage }) => ({
        ...usage,
        ...(lastUse && { lastUse: without(lastUse, "mayBeLater") }),
        ...(products && { products: products.filter(({ at }) => at !== undefined) }),
      }),
      /^service without a time: stale, a use inside the window is on record$/,
    ],
    [
      "that takes what is hidden behind KeyTrail's own calls for nothing",
      (usage) => ({
        ...usage,
        ...(usage.ownCalls && { ownCalls: without(usage.ownCalls, "mayHideOthers") }),
      }),
      /^KeyTrail's key, with a job hidden behind its calls: no-use-on-record, a use/,
    ],
    [
      "that takes KeyTrail's own calls for uses",
      (usage) => without(usage, "ownCalls"),
      /^KeyTrail's key, .*: in-use, the verdict rests on what is no use$/,
    ],
    [
      "that believes an answer about nobody's key",
      (usage) => ({ ...usage, owner: { name: "somebody" } }),
      /^asked in vain: empty: no-use-on-record, nothing is known of the key$/,
    ],
    [
      "that takes an old answer for one of now",
      (usage, now) => ({ ...usage, asOf: new Date(now).toISOString() }),
      /a use inside the window is on record$/,
    ],
  ] satisfies [string, (usage: KeyUsage, now: number) => KeyUsage, RegExp][]) {
    it(what, async () => {
      const { dangerous } = await simulate({ keys: A_FEW, seed: SEED, spoil });
      assert.ok(
        dangerous.some((text) => found.test(text)),
        dangerous.join("\n"),
      );
    });
  }
});
