import assert from "node:assert/strict";
import {
  parseReportUi,
  ROWS_AT_A_TIME,
  UNTOUCHED_REPORT,
  updateReport,
} from "../../../../src/webview/report/uiState";

const ui = UNTOUCHED_REPORT;

describe("What a person does to the report", () => {
  it("turns the order round with a second press, and begins anew with another column", () => {
    const sorted = updateReport(ui, { type: "sort", column: "key" });
    assert.deepEqual(sorted.sort, { column: "key", descending: false });
    const turned = updateReport(sorted, { type: "sort", column: "key" });
    assert.deepEqual(turned.sort, { column: "key", descending: true });
    assert.deepEqual(updateReport(turned, { type: "sort", column: "created" }).sort.descending, false);
  });

  it("chooses verdicts and takes them back", () => {
    const one = updateReport(ui, { type: "toggleVerdict", verdict: "stale" });
    const two = updateReport(one, { type: "toggleVerdict", verdict: "in-use" });
    assert.deepEqual(two.verdicts, ["stale", "in-use"]);
    assert.deepEqual(updateReport(two, { type: "toggleVerdict", verdict: "stale" }).verdicts, ["in-use"]);
  });

  it("shows more rows, and the first ones again once the choice is another", () => {
    const more = updateReport(ui, { type: "showMore" });
    assert.equal(more.shown, 2 * ROWS_AT_A_TIME);
    assert.equal(updateReport(more, { type: "filter", text: "x" }).shown, ROWS_AT_A_TIME);
  });

  it("chooses an account, and all of them again", () => {
    const chosen = updateReport(ui, { type: "account", name: "prod" });
    assert.equal(chosen.account, "prod");
    assert.deepEqual(updateReport(chosen, { type: "account", name: undefined }), ui);
  });

  it("clears the whole choice, and leaves the order", () => {
    const sorted = updateReport(ui, { type: "sort", column: "key" });
    const chosen = [
      { type: "filter", text: "x" },
      { type: "account", name: "prod" },
      { type: "toggleVerdict", verdict: "stale" },
    ] as const;
    assert.deepEqual(updateReport(chosen.reduce(updateReport, sorted), { type: "clear" }), sorted);
  });
});

describe("A saved state of the report", () => {
  it("comes back as it was", () => {
    const saved = {
      ...ui,
      filter: "a",
      verdicts: ["stale" as const],
      account: "prod",
      shown: 400,
      scroll: 9,
    };
    assert.deepEqual(parseReportUi(JSON.parse(JSON.stringify(saved))), saved);
  });

  it("is as if untouched where it does not fit", () => {
    for (const broken of [
      undefined,
      null,
      5,
      "x",
      [],
      { sort: 1, filter: 2, verdicts: 3, account: 4, shown: 5, scroll: -1 },
    ])
      assert.deepEqual(parseReportUi(broken), ui);
    assert.deepEqual(parseReportUi({ sort: { column: "secret", descending: true } }).sort, ui.sort);
    assert.deepEqual(parseReportUi({ verdicts: ["stale", "else"] }).verdicts, ["stale"]);
  });
});
