import assert from "node:assert/strict";
import { createDetector } from "../../../../src/core/detect/findKeys";
import { indexKnownIds } from "../../../../src/core/detect/knownIds";
import { secretShapes } from "../../../../src/core/scan/secretShapes";
import { searchText, TextSearch } from "../../../../src/core/scan/textSearch";
import { keyPatterns } from "../../../../src/providers/keyPatterns";
import { labelledKeys } from "../../../support/labelledKeys";
import { makeIds } from "../../../support/syntheticIds";

const parts = {
  detector: createDetector(keyPatterns),
  known: indexKnownIds([]),
  secrets: secretShapes(keyPatterns),
};

function inPieces(text: string, size: number) {
  const search = new TextSearch(parts);
  for (let at = 0; at < text.length; at += size) search.push(text.slice(at, at + size));
  return search.end();
}

describe("The search of a text that comes in pieces", () => {
  const { longTerm, characters } = makeIds(77);
  const labelled = labelledKeys()
    .map(({ text }) => text)
    .filter((text) => !text.includes("\0"));

  it("finds what a search of the whole finds, at the same places, wherever the pieces end", () => {
    // Long enough for several windows, with breaks of each kind, some of which fall between two pieces.
    const breaks = ["\n", "\r\n", "\r", " "];
    let text = "";
    for (let n = 0; text.length < 3_000_000; n++)
      text += `${labelled[n % labelled.length] ?? ""}${breaks[n % 4] ?? ""}${"words and 访问密钥 🙂 ".repeat(n % 97)}`;
    const whole = searchText(text, parts);
    assert.ok(whole.length > 1000);
    for (const size of [65_536, 100_003, 1_000_000]) assert.deepEqual(inPieces(text, size), whole);
  });

  it("knows base64 across its windows, in a single line", () => {
    const [inside, outside] = [longTerm(24), longTerm(24)];
    const line = `${characters(50)}+${characters(9)}/`.repeat(60_000);
    const text = `data:${line}${inside}/${line}== id=${outside}`;
    assert.deepEqual(
      inPieces(text, 65_536).map(({ key }) => key.id),
      [outside],
    );
  });

  it("finds nothing in what turns out to be no text, however late", () => {
    const text = `${longTerm(24)}\n${"x".repeat(2_000_000)}\0`;
    assert.deepEqual(inPieces(text, 65_536), []);
  });

  it("says that a secret stands near, and knows one from a longer word, a placeholder and a word", () => {
    const near = (text: string): boolean =>
      searchText(text, parts).some(({ nearSecret }) => nearSecret === true);
    const id = longTerm(24);
    const secret = `aB3${characters(27)}`;
    assert.ok(near(`id=${id}\nsecret=${secret}\n`));
    assert.ok(near(`{"AccessKeySecret":"${secret}","AccessKeyId":"${id}"}`));
    assert.ok(!near(`id=${id}\nsecret=${secret}x\n`));
    assert.ok(!near(`id=${id}\nsecret=x${"a".repeat(500)}${secret}\n`));
    assert.ok(!near(`id=${id}\nsecret=aB3${"x".repeat(27)}\n`));
    assert.ok(!near(`id=${id}\nsha=${characters(29)}/${secret}+\n`));
    assert.ok(!near(`id=${id}\nclass OrdinaryWordsInCamelCaseWithNo\n`));
    assert.ok(!near(`id=${id}\n${"\n".repeat(500)}secret=${secret}\n`), "it is far away");
    const ncloud = `ncp_iam_BPASKR1${characters(13)}`;
    assert.ok(near(`${ncloud}\nncp_iam_BPKSKR1${characters(27)}`));
    assert.ok(!near(`${ncloud}\n${secret}`), "the secrets of another cloud are no match");
  });
});
