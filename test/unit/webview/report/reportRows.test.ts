import assert from "node:assert/strict";
import type { ReportPageRow } from "../../../../src/shared/reportPage";
import { chosenRows, sortedRows, verdictCounts } from "../../../../src/webview/report/reportRows";
import { UNTOUCHED_REPORT, type ReportUi } from "../../../../src/webview/report/uiState";
import { REPORT, rowOf } from "./reportPages";

const names = (rows: readonly ReportPageRow[]) => rows.map(({ name }) => name);
const chosen = (ui: Partial<ReportUi>) => names(chosenRows(REPORT.rows, { ...UNTOUCHED_REPORT, ...ui }));

describe("The rows of the report", () => {
  it("are all there until somebody chooses", () => {
    assert.equal(chosen({}).length, REPORT.rows.length);
  });

  it("have every word of the filter, in whatever they say", () => {
    assert.deepEqual(chosen({ filter: "backup" }), ["nightly backup"]);
    assert.deepEqual(chosen({ filter: "STAGING  bob" }), ["spare key"]);
    assert.deepEqual(chosen({ filter: "staging alice" }), []);
  });

  it("are of the chosen verdicts and the chosen account", () => {
    assert.deepEqual(chosen({ verdicts: ["stale"] }), ["nightly backup", "old Terraform"]);
    assert.deepEqual(chosen({ verdicts: ["stale", "no-use-on-record"], account: "staging" }), [
      "old Terraform",
      "spare key",
    ]);
  });

  it("are counted by verdict without regard to the verdicts that are chosen", () => {
    const ui: ReportUi = { ...UNTOUCHED_REPORT, verdicts: ["stale"], account: "staging" };
    assert.deepEqual(verdictCounts(REPORT.rows, ui), {
      "in-use": 0,
      stale: 1,
      "no-use-on-record": 1,
      "cannot-tell": 1,
    });
  });

  it("begin with what may go, the longest quiet first", () => {
    const sorted = names(sortedRows(REPORT.rows, UNTOUCHED_REPORT.sort, "en"));
    assert.deepEqual(sorted.slice(0, 4), ["nightly backup", "old Terraform", "billing report", "spare key"]);
    assert.equal(sorted.at(-1), "checkout service");
  });

  it("are sorted by name as a reader counts", () => {
    const rows = ["worker 10", "worker 9", "Arbeiter", "b"].map((name) => rowOf("used", name));
    assert.deepEqual(names(sortedRows(rows, { column: "key", descending: false }, "en")), [
      ...["Arbeiter", "b", "worker 9", "worker 10"],
    ]);
  });

  for (const descending of [false, true]) {
    it(`have last what is not known, ${descending ? "newest" : "oldest"} first`, () => {
      const rows = [
        rowOf("none", "a"),
        rowOf("stale", "b", { ageDays: 9 }),
        rowOf("used", "c", { ageDays: 1 }),
      ];
      const sorted = names(sortedRows(rows, { column: "lastUsed", descending }, "en"));
      assert.deepEqual(sorted, descending ? ["c", "b", "a"] : ["b", "c", "a"]);
      const young = rowOf("used", "young", { createdDays: 1 });
      const old = rowOf("used", "old", { createdDays: 99 });
      const byAge = names(sortedRows([young, rows[0]!, old], { column: "created", descending }, "en"));
      assert.deepEqual(byAge, descending ? ["young", "old", "a"] : ["old", "young", "a"]);
    });
  }

  it("are sorted by account, then owner, then name", () => {
    const rows = [
      rowOf("used", "2", { account: "b", owner: "x" }),
      rowOf("used", "1", { account: "b", owner: "x" }),
      rowOf("used", "3", { account: "b", owner: "a" }),
      rowOf("used", "4", { account: "a" }),
    ];
    const sorted = names(sortedRows(rows, { column: "account", descending: false }, "en"));
    assert.deepEqual(sorted, ["4", "3", "1", "2"]);
  });
});
