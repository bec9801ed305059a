import assert from "node:assert/strict";
import { problemMessage } from "../../../../src/core/findings/findingWords";
import {
  isAlive,
  ruleOf,
  SEVERITIES,
  severityOf,
  USUAL_SEVERITIES,
} from "../../../../src/core/findings/rule";
import { summarize, type Wording } from "../../../../src/core/describe/summarize";
import type { KeyRef } from "../../../../src/core/usage/key";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import type { UsageState } from "../../../../src/core/usage/usageService";
import { makeIds } from "../../../support/syntheticIds";

const { longTerm, temporary } = makeIds(91);
const key: KeyRef = { provider: "alibaba", kind: "access-key", id: longTerm(24) };
const now = Date.parse("2026-11-24T08:00:00.000Z");
const wording: Wording = { now, language: "en", staleAfterDays: 90 };
const daysAgo = (days: number): string => new Date(now - days * 86_400_000).toISOString();

const answer = (fields: Partial<KeyUsage>): KeyUsage => ({
  key,
  outcome: "used",
  asOf: daysAgo(0),
  ...fields,
});
const known = (fields: Partial<KeyUsage>): UsageState => ({ known: answer(fields), busy: false, due: false });
const failed = (fields: Partial<KeyUsage>): UsageState => ({
  failed: answer(fields),
  busy: false,
  due: true,
});
const quiet: Partial<KeyUsage> = { outcome: "no-use-on-record", owner: { type: "ram-user", name: "ci" } };
const problem = { code: "X", message: "It did not work. Try later.", retryable: true };

const CASES: readonly (readonly [UsageState, ReturnType<typeof ruleOf>])[] = [
  [known({ lastUse: { at: daysAgo(1) } }), "key-in-use"],
  [known({ lastUse: { at: daysAgo(1) }, owner: { type: "root-account" } }), "root-key-in-use"],
  [known({ lastUse: { at: daysAgo(1) }, owner: { type: "main-account" } }), "root-key-in-use"],
  [known({ lastUse: { at: daysAgo(200) } }), "stale-key"],
  [known({ lastUse: { at: daysAgo(200) }, owner: { type: "root-account" } }), "stale-key"],
  [known(quiet), "no-use-on-record"],
  [known({ outcome: "not-found", accountsAsked: ["prod"] }), "cannot-tell"],
  [failed({ outcome: "denied", problem }), "cannot-tell"],
  [failed({ outcome: "failed", problem }), "cannot-tell"],
  [failed({ outcome: "failed", problem: { ...problem, untracked: true } }), "cannot-tell"],
  [{ busy: true, due: true }, "cannot-tell"],
  [{ busy: false, due: true }, "cannot-tell"],
];

describe("What a finding is reported as", () => {
  it("follows from what its key does", () => {
    for (const [state, rule] of CASES) assert.equal(ruleOf(key, state, wording), rule, JSON.stringify(state));
  });

  it("is nothing for a temporary key", () => {
    const sts: KeyRef = { ...key, kind: "temporary-key", id: temporary(24) };
    assert.equal(ruleOf(sts, { busy: false, due: false }, wording), undefined);
  });

  it("is never that a key is quiet, when the cloud was asked days ago", () => {
    const asOf = daysAgo(2);
    assert.equal(ruleOf(key, known({ ...quiet, asOf }), wording), "cannot-tell");
    assert.equal(ruleOf(key, known({ lastUse: { at: daysAgo(300) }, asOf }), wording), "cannot-tell");
    assert.equal(ruleOf(key, known({ lastUse: { at: daysAgo(3) }, asOf }), wording), "key-in-use");
  });

  it("is never that a key is quiet, when something hints that it may not be", () => {
    const hints: readonly Partial<KeyUsage>[] = [
      { problem },
      { products: [{ service: { code: "Oss", name: "OSS" } }] },
      { recordsSince: daysAgo(0.5) },
      { asOf: daysAgo(-1) },
    ];
    assert.equal(ruleOf(key, known(quiet), wording), "no-use-on-record");
    for (const hint of hints)
      assert.equal(ruleOf(key, known({ ...quiet, ...hint }), wording), "cannot-tell", JSON.stringify(hint));
    assert.equal(ruleOf(key, known({ outcome: "no-use-on-record" }), wording), "cannot-tell", "nobody's");
    const later = { at: daysAgo(200), mayBeLater: true } as const;
    assert.equal(ruleOf(key, known({ lastUse: later }), wording), "cannot-tell");
  });

  it("takes no key for a root account's that merely belongs to the whole account", () => {
    const kmsKey: KeyRef = { provider: "ncloud", kind: "kms-key", id: "a1".repeat(32) };
    const usage = answer({ key: kmsKey, lastUse: { at: daysAgo(1) }, owner: { type: "main-account" } });
    assert.equal(ruleOf(kmsKey, { known: usage, busy: false, due: false }, wording), "key-in-use");
  });

  it("is the more urgent, the more harm the key can do", () => {
    const usual = CASES.map(([state]) => ruleOf(key, state, wording)).map((rule) =>
      severityOf(rule ?? "cannot-tell", false, USUAL_SEVERITIES),
    );
    assert.deepEqual([...new Set(usual)], ["warning", "error", "information"]);
    assert.equal(severityOf("root-key-in-use", false, USUAL_SEVERITIES), "error");
    assert.equal(severityOf("no-use-on-record", false, USUAL_SEVERITIES), "information");
  });

  it("rises one step where the secret stands beside the ID, unless the user wants to hear nothing", () => {
    const raised = SEVERITIES.map((severity) =>
      severityOf("stale-key", true, { ...USUAL_SEVERITIES, "stale-key": severity }),
    );
    assert.deepEqual(raised, ["error", "error", "warning", "information", "off"]);
  });

  it("counts a key as alive that is in use, and no other", () => {
    assert.deepEqual(
      [...new Set(CASES.map(([, rule]) => rule))].filter((rule) => isAlive(rule)),
      ["key-in-use", "root-key-in-use"],
    );
  });

  it("says what it rests on, and of what cannot be told that it cannot", () => {
    const words = CASES.map(([state, rule]) =>
      problemMessage(rule ?? "cannot-tell", {
        summary: summarize(key, state, wording),
        shownId: "ID",
        nearSecret: false,
      }),
    );
    assert.deepEqual(words, [
      "The key ID is in use: Last used 1 day ago.",
      "The key ID is a root account's and in use: Last used 1 day ago · root account.",
      "The key ID is a root account's and in use: Last used 1 day ago · main account.",
      "The key ID is stale: Last used 200 days ago (stale).",
      "The key ID is stale: Last used 200 days ago (stale) · root account.",
      "The key ID: No use on record.",
      "Cannot tell whether the key ID is in use: Not found in your account prod.",
      "Cannot tell whether the key ID is in use: Access denied.",
      "Cannot tell whether the key ID is in use: The look-up failed.",
      "Cannot tell whether the key ID is in use: It did not work.",
      "Cannot tell whether the key ID is in use: Looking up….",
      "Cannot tell whether the key ID is in use: Not looked up yet.",
    ]);
    const summary = summarize(key, known(quiet), wording);
    assert.equal(
      problemMessage("no-use-on-record", { summary, shownId: "ID", nearSecret: true }),
      "The key ID: No use on record. What looks like its secret stands next to it.",
    );
    const doubted = summarize(key, known({ ...quiet, asOf: daysAgo(2) }), wording);
    assert.equal(
      problemMessage("cannot-tell", { summary: doubted, shownId: "ID", nearSecret: false }),
      "The key ID: Cannot tell: the answer is from 2 days ago.",
    );
  });
});
