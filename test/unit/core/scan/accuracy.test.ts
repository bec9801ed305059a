import assert from "node:assert/strict";
import { createDetector } from "../../../../src/core/detect/findKeys";
import type { ProviderId } from "../../../../src/core/usage/key";
import { keyPatterns } from "../../../../src/providers/keyPatterns";
import { labelledFiles } from "../../../support/labelledFiles";
import { labelledKeys } from "../../../support/labelledKeys";
import { labelledNcloudKeys } from "../../../support/labelledNcloudKeys";
import type { LabelledText } from "../../../support/labelledText";
import { findAs, OTHERS_FOR_ALIBABA, OTHERS_FOR_NCLOUD } from "../../../support/otherScanners";

type Find = (text: string) => readonly number[];

interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

const detector = createDetector(keyPatterns);
const ours: Find = (text) => detector.find(text).map(({ start }) => start);

/** A hit counts where it begins with an ID: to the character is what only we are held to, in other tests. */
function score(find: Find, texts: readonly LabelledText[], provider: ProviderId): Score {
  const told = ({ rule, file }: LabelledText, at: number): string => `${rule} (${file}) at ${at}`;
  const all = texts.map((text) => {
    const found = find(text.text);
    const keys = text.labels.filter(({ key }) => key !== undefined);
    const counted = keys.filter(({ key }) => key?.provider === provider);
    return {
      hits: counted.filter(({ start }) => found.includes(start)).length,
      missed: counted.filter(({ start }) => !found.includes(start)).map(({ start }) => told(text, start)),
      wrong: found.filter((at) => !keys.some(({ start }) => start === at)).map((at) => told(text, at)),
    };
  });
  const hits = all.reduce((sum, each) => sum + each.hits, 0);
  const missed = all.flatMap((each) => each.missed);
  const wrong = all.flatMap((each) => each.wrong);
  return { precision: hits / (hits + wrong.length), recall: hits / (hits + missed.length), missed, wrong };
}

describe("The accuracy of what is found, beside the patterns of other scanners", () => {
  const files = labelledFiles();
  // Others cannot know what accounts have.
  const ncloud = labelledNcloudKeys().filter(({ known }) => known !== true);
  const sets = [
    {
      name: "Alibaba Cloud",
      texts: [...labelledKeys(), ...files],
      others: OTHERS_FOR_ALIBABA,
      provider: "alibaba",
    },
    {
      name: "NAVER Cloud",
      texts: [...ncloud, ...files],
      others: OTHERS_FOR_NCLOUD,
      provider: "ncloud",
    },
    // Without the cases that our policy is about, and with nothing but the usual lengths.
    { name: "Alibaba Cloud, files", texts: files, others: OTHERS_FOR_ALIBABA, provider: "alibaba" },
    { name: "NAVER Cloud, files", texts: files, others: OTHERS_FOR_NCLOUD, provider: "ncloud" },
  ];

  it("is told for files of every kind, with as much that only looks like an ID", () => {
    const labels = files.flatMap((text) => text.labels);
    const keys = labels.filter(({ key }) => key !== undefined).length;
    assert.ok(files.length >= 60);
    assert.ok(keys >= 60 && labels.length - keys >= 60, `${keys} of ${labels.length}`);
  });

  for (const { name, texts, others, provider } of sets) {
    it(`is whole for ${name}`, () => {
      const own = score(ours, texts, provider);
      const rows = [
        { name: "KeyTrail", ...own },
        ...others.map((other) => ({
          name: other.name,
          ...score((text) => findAs(other, text), texts, provider),
        })),
      ];
      // The figures are part of what the tests are for, so they belong on the screen.
      for (const row of rows)
        process.stdout.write(
          `      ${name}: ${row.name.padEnd(22)} precision ${row.precision.toFixed(3)}, recall ${row.recall.toFixed(3)}` +
            ` (${row.missed.length} missed, ${row.wrong.length} wrong)\n`,
        );
      assert.deepEqual({ missed: own.missed, wrong: own.wrong }, { missed: [], wrong: [] });
      for (const other of rows.slice(1))
        assert.ok(
          other.precision + other.recall < 2,
          `${other.name} was translated so that it finds something`,
        );
    });
  }
});
