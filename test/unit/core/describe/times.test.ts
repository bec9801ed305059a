import assert from "node:assert/strict";
import {
  counted,
  daysBetween,
  localDate,
  localTime,
  timeAgo,
  utcTime,
  zonedTime,
} from "../../../../src/core/describe/times";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = Date.UTC(2026, 10, 20, 8);
const ago = (age: number, language = "en"): string => timeAgo(now - age, now, { language });

describe("How long ago", () => {
  for (const [age, words] of [
    [0, "just now"],
    [MINUTE - 1, "just now"],
    [MINUTE, "1 minute ago"],
    [59 * MINUTE, "59 minutes ago"],
    [HOUR, "1 hour ago"],
    [3 * HOUR + 59 * MINUTE, "3 hours ago"],
    [DAY - 1, "23 hours ago"],
    [DAY, "1 day ago"],
    [2 * DAY - 1, "1 day ago"],
    [212 * DAY, "212 days ago"],
    [400 * DAY, "400 days ago"],
  ] as const) {
    it(`${age} ms is ${words}`, () => {
      assert.equal(ago(age), words);
    });
  }

  it("a time in the future, by the cloud's clock, is just now", () => {
    assert.equal(ago(-3 * HOUR), "just now");
  });

  it("is said in the reader's language", () => {
    assert.equal(ago(3 * HOUR, "zh-cn"), "3小时前");
    assert.equal(ago(212 * DAY, "zh-cn"), "212天前");
    assert.equal(ago(3 * HOUR, "ko"), "3시간 전");
    assert.equal(ago(DAY, "ko"), "1일 전");
  });
});

describe("A time", () => {
  const at = Date.UTC(2026, 10, 20, 23, 30, 5);

  it("is written in the reader's own time zone and language, and in UTC the same for all", () => {
    const shanghai = { language: "en-GB", timeZone: "Asia/Shanghai" };
    assert.equal(localTime(at, shanghai), "21 Nov 2026, 07:30");
    assert.equal(localDate(at, shanghai), "21 Nov 2026");
    assert.equal(localDate(at, { language: "zh-cn", timeZone: "America/Los_Angeles" }), "2026年11月20日");
    assert.equal(utcTime(at), "2026-11-20 23:30:05 UTC");
  });

  it("without a zone is in this machine's", () => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    assert.equal(localTime(at, { language: "en" }), localTime(at, { language: "en", timeZone }));
  });
});

describe("The number of days between two times", () => {
  it("is never rounded up, because nobody knows of the rest of a day, and never below 0", () => {
    assert.equal(daysBetween(0, 400 * DAY), 400);
    assert.equal(daysBetween(0, 401 * DAY - 1), 400);
    assert.equal(daysBetween(DAY, 0), 0);
  });
});

describe("A time for readers elsewhere", () => {
  const at = (timeZone: string, time = now) =>
    zonedTime(time, { language: "en", timeZone }).replaceAll("\u202f", " ");

  it("names its time zone and how far that is from UTC at that very time", () => {
    assert.equal(at("Asia/Shanghai"), "Nov 20, 2026, 4:00:00 PM (Asia/Shanghai, GMT+8)");
    assert.match(at("Europe/Berlin"), /9:00:00 AM \(Europe\/Berlin, GMT\+1\)$/);
    assert.match(at("Europe/Berlin", Date.UTC(2026, 6, 1, 8)), /10:00:00 AM \(Europe\/Berlin, GMT\+2\)$/);
  });

  it("takes this machine's own time zone where none is given", () => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    assert.ok(zonedTime(now, { language: "en" }).includes(timeZone));
  });
});

describe("A sentence with a number", () => {
  it("chooses the form of a sentence by the rules of its language", () => {
    const forms = { one: () => "one", other: () => "other" };
    const chosen = (language: string): string[] =>
      [0, 1, 2, 21].map((count) => counted(count, { language }, forms));
    assert.deepEqual(chosen("en"), ["other", "one", "other", "other"]);
    assert.deepEqual(chosen("zh-cn"), ["other", "other", "other", "other"]);
    assert.deepEqual(chosen("ru"), ["other", "one", "other", "one"]);
  });
});
