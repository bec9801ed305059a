import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { createDetector } from "../../../../src/core/detect/findKeys";
import { indexKnownIds } from "../../../../src/core/detect/knownIds";
import { alibabaPatterns } from "../../../../src/providers/alibaba/patterns";
import { ncloudPatterns } from "../../../../src/providers/ncloud/patterns";
import { makeIds } from "../../../support/syntheticIds";

const detector = createDetector([...alibabaPatterns, ...ncloudPatterns]);
const ids = makeIds(3);

const longTermId = fc
  .tuple(fc.integer(), fc.integer({ min: 16, max: 26 }))
  .map(([seed, length]) => makeIds(seed).longTerm(length));
const temporaryId = fc
  .tuple(fc.integer(), fc.integer({ min: 16, max: 64 }))
  .map(([seed, tail]) => makeIds(seed).temporary(tail));
const ncloudId = fc.integer().map((seed) => makeIds(seed).ncloud());
const anyId = fc.oneof(longTermId, temporaryId, ncloudId);
const knownId = ids.characters(16);

/** Text that is likely to hold IDs, parts of IDs, and whatever decides about them, in every order. */
const dense = fc
  .array(
    fc.oneof(
      anyId,
      fc.constantFrom(
        "LTAI",
        "STS.",
        "LTAI5t",
        "ncp_iam_",
        "ncp_iam_BPK",
        "*",
        "**",
        "...",
        "…",
        "+",
        "/",
        "=",
        "\\",
        "%3D",
        "\\n",
        "\r\n",
        knownId,
      ),
      fc.string({ unit: "grapheme", maxLength: 4 }),
      fc.string({ unit: fc.constantFrom("a", "b", "Y", "Z", "0", "8", "+", "/"), maxLength: 70 }),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(""));

const known = indexKnownIds([{ provider: "alibaba", kind: "access-key", id: knownId }]);

describe("findKeys, whatever the text", () => {
  it("tells places that hold what it says, in order, without overlaps", () => {
    fc.assert(
      fc.property(dense, (text) => {
        for (const found of [detector.find(text), detector.find(text, known)]) {
          let end = 0;
          for (const finding of found) {
            assert.ok(finding.start >= end, "in order, without overlaps");
            assert.equal(text.slice(finding.start, finding.end), finding.id);
            end = finding.end;
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("finds only what is an ID when it stands alone", () => {
    fc.assert(
      fc.property(dense, (text) => {
        for (const { id, kind } of detector.find(text)) {
          assert.deepEqual(
            detector.find(id).map((alone) => ({ id: alone.id, kind: alone.kind })),
            [{ id, kind }],
          );
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("finds a valid ID between characters that are no letters or digits and no mask", () => {
    const surroundings = fc
      .string({ unit: "binary", maxLength: 40 })
      .map((text) => text.replace(/[A-Za-z0-9.*\\$_•●…]/gu, " "));
    fc.assert(
      fc.property(surroundings, anyId, surroundings, (before, id, after) => {
        assert.deepEqual(
          detector.find(before + id + after).map(({ id: found, start }) => ({ found, start })),
          [{ found: id, start: before.length }],
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("finds the same in each line as in the whole text", () => {
    fc.assert(
      fc.property(fc.array(dense, { maxLength: 4 }), (texts) => {
        const lines = texts.map((text) => text.replace(/[\r\n]/g, " "));
        const alone = lines.flatMap((line) => detector.find(line, known).map(({ id }) => id));
        assert.deepEqual(
          detector.find(lines.join("\n"), known).map(({ id }) => id),
          alone,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("finds a known ID wherever a plain search finds it as a whole word", () => {
    fc.assert(
      fc.property(dense, (text) => {
        const expected: number[] = [];
        for (let at = text.indexOf(knownId); at >= 0; at = text.indexOf(knownId, at + 1)) {
          const before = text.charAt(at - 1);
          const after = text.charAt(at + knownId.length);
          if (!/[A-Za-z0-9]/.test(before + after)) expected.push(at);
        }
        const found = detector.find(text, known).filter(({ id }) => id === knownId);
        for (const start of expected) assert.ok(found.some((finding) => finding.start === start));
      }),
      { numRuns: 2000 },
    );
  });
});

// None of these takes a second when each character is read a bounded number of times; read once per prefix, they would
// take many minutes, and mocha's own limit would end them.
describe("findKeys on hostile text", () => {
  const MEGABYTE = 1 << 20;

  it("reads a long line of base64 once, however many IDs it seems to hold", () => {
    const text = `+${ids.longTerm(24)}/`.repeat((4 * MEGABYTE) / 26);
    assert.deepEqual(detector.find(text), []);
  });

  it("reads a long line of slashes and IDs once, although it turns out not to be base64", () => {
    const count = Math.floor((4 * MEGABYTE) / 25);
    assert.equal(detector.find(`${ids.longTerm(24)}/`.repeat(count)).length, count);
  });

  it("is not slowed down by prefixes without an ID", () => {
    for (const unit of [
      "LTAI",
      "STS.",
      "LTAI5",
      "STS.LTAI",
      "%LTAI",
      "\\\\LTAI",
      "%2525252525LTAI",
      "[1;1;1mLTAI",
    ]) {
      assert.deepEqual(detector.find(unit.repeat((2 * MEGABYTE) / unit.length)), [], unit);
    }
  });

  it("is not slowed down by stars and backslashes around IDs", () => {
    const id = ids.longTerm(24);
    const stars = "*".repeat(MEGABYTE);
    assert.deepEqual(detector.find(`${stars}${id}${stars}${id}${stars}`), []);
    assert.equal(detector.find(`${id}${"\\".repeat(MEGABYTE)}`.repeat(4)).length, 4);
  });

  it("is not slowed down by long words when known IDs are searched", () => {
    const several = indexKnownIds(
      [8, 16, 20, 40, 64].map((length) => ({
        provider: "other",
        kind: "kms-key" as const,
        id: ids.characters(length),
      })),
    );
    assert.deepEqual(detector.find("a".repeat(4 * MEGABYTE), several), []);
    assert.deepEqual(detector.find("aaaaaaa1 ".repeat(MEGABYTE / 4), several), []);
  });
});
