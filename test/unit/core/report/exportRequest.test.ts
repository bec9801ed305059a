import assert from "node:assert/strict";
import { parseExportRequest } from "../../../../src/core/report/exportRequest";

const accounts = [{ name: "prod" }, { name: "dev" }];

describe("What other code asks an export for", () => {
  it("is a format, and accounts where not all are wanted", () => {
    assert.deepEqual(parseExportRequest({ format: "csv" }, accounts), { format: "csv" });
    assert.deepEqual(parseExportRequest({ format: "json", accounts: ["dev"] }, accounts), {
      format: "json",
      accounts: ["dev"],
    });
  });

  it("is nothing where a menu or a palette calls", () => {
    for (const argument of [undefined, null, "csv", { type: "account", account: { name: "prod" } }])
      assert.equal(parseExportRequest(argument, accounts), undefined);
  });

  it("is refused when it is not right, so that nobody takes another report for the one they wanted", () => {
    assert.throws(() => parseExportRequest({ format: "xlsx" }, accounts), /one of: csv, json, markdown/);
    assert.throws(() => parseExportRequest({ format: "csv", accounts: "prod" }, accounts), /a list of names/);
    assert.throws(() => parseExportRequest({ format: "csv", accounts: [5] }, accounts), /a list of names/);
    assert.throws(() => parseExportRequest({ format: "csv", accounts: ["other"] }, accounts), /named other/);
  });
});
