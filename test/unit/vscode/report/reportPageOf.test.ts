import assert from "node:assert/strict";
import { reportPageOf, type ReportedKey } from "../../../../src/vscode/report/reportPageOf";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import { ago, bench, DAY, HOUR, noUse, oss, usage, used } from "../../core/verdict/answers";

const wording = { ...bench, language: "en", timeZone: "UTC" };

function keyOf(answer: KeyUsage, rest: Partial<ReportedKey> = {}): ReportedKey {
  return {
    ...{ key: answer.key, idText: answer.key.id, state: { known: answer, busy: false, due: false }, ...rest },
  };
}

const page = (...keys: readonly ReportedKey[]) => reportPageOf(keys, ["prod", "dev"], wording, undefined);

describe("The report's page, as the host makes it", () => {
  it("gives each key its verdict, the tone of its shape, and the sentence of every other surface", () => {
    const { rows } = page(keyOf(used(3 * HOUR)), keyOf(used(212 * DAY)), keyOf(noUse()));
    assert.deepEqual(
      rows.map(({ verdict, tone }) => [verdict, tone]),
      [
        ["in-use", "used"],
        ["stale", "stale"],
        ["no-use-on-record", "none"],
      ],
    );
    assert.equal(rows[0]?.headline, "In use: 3 hours ago, through Elastic Compute Service");
    assert.deepEqual([rows[0].ageMs, rows[0].relative, rows[2]?.ageMs], [3 * HOUR, "3 hours ago", undefined]);
  });

  it("places a key by the use that counts, not by a call of KeyTrail's own", () => {
    const { rows } = page(keyOf(used(HOUR, { ownCalls: { otherUse: { at: ago(5 * DAY), service: oss } } })));
    assert.equal(rows[0]?.ageMs, 5 * DAY);
  });

  it("tells nothing about a key that was not asked about, or whose question failed", () => {
    const failed = usage({ outcome: "denied", problem: { code: "X", message: "No.", retryable: false } });
    const { rows } = page(
      keyOf(failed, { state: { failed, busy: false, due: true } }),
      keyOf(failed, { state: { busy: false, due: true } }),
    );
    assert.deepEqual(
      rows.map(({ verdict, tone, ageMs }) => [verdict, tone, ageMs]),
      [
        ["cannot-tell", "problem", undefined],
        ["cannot-tell", "unknown", undefined],
      ],
    );
  });

  it("takes a key's age from the answer or from a list, and has no axis of ages without one", () => {
    assert.equal(page(keyOf(used(HOUR))).ages, undefined);
    const answered = keyOf(used(HOUR, { keyInfo: { createdAt: ago(40 * DAY) } }));
    const listed = keyOf(used(HOUR), { keyInfo: { createdAt: ago(800 * DAY) } });
    const made = page(answered, listed);
    assert.deepEqual(
      made.rows.map(({ createdAgeMs }) => createdAgeMs),
      [40 * DAY, 800 * DAY],
    );
    assert.equal(made.ages?.maxMs, 800 * DAY);
    assert.deepEqual(
      made.ages.ticks.map(({ label }) => label),
      ["7 d", "30 d", "90 d", "1 y", "2 y"],
    );
  });

  it("shows a label with the ID beside it, and an ID as the reader wants it", () => {
    const key = { ...used(HOUR).key, label: "CI" };
    const [labelled, plain] = page(keyOf(used(HOUR, { key }), { idText: "LT****" }), keyOf(used(HOUR))).rows;
    assert.deepEqual([labelled?.name, labelled?.idText], ["CI", "LT****"]);
    assert.deepEqual([plain?.name, plain?.idText], [used(HOUR).key.id, undefined]);
  });

  it("offers the accounts that its keys are of, in the order of the settings", () => {
    assert.deepEqual(page(keyOf(used(HOUR, { account: "dev" })), keyOf(used(HOUR))).accounts, [
      "prod",
      "dev",
    ]);
    assert.deepEqual(page(keyOf(used(HOUR))).accounts, ["prod"]);
  });

  it("says how old its oldest answer is, and how far its look-ups have come", () => {
    assert.equal(page(keyOf(used(HOUR))).footnote, "1 key · the oldest answer is from just now");
    const old = used(3 * HOUR, { asOf: ago(2 * HOUR) });
    assert.equal(
      page(keyOf(used(HOUR)), keyOf(old)).footnote,
      "2 keys · the oldest answer is from 2 hours ago",
    );
    assert.equal(reportPageOf([], [], wording, { done: 1, of: 4 }).busy, "Looking up: 1 of 4");
    assert.equal(page().footnote, "0 keys");
  });
});
