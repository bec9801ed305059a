import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { toJson } from "../../../../src/core/report/json";
import { ago, HOUR, used } from "../verdict/answers";
import { reportOf, rowOf, rows } from "./reports";

interface Validator {
  (value: unknown): boolean;
  readonly errors?: unknown;
}
interface Ajv {
  compile(schema: unknown): Validator;
}

/** ESLint brings a validator of JSON Schema along. */
const ofEslint = createRequire(createRequire(__filename).resolve("eslint/package.json"));
const ajv = new (ofEslint("ajv") as new (options: object) => Ajv)({ allErrors: true });
const schema = JSON.parse(readFileSync("docs/report.schema.json", "utf8")) as unknown;
const isValid = ajv.compile(schema);

function valid(text: string): Record<string, unknown> {
  const report = JSON.parse(text) as Record<string, unknown>;
  assert.ok(isValid(report), JSON.stringify(isValid.errors));
  return report;
}

describe("A report as JSON", () => {
  it("has the form of the published schema, whatever the verdicts", () => {
    const report = valid(toJson(reportOf()));
    assert.deepEqual(
      (report["keys"] as { verdict: string }[]).map(({ verdict }) => verdict),
      ["in-use", "stale", "no-use-on-record", "cannot-tell", "cannot-tell"],
    );
    assert.equal(report["complete"], true);
  });

  it("has it with a use that may be later, with nothing, and when it is partial", () => {
    const later = rowOf(used(HOUR, { lastUse: { at: ago(HOUR), mayBeLater: true } }));
    assert.match(toJson(reportOf({ rows: [later] })), /"mayBeLater": true/);
    valid(toJson(reportOf({ rows: [later] })));
    valid(toJson(reportOf({ rows: [], accounts: [] })));
    assert.equal(valid(toJson(reportOf({ missing: ["It was cancelled."] })))["complete"], false);
  });

  it("is refused by the schema when it has a field that is not in it, or lacks one", () => {
    const report = valid(toJson(reportOf()));
    assert.equal(isValid({ ...report, secret: "x" }), false);
    assert.equal(isValid({ ...report, keys: [{ ...rows[0], extra: 1 }] }), false);
    assert.equal(isValid({ ...report, madeAt: "2026-11-20" }), false);
    const { missing, ...rest } = report;
    assert.ok(missing);
    assert.equal(isValid(rest), false);
  });

  it("publishes no field that a row happens to have besides", () => {
    const row = { ...rowOf(used(HOUR)), other: "internal" };
    assert.doesNotMatch(toJson(reportOf({ rows: [row] })), /internal/);
  });
});
