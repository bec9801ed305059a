import assert from "node:assert/strict";
import type { ServiceRow } from "../../../src/shared/usagePage";
import { visibleRows } from "../../../src/webview/serviceRows";
import type { Sort } from "../../../src/webview/uiState";
import { ROWS } from "./pages";

const NEWEST_FIRST: Sort = { column: "lastUsed", descending: true };

const codes = (rows: readonly ServiceRow[], filter: string, sort: Sort, language = "en") =>
  visibleRows(rows, filter, sort, language).map(({ code }) => code);

describe("the rows of the table", () => {
  it("are sorted by last use either way, with those of unknown time last", () => {
    const newestFirst = ["Ecs", "Oss", "Cr", "Ram", "Actiontrail", "Kms"];
    assert.deepEqual(codes(ROWS, "", NEWEST_FIRST), newestFirst);
    assert.deepEqual(codes(ROWS, "", { column: "lastUsed", descending: false }), [
      "Actiontrail",
      "Ram",
      "Cr",
      "Oss",
      "Ecs",
      "Kms",
    ]);
  });

  it("are sorted by the column asked for, equal ones by name", () => {
    assert.deepEqual(codes(ROWS, "", { column: "event", descending: false }), [
      "Ecs",
      "Cr",
      "Ram",
      "Actiontrail",
      "Oss",
      "Kms",
    ]);
    assert.deepEqual(codes(ROWS, "", { column: "source", descending: true }), [
      "Actiontrail",
      "Cr",
      "Ecs",
      "Ram",
      "Oss",
      "Kms",
    ]);
  });

  it("are sorted by name as people of the page's language do", () => {
    const named = (name: string): ServiceRow => ({ code: name, name, tone: "used", relative: "" });
    const byName: Sort = { column: "service", descending: false };
    const chinese = ["云服务器", "对象存储", "操作审计"].map(named);
    assert.deepEqual(codes(chinese, "", byName, "zh-cn"), ["操作审计", "对象存储", "云服务器"], "by pinyin");
    assert.deepEqual(codes(["Zebra", "Ähre", "apfel"].map(named), "", byName, "de"), [
      "Ähre",
      "apfel",
      "Zebra",
    ]);
    assert.deepEqual(codes(["Zebra", "Ähre"].map(named), "", byName, "sv"), ["Zebra", "Ähre"]);
  });

  it("are those that contain every word of the filter, anywhere and in any case", () => {
    assert.deepEqual(codes(ROWS, "STORAGE", NEWEST_FIRST), ["Oss"]);
    assert.deepEqual(codes(ROWS, " 203.0.113.7  event ", NEWEST_FIRST), ["Ecs", "Oss", "Ram"]);
    assert.deepEqual(codes(ROWS, "ap-southeast-1", NEWEST_FIRST), ["Cr"]);
    assert.deepEqual(codes(ROWS, "listusers", NEWEST_FIRST), ["Ram"]);
    assert.deepEqual(codes(ROWS, "nothing like it", NEWEST_FIRST), []);
  });

  it("take no part of a filter for a pattern", () => {
    assert.deepEqual(codes(ROWS, ".*", NEWEST_FIRST), []);
    assert.deepEqual(codes(ROWS, "(", NEWEST_FIRST), []);
  });
});
