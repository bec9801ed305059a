import assert from "node:assert/strict";
import type { KeyRef } from "../../../../src/core/usage/key";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import { alibabaRotationSteps } from "../../../../src/providers/alibaba/rotationSteps";
import { rotationOf, stepPlaceOf, type RotationInput } from "../../../../src/vscode/panel/rotationOf";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const now = Date.UTC(2026, 10, 20, 8);
const ago = (ms: number): string => new Date(now - ms).toISOString();
const old: KeyRef = { provider: "alibaba", kind: "access-key", id: "LTAI" + "synthetic1", label: "old" };
const young: KeyRef = { ...old, id: "LTAI" + "synthetic2", label: "young" };
const owner = { type: "ram-user", name: "alice" };
const usedAgo = (key: KeyRef, ms: number): KeyUsage => ({
  key,
  account: "prod",
  outcome: "used",
  owner,
  lastUse: { at: ago(ms) },
  recordsSince: ago(400 * DAY),
  asOf: ago(0),
});
const input = (rest: Partial<RotationInput>): RotationInput => ({
  key: old,
  usage: usedAgo(old, 9 * DAY),
  steps: alibabaRotationSteps,
  wording: { now, language: "en", staleAfterDays: 90 },
  nameOf: ({ label = "" }) => label,
  ...rest,
});
const sibling = { key: young, createdAt: ago(20 * DAY), usage: usedAgo(young, 4 * MINUTE) };
const ticks = (rest: Partial<RotationInput>): readonly string[] =>
  (rotationOf(input(rest))?.steps ?? []).filter(({ done }) => done).map(({ id }) => id);

describe("The steps that replace a key", () => {
  it("are those of its cloud, and none is done for a key without a second one that is in use", () => {
    const rotation = rotationOf(input({ usage: usedAgo(old, 0) }));
    assert.equal(rotation?.steps.length, alibabaRotationSteps.length);
    assert.deepEqual(ticks({ usage: usedAgo(old, 0) }), []);
    assert.equal(rotation.sentence, undefined);
  });

  it("are ticked by what the records show of both keys, from whichever of them they are looked at", () => {
    const created = ago(300 * DAY);
    const fromOld = { createdAt: created, sibling };
    const fromYoung = {
      ...{ key: young, usage: sibling.usage, createdAt: sibling.createdAt },
      sibling: { key: old, createdAt: created, usage: usedAgo(old, 9 * DAY) },
    };
    for (const rest of [fromOld, fromYoung]) {
      assert.deepEqual(ticks(rest), ["create", "new-active", "old-quiet"]);
      const { sentence, pair } = rotationOf(input(rest))!;
      assert.match(
        sentence ?? "",
        /The new key was active 4 minutes ago; the old key has been quiet for 9 days/,
      );
      assert.equal(pair, "Old key: old. New key: young.");
      assert.deepEqual(stepPlaceOf(input(rest)), { olderId: old.id, userName: "alice" });
    }
  });

  it("tick the disabling when the account's list says that the old key is disabled", () => {
    const rest = {
      ...{ key: young, usage: sibling.usage, createdAt: sibling.createdAt },
      sibling: { key: old, createdAt: ago(300 * DAY), usage: usedAgo(old, 9 * DAY), state: "Inactive" },
    };
    assert.ok(ticks(rest).includes("disable"));
    assert.ok(!ticks(rest).includes("delete"));
  });

  it("name no user for a key of the account itself", () => {
    const root = { ...usedAgo(old, 0), owner: { type: "root-account", name: "root" } };
    assert.equal(stepPlaceOf(input({ usage: root })).userName, undefined);
  });

  it("are not shown for a key that nobody could find, or that is replaced in another way", () => {
    assert.equal(rotationOf(input({ usage: { ...usedAgo(old, 0), outcome: "not-found" } })), undefined);
    assert.equal(rotationOf(input({ usage: undefined })), undefined);
    assert.equal(rotationOf(input({ steps: [] })), undefined);
  });
});
