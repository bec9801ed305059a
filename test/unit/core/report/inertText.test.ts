import assert from "node:assert/strict";
import fc from "fast-check";
import { inertCode, inertText, inTable } from "../../../../src/core/report/inertText";
import { rendered, seen, textOf } from "./renderedMarkdown";

const HOSTILE = [
  "[x](command:keytrail.removeKey)",
  "![x](https://evil.example/x.png)",
  "<img src=x onerror=alert(1)>",
  "| a | b |",
  "**bold** _under_ ~~gone~~ `code` ``more``",
  "https://evil.example/ www.evil.example evil.example a@evil.example",
  "@octocat #12 :smile: &amp; $x$ ^1",
  "- item",
  "12. item",
  "# heading",
  "> quote",
  "===",
  "---",
  "\\[x](y)",
  "a\\|b",
  "`",
  "x`",
];

describe("Text from outside in Markdown", () => {
  for (const text of HOSTILE) {
    it(`shows ${text} as it is typed`, () => {
      assert.equal(seen(inertText(text)), text);
      assert.equal(seen(inertCode(text)), text);
      assert.doesNotMatch(rendered(inertText(text)), /<(?!\/?(?:p|code)>)/);
    });

    it(`shows ${text} as it is typed in a table, and in one cell`, () => {
      for (const cell of [inTable(inertText(text)), inTable(inertCode(text))]) {
        const html = rendered(`| a | b |\n| --- | --- |\n| ${cell} | last |`);
        assert.equal(html.match(/<td>/g)?.length, 2, html);
        assert.equal(textOf(html.split("<td>")[1]?.split("</td>")[0] ?? ""), text.trim());
      }
    });
  }

  it("stays readable where it is an ordinary sentence", () => {
    for (const sentence of [
      "Last used 3 hours ago (2026-11-20 05:12:00 UTC), through Elastic Compute Service.",
      "If you disable it: ECS calls (DescribeInstances, …) by alice from CI (203.0.113.7) would fail.",
      "如果停用它：云服务器 ECS 的调用（DescribeInstances，…）会失败。",
    ])
      assert.equal(inertText(sentence), sentence);
  });

  it("leaves the rest of a sentence readable where it names something odd", () => {
    assert.equal(inertText("Used by [x](y) again."), "Used by `[x](y)` again.");
  });

  it("is one line, and shows what would turn it round or hide in it", () => {
    assert.equal(inertText("a\nb\u2028c"), "a b c");
    assert.equal(inertCode("a\u202eb\u200b"), "`a⟨U+202E⟩b⟨U+200B⟩`");
    assert.equal(inertCode(" \n"), "");
  });

  it("shows whatever is typed, without a link or an element", () => {
    const parts = fc.constantFrom(..."[]()!<>|*_~`\\#&:/.@-=+$ ab1語".split(""), "https://a.b", "www.");
    fc.assert(
      fc.property(fc.string({ unit: parts }), (text) => {
        const typed = text.replace(/\s+/g, " ").trim();
        assert.equal(seen(inertText(text)), typed);
        assert.doesNotMatch(rendered(inertText(text)), /<(?!\/?(?:p|code)>)/);
      }),
      { numRuns: 2000 },
    );
  });
});
