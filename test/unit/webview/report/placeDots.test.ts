import assert from "node:assert/strict";
import { agePlace, levelsOf, placeDots } from "../../../../src/webview/report/placeDots";
import { AXIS } from "../pages";
import { REPORT, rowOf } from "./reportPages";

const place = (...rows: Parameters<typeof placeDots>[0]) => placeDots(rows, AXIS, REPORT.ages);

describe("The dots of the report", () => {
  it("stand the farther left the longer the key has been quiet, and the higher the older it is", () => {
    const [recent, quiet] = place(
      rowOf("used", "a", { ageDays: 1, createdDays: 10 }),
      rowOf("stale", "b", { ageDays: 200, createdDays: 1000 }),
    );
    assert.ok((quiet?.x ?? 1) < (recent?.x ?? 0));
    assert.ok((quiet?.y ?? 0) > (recent?.y ?? 1));
  });

  it("have no place on an axis whose value is not known, rather than one at its end", () => {
    const [unused, ageless] = place(
      rowOf("none", "a", { createdDays: 10 }),
      rowOf("used", "b", { ageDays: 1 }),
    );
    assert.ok(unused && ageless);
    assert.ok(!("x" in unused) && "y" in unused);
    assert.ok("x" in ageless && !("y" in ageless));
  });

  it("are stacked in the lane where they would lie on each other, and only there", () => {
    const dots = place(
      rowOf("used", "a", { ageDays: 1 }),
      rowOf("used", "b", { ageDays: 1 }),
      rowOf("used", "c", { ageDays: 100 }),
      rowOf("used", "d", { ageDays: 1, createdDays: 9 }),
    );
    assert.deepEqual(
      dots.map(({ level }) => level),
      [0, 1, 0, 0],
    );
    assert.equal(levelsOf(dots, 9), 2);
    assert.equal(levelsOf(dots, 1), 1);
  });

  it("are all in the lane when no age is known", () => {
    const dots = placeDots([rowOf("used", "a", { ageDays: 1, createdDays: 9 })], AXIS, undefined);
    assert.equal(dots[0]?.y, undefined);
  });

  it("stay within the picture, whatever the age", () => {
    const ages = { maxMs: 1000, ticks: [] };
    assert.equal(agePlace(-5, ages), 0);
    assert.equal(agePlace(5000, ages), 1);
    assert.equal(agePlace(5, { ...ages, maxMs: 0 }), 0);
  });
});
