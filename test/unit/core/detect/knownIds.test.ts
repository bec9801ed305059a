import * as assert from "node:assert/strict";
import { createDetector } from "../../../../src/core/detect/findKeys";
import { indexKnownIds } from "../../../../src/core/detect/knownIds";
import { alibabaPatterns } from "../../../../src/providers/alibaba/patterns";
import { makeIds } from "../../../support/syntheticIds";

const detector = createDetector(alibabaPatterns);
const { longTerm, temporary, characters } = makeIds(2);

const named = (...ids: readonly string[]) =>
  indexKnownIds(ids.map((id) => ({ provider: "alibaba", kind: "access-key" as const, id })));
const startsOf = (text: string, ...ids: readonly string[]): number[] =>
  detector.find(text, named(...ids)).map(({ start }) => start);

describe("knownIds", () => {
  it("finds an ID that no pattern knows", () => {
    const id = characters(16);
    assert.deepEqual(detector.find(`key: ${id}`), []);
    assert.deepEqual(detector.find(`key: ${id}`, named(id)), [
      { provider: "alibaba", kind: "access-key", id, start: 5, end: 21 },
    ]);
  });

  it("finds IDs of several lengths at the very start, in the middle and at the very end", () => {
    const [short, middle, long] = [characters(10), characters(20), characters(64)];
    assert.deepEqual(startsOf(`${long} ${short} x ${middle}`, short, middle, long), [0, 65, 78]);
    assert.deepEqual(startsOf(`${short}${"-".repeat(500)}${short}`, short, long), [0, 510]);
  });

  it("finds them wherever they stand", () => {
    const id = characters(16);
    for (let at = 0; at < 70; at++) assert.deepEqual(startsOf(`${".".repeat(at)}${id} more words`, id), [at]);
    for (let at = 0; at < 70; at++)
      assert.deepEqual(startsOf(`${"词 a".repeat(at)} ${id}`, id), [3 * at + 1]);
  });

  it("finds whole words only", () => {
    const id = characters(16);
    for (const text of [`x${id}`, `${id}9`, `${id}${id}`, `x${id}x`])
      assert.deepEqual(startsOf(text, id), [], text);
    for (const text of [`_${id}_`, `密${id}钥`, `/${id}/`, `-${id}-`])
      assert.deepEqual(startsOf(text, id), [1], text);
  });

  it("finds them after an escape sequence", () => {
    const [id, other] = [characters(16), characters(18)];
    assert.deepEqual(startsOf(`?u=o%3Fid%3D${id}`, id, other), [12]);
    assert.deepEqual(startsOf(`"\\n${id}\\n${other}"`, id, other), [3, 21]);
  });

  it("tells upper from lower case", () => {
    const id = `${characters(15)}a`;
    assert.deepEqual(startsOf(id.slice(0, 15) + "A", id), []);
  });

  it("finds one that a pattern would drop: the user has named it", () => {
    const id = "LTAI" + "IntegrationTestHelper";
    assert.deepEqual(startsOf(id, id), [0]);
    assert.deepEqual(startsOf(`${characters(50)}+${id}=`, id), [51]);
    const whole = longTerm(24);
    assert.deepEqual(startsOf(`rotate ${whole}...`, whole), [7]);
  });

  it("finds one that a pattern finds too only once, as what the user says it is", () => {
    const id = longTerm(24);
    const known = indexKnownIds([{ provider: "other", kind: "kms-key", id }]);
    assert.deepEqual(detector.find(id, known), [
      { provider: "other", kind: "kms-key", id, start: 0, end: 24 },
    ]);
  });

  it("keeps the longer of two that begin at the same place, and the first of two that overlap", () => {
    const [front, back] = [characters(8), characters(12)];
    const found = detector.find(`${front}-${back}`, named(front, `${front}-${back}`, back));
    assert.deepEqual(
      found.map(({ id }) => id),
      [`${front}-${back}`],
    );
  });

  it("finds IDs that hold more than letters and digits", () => {
    const ids = [temporary(20), `ncp_iam_${characters(20)}`, `${characters(6)}-${characters(6)}`];
    const withoutPatterns = createDetector([]);
    const found = (text: string): string[] => withoutPatterns.find(text, named(...ids)).map(({ id }) => id);
    for (const id of ids) {
      assert.deepEqual(found(`(${id})${id}`), [id, id]);
      for (const text of [`(x${id})`, `(${id}x)`, id.slice(1), id.slice(0, -1)])
        assert.deepEqual(found(text), [], text);
    }
  });

  it("prefers an ID that the user named to what a pattern makes of the place", () => {
    const id = characters(17) + "8";
    assert.deepEqual(startsOf(`STS.${id}`), [0]);
    assert.deepEqual(startsOf(`STS.${id} ${longTerm(24)}`, id), [4, 23]);
  });

  it("ignores what holds no letter or digit, and finds nothing when nothing is known", () => {
    assert.deepEqual(startsOf("a -- b", "", "--"), []);
    assert.deepEqual(startsOf("a b"), []);
  });

  it("takes an ID from the first of two keys that share it", () => {
    const id = characters(16);
    const known = indexKnownIds([
      { provider: "one", kind: "access-key", id },
      { provider: "two", kind: "access-key", id },
    ]);
    assert.deepEqual(
      detector.find(id, known).map(({ provider }) => provider),
      ["one"],
    );
  });
});
