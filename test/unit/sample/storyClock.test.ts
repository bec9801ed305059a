import assert from "node:assert/strict";
import { StoryClock } from "../../../src/sample/storyClock";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe("The sample cloud's story", () => {
  const START = Date.parse("2026-01-02T03:04:00Z");
  let time = START;
  let clock: StoryClock;

  beforeEach(() => {
    time = START + 59_999;
    clock = new StoryClock(() => time);
  });

  it("counts back from the minute in which the cloud started, whenever somebody asks", () => {
    for (const later of [0, MINUTE, DAY - MINUTE]) {
      time = START + 59_999 + later;
      assert.equal(clock.moment(), START);
      assert.equal(clock.now(), time);
    }
  });

  it("moves on by whole days, so that it never ages by more than one", () => {
    for (const days of [1, 2, 400]) {
      time = START + days * DAY;
      assert.equal(clock.moment(), START + days * DAY);
      time -= 1;
      assert.equal(clock.moment(), START + (days - 1) * DAY);
    }
  });

  it("never counts from what is yet to come, even when the clock is set back", () => {
    time = START - 3 * MINUTE;
    assert.equal(clock.moment(), START - DAY);
  });
});
