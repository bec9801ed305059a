import assert from "node:assert/strict";
import { toMarkdown } from "../../../../src/core/report/markdown";
import { HOUR, used } from "../verdict/answers";
import { rendered, seen } from "./renderedMarkdown";
import { reportOf, rowOf, rows } from "./reports";

describe("A report as Markdown", () => {
  it("is a table with a row for each key", () => {
    const html = rendered(toMarkdown(reportOf()));
    assert.equal(html.match(/<tr>/g)?.length, rows.length + 1);
    const text = seen(toMarkdown(reportOf()));
    for (const word of ["In use", "Stale", "No use on record since 2025-10-16", "Cannot tell", "203.0.113.7"])
      assert.ok(text.includes(word), word);
  });

  it("says first when it was made, and what counts as stale", () => {
    assert.match(
      toMarkdown(reportOf()),
      /^# Keys report\n\nMade with KeyTrail 9\.9\.9 at 2026-11-20 08:00:00 UTC\. Keys: 5\. .+ 90 days/,
    );
  });

  it("says before the table that it is partial, and why", () => {
    const text = seen(toMarkdown(reportOf({ missing: ["It was cancelled."] })));
    assert.match(text, /This report is partial\.\s+It was cancelled\.\s+Account/);
    assert.doesNotMatch(toMarkdown(reportOf()), /partial/);
  });

  for (const name of ["[x](command:a)", "| a |", "a\\|b", "<b>", "@me", "`", "a\n| b |"]) {
    it(`keeps ${JSON.stringify(name)} in its cell, as it is typed`, () => {
      const owner = { type: "ram-user", name };
      const row = rowOf(used(HOUR, { owner, account: name, keyInfo: { state: name } }));
      const html = rendered(toMarkdown(reportOf({ rows: [{ ...row, label: name }] })));
      assert.equal(html.match(/<td>/g)?.length, html.match(/<th>/g)?.length);
      assert.doesNotMatch(html, /<(?!\/?(?:p|code|h1|table|thead|tbody|tr|th|td)>)/, html);
      assert.ok(
        seen(toMarkdown(reportOf({ rows: [{ ...row, label: name }] }))).includes(name.replace("\n", " ")),
      );
    });
  }
});
