import assert from "node:assert/strict";
import fc from "fast-check";
import { toCsv } from "../../../../src/core/report/csv";
import type { ReportRow } from "../../../../src/core/report/reportRow";
import { ago, HOUR } from "../verdict/answers";
import { reportOf, rows } from "./reports";

const [first] = rows as readonly [ReportRow];

describe("A report as CSV", () => {
  it("has a row for each key below the names of the columns, and ends every row with CR and LF", () => {
    const text = toCsv(reportOf());
    const parsed = parse(text);
    assert.equal(parsed.length, rows.length + 1);
    assert.ok(text.endsWith("\r\n") && !text.startsWith("\ufeff"));
    assert.ok(parsed.every((cells) => cells.length === parsed[0]?.length));
  });

  it("says of each key what is known, and leaves empty what is not", () => {
    const [used, , none, denied, unknown] = byName(toCsv(reportOf()));
    assert.equal(used?.["verdict"], "in-use");
    assert.equal(used["lastUsed"], ago(3 * HOUR));
    assert.equal(used["address"], "203.0.113.7");
    assert.equal(used["by"], "RAM user alice");
    assert.equal(none?.["lastUsed"], "");
    assert.match(none["noUseSince"] ?? "", /^2025-/);
    assert.equal(denied?.["problem"], "It is denied.");
    assert.equal(denied["requestId"], "REQ-1");
    assert.deepEqual([unknown?.["verdict"], unknown?.["asOf"]], ["cannot-tell", ""]);
  });

  it("says in every row that it is partial, and why", () => {
    const missing = ["It was cancelled."];
    assert.ok(byName(toCsv(reportOf({ missing }))).every((row) => row["partial"] === missing[0]));
    assert.ok(byName(toCsv(reportOf())).every((row) => row["partial"] === ""));
  });

  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "|calc", "＝1+1", "\tx", "\rx"]) {
    it(`lets ${JSON.stringify(text)} be no formula`, () => {
      assert.equal(byName(toCsv(withLabel(text)))[0]?.["label"], `'${text}`);
    });
  }

  it("lets no formula begin where a spreadsheet of another country begins a cell", () => {
    assert.equal(byName(toCsv(withLabel("a;=1+1")))[0]?.["label"], "a;'=1+1");
  });

  it("gives every text back to whoever reads it, and begins no cell as a formula begins", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...ODD) }), (text) => {
        const label = byName(toCsv(withLabel(text)))[0]?.["label"] ?? "";
        assert.equal(label.replaceAll("'", ""), text.replaceAll("'", "").replaceAll("\0", "\ufffd"));
        assert.doesNotMatch(label, /(?:^|[;\t\r\n])\s*[=+\-@]|^[\t\r]/);
      }),
    );
  });
});

const ODD = Array.from("=+-@;,\"'\t\r\n\0 aé語\u{1f511}");

function withLabel(label: string) {
  return reportOf({ rows: [{ ...first, label }] });
}

function byName(text: string): readonly Readonly<Record<string, string>>[] {
  const [names = [], ...cells] = parse(text);
  return cells.map((row) => Object.fromEntries(row.map((value, index) => [names[index] ?? "", value])));
}

/** A reader of RFC 4180, written from it and not from the writer. */
function parse(text: string): string[][] {
  const lines: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      let value = "";
      if (text[at] === '"') {
        for (at++; ; at++) {
          if (text[at] !== '"') value += text[at] ?? assert.fail("a quoted cell has no end");
          else if (text[at + 1] === '"') value += text[at++] ?? "";
          else break;
        }
        at++;
      } else {
        for (; at < text.length && text[at] !== "," && text[at] !== "\r"; at++) value += text[at] ?? "";
      }
      row.push(value);
      if (text[at] !== ",") break;
      at++;
    }
    assert.equal(text.slice(at, at + 2), "\r\n");
    at += 2;
    lines.push(row);
  }
  return lines;
}
