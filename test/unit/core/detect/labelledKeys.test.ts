import * as assert from "node:assert/strict";
import { createDetector } from "../../../../src/core/detect/findKeys";
import { indexKnownIds } from "../../../../src/core/detect/knownIds";
import { alibabaPatterns } from "../../../../src/providers/alibaba/patterns";
import { ncloudPatterns } from "../../../../src/providers/ncloud/patterns";
import { labelledKeys, optionalLabels } from "../../../support/labelledKeys";
import { knownNcloudKeys, labelledNcloudKeys } from "../../../support/labelledNcloudKeys";
import type { Label, LabelledText } from "../../../support/labelledText";

const detector = createDetector([...alibabaPatterns, ...ncloudPatterns]);
const known = indexKnownIds(knownNcloudKeys());

interface Tally {
  readonly hits: number;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

/** A finding is right when it has the place and the key of a label, to the character; everything else found is wrong. */
function tally({ rule, file, text, labels, known: withKnown }: LabelledText): Tally {
  const asText = (start: number, end: number, { provider, kind, id }: Required<Label>["key"]): string =>
    `${rule} (${file}): ${provider} ${kind} ${id} at ${start}–${end}`;
  const expected = labels.flatMap(({ start, end, key }) => (key ? [asText(start, end, key)] : []));
  const found = detector
    .find(text, withKnown === true ? known : undefined)
    .map((finding) => asText(finding.start, finding.end, finding));
  const wrong = found.filter((place) => !expected.includes(place));
  return {
    hits: found.length - wrong.length,
    missed: expected.filter((place) => !found.includes(place)),
    wrong,
  };
}

const SETS: Readonly<Record<string, () => readonly LabelledText[]>> = {
  alibaba: labelledKeys,
  ncloud: labelledNcloudKeys,
};

for (const [provider, makeTexts] of Object.entries(SETS)) {
  describe(`the labelled set of ${provider}`, () => {
    const texts = makeTexts();
    const labels = texts.flatMap((text) => text.labels);
    const keys = labels.filter(({ key }) => key !== undefined).length;

    it("is large, and holds both keys and what only looks like one", () => {
      assert.ok(labels.length >= 300);
      assert.ok(keys >= 100 && labels.length - keys >= 100);
    });

    it("is found without a miss and without a false hit", () => {
      const tallies = texts.map(tally);
      const hits = tallies.reduce((sum, each) => sum + each.hits, 0);
      const missed = tallies.flatMap((each) => each.missed);
      const wrong = tallies.flatMap((each) => each.wrong);
      const precision = hits / (hits + wrong.length);
      const recall = hits / (hits + missed.length);
      // The figures are part of what the tests are for, so they belong on the screen.
      process.stdout.write(
        `      detection of ${provider} on ${labels.length} labels, ${keys} of them keys: ` +
          `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}\n`,
      );
      assert.deepEqual({ missed, wrong }, { missed: [], wrong: [] });
      assert.equal(precision, 1);
      assert.equal(recall, 1);
    });
  });
}

describe("the optional labels", () => {
  it("are read, whatever comes of them", () => {
    const optional = optionalLabels();
    const flagged = optional.filter((text) => tally(text).hits > 0);
    process.stdout.write(`      of ${optional.length} optional labels ${flagged.length} are found\n`);
    assert.ok(optional.length >= 12);
  });
});
