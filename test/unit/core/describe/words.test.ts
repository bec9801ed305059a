import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const ROOT = path.resolve(__dirname, "../../../..");
const NEVER_USED = /never (been )?used|not (been )?used|unused|从未使用|未被使用|사용된 적/i;

/** Every string of a source file, with or without placeholders. */
function stringsOf(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, false);
  const strings: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node) ||
      ts.isJsxText(node)
    ) {
      strings.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return strings;
}

function filesBelow(folder: string, ending: RegExp): readonly string[] {
  if (!existsSync(path.join(ROOT, folder))) return [];
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name))
    .map((name) => path.join(ROOT, folder, name));
}

describe("No text of the extension", () => {
  it("claims that a key was never used, in its source, its manifest or a translation", () => {
    const source = filesBelow("src", /\.tsx?$/);
    assert.ok(source.length > 100);
    const manifests = readdirSync(ROOT)
      .filter((name) => /^package(\.nls.*)?\.json$/.test(name))
      .map((name) => path.join(ROOT, name));
    const said = [
      ...source.flatMap((file) => stringsOf(file).map((text) => [file, text] as const)),
      ...[...manifests, ...filesBelow("l10n", /\.json$/)].map(
        (file) => [file, readFileSync(file, "utf8")] as const,
      ),
    ];
    const claims = said
      .filter(([, text]) => NEVER_USED.test(text))
      .map(([file, text]) => `${path.relative(ROOT, file)}: ${text.slice(0, 80)}`);
    assert.deepEqual(claims, []);
  });
});
