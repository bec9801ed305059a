import assert from "node:assert/strict";
import fc from "fast-check";
import { parseFromReport } from "../../../src/shared/reportMessages";

describe("a message from the report's page", () => {
  it("is understood in each of its shapes, and loses what does not belong to it", () => {
    for (const type of ["ready", "refresh", "stop", "export"] as const)
      assert.deepEqual(parseFromReport({ type, command: "x" }), { type });
    assert.deepEqual(parseFromReport({ type: "open", row: "a", url: "x" }), { type: "open", row: "a" });
  });

  it("is dropped when it has another shape", () => {
    for (const message of [
      { type: "open" },
      { type: "open", row: 5 },
      { type: "toString" },
      ["ready"],
      null,
      "ready",
    ])
      assert.equal(parseFromReport(message), undefined, JSON.stringify(message));
    fc.assert(
      fc.property(fc.anything(), (message) => {
        assert.equal(parseFromReport(message), undefined);
      }),
    );
  });
});
