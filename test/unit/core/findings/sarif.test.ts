import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { toSarif, type ReportedFinding } from "../../../../src/core/findings/sarif";
import { makeIds } from "../../../support/syntheticIds";
import { schemaFaults, type JsonSchema } from "../../../support/jsonSchema";

// As published by OASIS and packed in @microsoft/jest-sarif (MIT licence).
const schema = JSON.parse(readFileSync("test/support/sarif-2.1.0-rtm.5.json", "utf8")) as JsonSchema;
const { longTerm } = makeIds(97);
const id = longTerm(24);

const reported = (
  fields: Partial<ReportedFinding> = {},
  uri = "file:///w/app/src/a%20b.ts",
): ReportedFinding => ({
  finding: {
    uri,
    range: { start: { line: 6, character: 10 }, end: { line: 6, character: 34 } },
    key: { provider: "alibaba", kind: "access-key", id },
  },
  rule: "key-in-use",
  severity: "warning",
  message: "The key is in use.",
  fingerprint: "f00d",
  ...fields,
});

const report = (findings: readonly ReportedFinding[], folders = [{ name: "app", uri: "file:///w/app" }]) =>
  toSarif({
    findings,
    folders,
    version: "1.2.3",
    homepage: "https://example.org/keytrail",
    helpUri: (rule) => `https://example.org/findings#${rule}`,
  });

const results = (log: ReturnType<typeof report>) => log.runs.flatMap((run) => run.results);

describe("The findings as SARIF", () => {
  it("are valid by the published schema, with everything that can be in them and with nothing", () => {
    const { finding } = reported();
    const everything = [
      reported({ finding: { ...finding, nearSecret: true }, severity: "error", rule: "root-key-in-use" }),
      reported({
        finding: { ...finding, dismissal: { by: "comment", reason: "a sample" } },
        severity: "hint",
      }),
      reported({ finding: { ...finding, dismissal: { by: "file", reason: "known" } }, rule: "cannot-tell" }),
      reported({ rule: "stale-key", severity: "information" }, "vscode-vfs://github/x/y/z.ts"),
      reported({ rule: "no-use-on-record", severity: "off" }),
    ];
    const folders = [
      { name: "app", uri: "file:///w/app" },
      { name: "app", uri: "file:///other/app" },
    ];
    for (const log of [report([]), report(everything), report(everything, folders), report([], [])])
      assert.deepEqual(schemaFaults(JSON.parse(JSON.stringify(log)), schema), []);
  });

  it("would not be with a mistake in them: the check is one", () => {
    const log = JSON.parse(JSON.stringify(report([reported()]))) as {
      runs: { results: { level?: unknown }[] }[];
    };
    log.runs[0]!.results[0]!.level = "fatal";
    assert.match(schemaFaults(log, schema).join(), /level: not one of/);
    assert.match(schemaFaults({ version: "2.1.0" }, schema).join(), /no runs/);
  });

  it("count lines and columns from 1 and name files by their folder", () => {
    const [result] = results(report([reported()]));
    assert.deepEqual(result?.locations[0]?.physicalLocation, {
      artifactLocation: { uri: "src/a%20b.ts", uriBaseId: "SRCROOT" },
      region: { startLine: 7, startColumn: 11, endLine: 7, endColumn: 35 },
    });
  });

  it("tell two folders of one name apart", () => {
    const folders = ["file:///w/app", "file:///other/app"].map((uri) => ({ name: "app", uri }));
    const log = report([reported(), reported({}, "file:///other/app/c.ts")], folders);
    const bases = log.runs[0]?.originalUriBaseIds ?? {};
    for (const [index, result] of results(log).entries()) {
      const { uri, uriBaseId = "" } = result.locations[0]!.physicalLocation.artifactLocation;
      assert.equal(
        `${bases[uriBaseId]?.uri}${uri}`,
        ["file:///w/app/src/a%20b.ts", "file:///other/app/c.ts"][index],
      );
    }
  });

  it("hold what is dismissed as suppressed, with the reason, and leave out what is switched off", () => {
    const { finding } = reported();
    const log = report([
      reported({ finding: { ...finding, dismissal: { by: "file", reason: "known" } } }),
      reported({ severity: "off" }),
    ]);
    assert.deepEqual(
      results(log).map(({ suppressions }) => suppressions),
      [[{ kind: "external", justification: "known" }]],
    );
  });

  it("hold no ID but what the message shows", () => {
    assert.ok(!JSON.stringify(report([reported()])).includes(id));
  });
});
