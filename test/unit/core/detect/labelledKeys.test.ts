import * as assert from "node:assert/strict";
import { createDetector } from "../../../../src/core/detect/findKeys";
import { alibabaPatterns } from "../../../../src/providers/alibaba/patterns";
import { labelledKeys, optionalLabels } from "../../../support/labelledKeys";
import type { LabelledText } from "../../../support/labelledPlaces";

const detector = createDetector(alibabaPatterns);

interface Tally {
  readonly hits: number;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

/** A finding is right when it has the place and the kind of a label, to the character; everything else found is wrong. */
function tally({ rule, file, text, labels }: LabelledText): Tally {
  const asText = (place: { start: number; end: number; kind?: string }): string =>
    `${rule} (${file}): ${place.kind ?? ""} at ${place.start}–${place.end}`;
  const expected = labels.filter(({ kind }) => kind !== undefined).map(asText);
  const found = detector.find(text).map(asText);
  const wrong = found.filter((place) => !expected.includes(place));
  return {
    hits: found.length - wrong.length,
    missed: expected.filter((place) => !found.includes(place)),
    wrong,
  };
}

describe("the labelled set", () => {
  const texts = labelledKeys();
  const labels = texts.flatMap((text) => text.labels);

  it("is large, and holds both keys and what only looks like one", () => {
    const keys = labels.filter(({ kind }) => kind !== undefined).length;
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
    const optional = optionalLabels();
    const flagged = optional.filter((text) => tally(text).hits > 0);
    // The figures are part of what the tests are for, so they belong on the screen.
    process.stdout.write(
      `      detection on ${labels.length} labels, ${hits + missed.length} of them keys: ` +
        `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}; ` +
        `of ${optional.length} optional labels ${flagged.length} are found\n`,
    );
    assert.deepEqual({ missed, wrong }, { missed: [], wrong: [] });
    assert.equal(precision, 1);
    assert.equal(recall, 1);
  });
});
