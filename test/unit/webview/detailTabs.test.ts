import assert from "node:assert/strict";
import { nextTab } from "../../../src/webview/detailTabs";

describe("keys on the tabs of a service", () => {
  it("move the focus to the neighbour, round the ends, and to the ends", () => {
    assert.equal(nextTab("ArrowRight", 0, 3), 1);
    assert.equal(nextTab("ArrowRight", 2, 3), 0);
    assert.equal(nextTab("ArrowLeft", 0, 3), 2);
    assert.equal(nextTab("Home", 2, 3), 0);
    assert.equal(nextTab("End", 0, 3), 2);
  });

  it("are left to the page and to VS Code when they are others", () => {
    for (const key of ["ArrowDown", "Enter", " ", "Tab", "Escape"])
      assert.equal(nextTab(key, 1, 3), undefined);
  });
});
