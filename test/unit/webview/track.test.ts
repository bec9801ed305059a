import assert from "node:assert/strict";
import fc from "fast-check";
import { agePosition, placeLabels } from "../../../src/webview/track";
import { AXIS } from "./pages";

const DAY = 86_400_000;
const WINDOW = 400 * DAY;
const LABEL_WIDTH = 8;
const width = (label: string) => label.length * LABEL_WIDTH;

describe("the time axis", () => {
  it("has now at its right end and the start of the records at its left", () => {
    assert.equal(agePosition(0, WINDOW), 1);
    assert.equal(agePosition(WINDOW, WINDOW), 0);
  });

  it("gives the last days most of the room", () => {
    assert.ok(agePosition(DAY, WINDOW) < 0.7, "a day takes a third");
    assert.ok(agePosition(90 * DAY, WINDOW) > 0.15, "and the 310 days before the stale mark a sixth");
    assert.ok(agePosition(90 * DAY, WINDOW) < 0.18);
  });

  it("puts what lies outside of it at its ends", () => {
    assert.equal(agePosition(10 * WINDOW, WINDOW), 0);
    assert.equal(agePosition(Number.MAX_VALUE, WINDOW), 0);
    assert.equal(agePosition(Infinity, WINDOW), 0);
    assert.equal(agePosition(-DAY, WINDOW), 1, "the cloud's clock may be ahead of ours");
  });

  it("has a place between its ends for any numbers at all", () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (age, window) => {
        const position = agePosition(age, window);
        assert.ok(position >= 0 && position <= 1, String(position));
      }),
    );
  });

  it("never puts the older of two uses to the right", () => {
    const age = fc.integer({ min: 0, max: 2 * WINDOW });
    fc.assert(
      fc.property(age, age, (a, b) => {
        assert.ok(agePosition(Math.max(a, b), WINDOW) <= agePosition(Math.min(a, b), WINDOW));
      }),
    );
  });
});

describe("the labels of the time axis", () => {
  const labels = (pixels: number) => placeLabels(AXIS, pixels, width).map(({ label }) => label);

  it("stand in the order of the axis, all of them where there is room", () => {
    assert.deepEqual(labels(2000), ["400 days", "90 days", "1 month", "1 week", "1 day", "1 hour", "now"]);
  });

  it("go one by one as the room shrinks: now stays longest, then the start of the records", () => {
    assert.deepEqual(labels(100), ["400 days", "now"]);
    assert.deepEqual(labels(80), ["now"]);
    assert.deepEqual(labels(10), []);
    assert.deepEqual(labels(0), []);
  });

  it("prefer the stale mark to what stands beside it", () => {
    const near = { ...AXIS, ticks: [{ ageMs: 80 * DAY, label: "80 days" }, ...AXIS.ticks] };
    const kept = placeLabels(near, 700, width).map(({ label }) => label);
    assert.ok(kept.includes("90 days") && !kept.includes("80 days"), kept.join());
  });

  it("stand centred on their age unless that would leave the track", () => {
    const placed = placeLabels(AXIS, 1000, width);
    const week = placed.find(({ label }) => label === "1 week");
    assert.ok(week !== undefined);
    assert.equal(week.left + week.width / 2, agePosition(7 * DAY, WINDOW) * 1000);
    assert.equal(placed[0]?.left, 0);
  });

  it("never touch each other or leave the track, in any language at any width", () => {
    const tick = fc.record({
      ageMs: fc.integer({ min: 0, max: WINDOW }),
      label: fc.string({ maxLength: 12 }),
    });
    const axis = fc.record({
      windowMs: fc.constant(WINDOW),
      staleAfterMs: fc.integer({ min: 0, max: WINDOW }),
      ticks: fc.array(tick, { maxLength: 10 }),
    });
    fc.assert(
      fc.property(axis, fc.integer({ min: 0, max: 1500 }), (someAxis, pixels) => {
        const placed = placeLabels(someAxis, pixels, width);
        placed.forEach(({ left, width: own }, index) => {
          assert.ok(left >= 0 && left + own <= pixels + 1e-9);
          const next = placed[index + 1];
          assert.ok(next === undefined || left + own < next.left, "a gap before the next label");
        });
      }),
    );
  });
});
