import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { ignoreGlobs } from "../../../../src/core/scan/exclusion";
import { FolderWalk, type OpenFolder } from "../../../../src/scan/folderWalk";
import { temporaryFolder, vscodeRipgrep } from "../../../support/scans";

const NAMES = ["a", "b", "ab", "a.b", ".a", "a-b", "a b", "é", "[a]", "{a,b}", "#a", "!a"];

/** Pieces that mean something, in every order. */
const glob = fc
  .array(
    fc.constantFrom(
      "a",
      "b",
      "ab",
      ".",
      "*",
      "**",
      "?",
      "/",
      "[ab]",
      "[!a]",
      "[a-b]",
      "\\[",
      "{a,b}",
      "é",
      " ",
      "#",
      "!",
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((pieces) => pieces.join(""))
  // Of nothing but these everybody makes something else, and nobody writes it.
  .filter((text) => /[^!#/\s]/.test(text));

describe("What is left out of a scan", function () {
  this.timeout(60_000);
  let base: Awaited<ReturnType<typeof temporaryFolder>>;
  let ripgrep: string | undefined;

  before(async () => {
    base = await temporaryFolder();
    ripgrep = await vscodeRipgrep();
    for (const first of NAMES)
      for (const second of ["a", "b.b", "c"]) {
        const folder = path.join(base.folder, first, second);
        mkdirSync(folder, { recursive: true });
        for (const name of NAMES) writeFileSync(path.join(folder, name), "");
      }
  });
  after(() => base.remove());

  const walked = (excludes: readonly string[]): readonly string[] => {
    const walk = new FolderWalk([{ path: base.folder, excludes, useIgnoreFiles: true }], () => undefined);
    const files: string[] = [];
    const open: OpenFolder[] = [{ of: 0, path: "", ruledBy: [] }];
    for (let next = open.pop(); next; next = open.pop())
      open.push(...walk.open(next, (file) => files.push(path.relative(base.folder, file))));
    return files.sort();
  };
  const listed = (rg: string, excludes: readonly string[]): readonly string[] => {
    const globs = ignoreGlobs(excludes).map((each) => `--glob=!${each}`);
    const args = ["--no-config", "--files", "--hidden", "--no-ignore-dot", "--no-ignore-exclude", "--null"];
    try {
      return execFileSync(
        rg,
        [
          ...args,
          "--no-ignore-global",
          "--no-ignore-parent",
          "--no-require-git",
          ...globs,
          "--no-messages",
          ".",
        ],
        { cwd: base.folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
      )
        .split("\0")
        .filter((file) => file !== "")
        .map((file) => path.normalize(file))
        .sort();
    } catch (error) {
      // 1 says that no file is left.
      assert.equal((error as { status?: number }).status, 1, ignoreGlobs(excludes).join(" "));
      return [];
    }
  };

  it("is by a .gitignore what it is to ripgrep", function () {
    if (ripgrep === undefined) return this.skip();
    const rg = ripgrep;
    fc.assert(
      fc.property(fc.array(glob, { minLength: 1, maxLength: 4 }), (rules) => {
        writeFileSync(path.join(base.folder, ".gitignore"), rules.join("\n"));
        assert.deepEqual(walked([]), listed(rg, []), JSON.stringify(rules));
      }),
      { numRuns: 50, seed: 5 },
    );
    writeFileSync(path.join(base.folder, ".gitignore"), "");
  });

  it("is by globs of the settings what it is to ripgrep", function () {
    if (ripgrep === undefined) return this.skip();
    const rg = ripgrep;
    fc.assert(
      fc.property(
        fc.array(
          glob.filter((each) => !/^[#!\s]|\s$/.test(each)),
          { minLength: 1, maxLength: 3 },
        ),
        (excludes) => {
          assert.deepEqual(walked(excludes), listed(rg, excludes), JSON.stringify(excludes));
        },
      ),
      { numRuns: 50, seed: 6 },
    );
  });
});
