import assert from "node:assert/strict";
import { createDetector } from "../../../../src/core/detect/findKeys";
import { indexKnownIds, type KnownEntry } from "../../../../src/core/detect/knownIds";
import { searchExpressions } from "../../../../src/core/scan/searchExpressions";
import { keyPatterns } from "../../../../src/providers/keyPatterns";
import { labelledFiles } from "../../../support/labelledFiles";
import { labelledKeys, optionalLabels } from "../../../support/labelledKeys";
import { knownNcloudKeys, labelledNcloudKeys } from "../../../support/labelledNcloudKeys";

const detector = createDetector(keyPatterns);

/** As a program that searches line by line uses them. */
function matchesALine(expressions: readonly string[], text: string): boolean {
  const any = new RegExp(expressions.join("|"), "u");
  return text.split("\n").some((line) => any.test(line));
}

describe("The expressions that a program for searching is given", () => {
  it("match in every text in which the detector finds a key", () => {
    const known = knownNcloudKeys();
    const expressions = searchExpressions(keyPatterns, known);
    const index = indexKnownIds(known);
    const withKeys = [
      ...labelledKeys(),
      ...optionalLabels(),
      ...labelledNcloudKeys(),
      ...labelledFiles(),
    ].filter(({ text }) => detector.find(text, index).length > 0);
    assert.ok(withKeys.length > 300);
    const missed = withKeys.filter(({ text }) => !matchesALine(expressions, text));
    assert.deepEqual(
      missed.map(({ rule, file }) => `${rule} (${file})`),
      [],
    );
  });

  it("match every spelling of a name, also where the value is in the next line", () => {
    const expressions = searchExpressions(keyPatterns, []);
    const digest = "0123456789abcdef".repeat(4);
    for (const { prefix, context, tailLength } of keyPatterns) {
      if (!context) continue;
      for (const name of [prefix].flat()) {
        const whole = `${context.nameHolds?.[0] ?? ""}_${name}`;
        const value = digest.slice(0, tailLength[1]);
        for (const text of [`${whole}="${value}"`, `${whole}=\n "${value}"`, `x${name}${value}`]) {
          if (detector.find(text).length > 0) assert.ok(matchesALine(expressions, text), text);
        }
      }
    }
  });

  it("match known IDs and names as they stand, whatever characters they hold", () => {
    const known: readonly KnownEntry[] = [
      { provider: "other", kind: "access-key", id: "a.b*c(d)[e]{f}|g^h$i\\j+k?l/m-n" },
      { key: { provider: "other", kind: "kms-key", id: "tag0" }, aliases: ["master.key", "열쇠-a1"] },
    ];
    const expressions = searchExpressions([], known);
    for (const text of [
      "x a.b*c(d)[e]{f}|g^h$i\\j+k?l/m-n",
      "tag0",
      "use master.key.",
      "%3Dmaster.key",
      '"\\nmaster.key"',
      "열쇠-a1",
    ]) {
      assert.equal(detector.find(text, indexKnownIds(known)).length, 1, text);
      assert.ok(matchesALine(expressions, text), text);
    }
    assert.ok(!matchesALine(expressions, "masterXkey xmaster.keyed"));
  });

  it("do not match everything where a name is empty", () => {
    const known: readonly KnownEntry[] = [
      { key: { provider: "other", kind: "kms-key", id: "tag0" }, aliases: [""] },
    ];
    assert.deepEqual(searchExpressions([], known), ["tag0"]);
  });
});
