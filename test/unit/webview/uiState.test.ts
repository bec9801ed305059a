import assert from "node:assert/strict";
import fc from "fast-check";
import {
  LATEST_RECORD,
  parseUiState,
  recordId,
  UNTOUCHED,
  updateUi,
  type UiEvent,
} from "../../../src/webview/uiState";

const after = (...events: readonly UiEvent[]) => events.reduce(updateUi, UNTOUCHED);

describe("what a person does to the page", () => {
  it("starts a column with what people look for first, and turns it round the second time", () => {
    assert.deepEqual(UNTOUCHED.sort, { column: "lastUsed", descending: true });
    const byName: UiEvent = { type: "sort", column: "service" };
    assert.deepEqual(after(byName).sort, { column: "service", descending: false });
    assert.deepEqual(after(byName, byName).sort, { column: "service", descending: true });
    assert.deepEqual(after(byName, { type: "sort", column: "lastUsed" }).sort, UNTOUCHED.sort);
  });

  it("opens a row at its events and forgets the row's tab and records when it is closed", () => {
    const open: UiEvent = { type: "toggleRow", code: "Ecs" };
    assert.deepEqual(after(open).open, [{ code: "Ecs", tab: "events", raw: [] }]);
    const closed = after(open, { type: "selectTab", code: "Ecs", tab: "resources" }, open);
    assert.deepEqual(closed.open, []);
    assert.deepEqual(updateUi(closed, open).open, [{ code: "Ecs", tab: "events", raw: [] }]);
  });

  it("changes only the row it was done to", () => {
    const ui = after(
      { type: "toggleRow", code: "Ecs" },
      { type: "toggleRow", code: "Oss" },
      { type: "selectTab", code: "Oss", tab: "addresses" },
      { type: "toggleRaw", code: "Oss", record: LATEST_RECORD },
      { type: "toggleRaw", code: "Oss", record: recordId("addresses", 1) },
      { type: "toggleRaw", code: "Oss", record: LATEST_RECORD },
    );
    assert.deepEqual(ui.open, [
      { code: "Ecs", tab: "events", raw: [] },
      { code: "Oss", tab: "addresses", raw: ["addresses/1"] },
    ]);
  });
});

describe("the saved state of a page", () => {
  it("comes back as it was", () => {
    const ui = after(
      { type: "filter", text: "oss" },
      { type: "toggleRow", code: "__proto__" },
      { type: "sort", column: "source" },
      { type: "scroll", top: 120 },
    );
    assert.deepEqual(parseUiState(JSON.parse(JSON.stringify(ui))), ui);
  });

  it("counts as untouched where it does not fit", () => {
    assert.deepEqual(parseUiState(undefined), UNTOUCHED);
    assert.deepEqual(
      parseUiState({
        sort: { column: "constructor", descending: true },
        filter: 5,
        open: [{ code: "Ecs", tab: "secrets", raw: "x" }, { tab: "events" }, undefined],
        scroll: -1,
      }),
      { ...UNTOUCHED, open: [{ code: "Ecs", tab: "events", raw: [] }] },
    );
  });

  it("is read whatever it holds", () => {
    fc.assert(
      fc.property(fc.anything(), (saved) => {
        assert.equal(typeof parseUiState(saved).filter, "string");
      }),
    );
  });
});
