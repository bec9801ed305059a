import assert from "node:assert/strict";
import { loadedReach, matchingRecords } from "../../../src/webview/activityRows";
import { linearPosition } from "../../../src/webview/track";
import { records } from "./pages";

const { rows } = records();
const DAY = 24 * 3_600_000;

describe("The records on the page", () => {
  it("are all there without a filter, each with the number that names it", () => {
    const all = matchingRecords(rows, " ");
    assert.deepEqual(
      all.map(({ index }) => index),
      rows.map((_, index) => index),
    );
  });

  it("are those that hold every word of the filter, in whatever column", () => {
    const found = matchingRecords(rows, "getkey ORDER");
    assert.ok(found.length > 0);
    assert.ok(found.every(({ row }) => row.name === "GetKeyInfo"));
    assert.deepEqual(matchingRecords(rows, "203.0.113.20 rotate"), []);
  });

  it("reach as far back as the oldest that is loaded, and over the whole window once the last page is there", () => {
    assert.equal(loadedReach(rows, true, 30 * DAY), Math.max(...rows.map(({ ageMs }) => ageMs ?? 0)));
    assert.equal(loadedReach(rows, false, 30 * DAY), 30 * DAY);
    assert.equal(loadedReach([], true, 30 * DAY), 0);
  });

  it("stand on an axis on which every day is as wide as any other", () => {
    assert.equal(linearPosition(0, 30 * DAY), 1);
    assert.equal(linearPosition(15 * DAY, 30 * DAY), 0.5);
    assert.equal(linearPosition(31 * DAY, 30 * DAY), 0);
    assert.equal(linearPosition(-5, 30 * DAY), 1);
    assert.equal(linearPosition(5, 0), 1);
  });
});
