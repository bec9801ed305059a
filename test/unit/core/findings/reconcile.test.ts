import assert from "node:assert/strict";
import { reconcile, type Reconcilable } from "../../../../src/core/findings/reconcile";
import type { KeyRef } from "../../../../src/core/usage/key";
import type { KeyUsage, Outcome } from "../../../../src/core/usage/keyUsage";
import { makeIds } from "../../../support/syntheticIds";

const { longTerm, temporary } = makeIds(95);
const newKey = (): KeyRef => ({ provider: "alibaba", kind: "access-key", id: longTerm(24) });
const [used, stranger, unasked, own, spare] = [newKey(), newKey(), newKey(), newKey(), newKey()];
const asOf = "2026-11-24T08:00:00.000Z";

function compared(parts: Partial<Reconcilable>, outcomes: readonly (readonly [KeyRef, Outcome])[] = []) {
  const usages = new Map<string, KeyUsage>(
    outcomes.map(([key, outcome]) => [key.id, { key, outcome, asOf }]),
  );
  return reconcile({
    inCode: [],
    own: [],
    inventory: [],
    usageOf: ({ id }) => usages.get(id),
    ...parts,
  });
}

describe("Comparing code, settings and accounts", () => {
  it("lists what is in the code and in no account, once for each key, and tells apart what nobody asked about", () => {
    const { notInAccounts, notAsked } = compared({ inCode: [used, stranger, stranger, unasked] }, [
      [used, "used"],
      [stranger, "not-found"],
    ]);
    assert.deepEqual(notInAccounts, [stranger]);
    assert.deepEqual(notAsked, [unasked]);
  });

  it("believes an account's own list before an answer that the key was not found", () => {
    const inventory = [{ key: stranger, account: "prod" }];
    const { notInAccounts } = compared({ inCode: [stranger], inventory }, [[stranger, "not-found"]]);
    assert.deepEqual(notInAccounts, []);
  });

  it("says nothing of temporary keys in the code, and nothing of keys whose look-up failed", () => {
    const sts: KeyRef = { ...newKey(), kind: "temporary-key", id: temporary(24) };
    const { notInAccounts, notAsked } = compared({ inCode: [sts, used] }, [[used, "failed"]]);
    assert.deepEqual([notInAccounts, notAsked], [[], []]);
  });

  it("lists the user's own keys that are nowhere in this code", () => {
    assert.deepEqual(compared({ inCode: [used], own: [used, own, own] }).notInCode, [own]);
  });

  it("lists the keys that are alive in an account and nowhere in this code; without a word of it a key is alive", () => {
    const off = ["DISABLE", "inactive", "REVOKE"].map((state) => ({ key: newKey(), account: "prod", state }));
    const inventory = [
      { key: used, account: "prod", state: "active" },
      { key: own, account: "prod", state: "ENABLE" },
      { key: spare, account: "prod" },
      { key: spare, account: "other" },
      ...off,
    ];
    assert.deepEqual(
      compared({ inCode: [used], inventory }).neverSeen.map(({ key, account }) => [key, account]),
      [
        [own, "prod"],
        [spare, "prod"],
      ],
    );
  });
});
