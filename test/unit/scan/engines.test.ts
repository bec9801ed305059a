import assert from "node:assert/strict";
import path from "node:path";
import { readFile } from "node:fs/promises";
import type { ScannedFile } from "../../../src/core/scan/request";
import { writeOddTree, type OddTree } from "../../support/oddTree";
import {
  buildWorker,
  type Engine,
  ripgrepEngine,
  temporaryFolder,
  virtualEngine,
  vscodeRipgrep,
  workerEngine,
} from "../../support/scans";

const NEVER = new AbortController().signal;

describe("A scan of a folder with everything that may go wrong", () => {
  let base: Awaited<ReturnType<typeof temporaryFolder>>;
  let folder: string;
  let tree: OddTree;
  let engines: Readonly<Record<string, Engine | undefined>>;

  before(async () => {
    base = await temporaryFolder();
    folder = path.join(base.folder, "tree");
    const { mkdir } = await import("node:fs/promises");
    await mkdir(folder);
    tree = await writeOddTree(folder);
    const ripgrep = await vscodeRipgrep();
    engines = {
      ripgrep: ripgrep === undefined ? undefined : ripgrepEngine(ripgrep),
      threads: workerEngine(await buildWorker(base.folder)),
      "a virtual file system": virtualEngine,
    };
  });
  after(() => base.remove());

  const request = () => ({
    folders: [{ path: folder, excludes: tree.excludes, useIgnoreFiles: true }],
    known: tree.known,
  });
  const relative = (file: string): string => path.relative(folder, file).replaceAll(path.sep, "/");
  const byName = (files: readonly ScannedFile[]) =>
    files
      .map(({ path: file, keys }) => ({ file: relative(file), keys }))
      .sort((a, b) => (a.file < b.file ? -1 : 1));

  for (const name of ["ripgrep", "threads", "a virtual file system"]) {
    it(`finds exactly what is there with ${name}`, async function () {
      const engine = engines[name];
      if (!engine) return this.skip(); // VS Code was not downloaded yet; \`npm run test:host\` does
      const { files, unreadable } = await engine(request(), NEVER);
      const found = byName(files).map(({ file, keys }) => [file, keys.map(({ key }) => key.id)]);
      const expected = [...tree.expected].sort(([a], [b]) => (a < b ? -1 : 1));
      assert.deepEqual(Object.fromEntries(found), Object.fromEntries(expected));
      assert.equal(found.length, expected.length, "no file is told of twice");
      assert.deepEqual(unreadable, []);
    });
  }

  it("finds the same with each, to the character", async function () {
    const { ripgrep, threads } = engines;
    if (!ripgrep || !threads) return this.skip();
    const all = await Promise.all(
      [ripgrep, threads, virtualEngine].map(async (engine) => byName((await engine(request(), NEVER)).files)),
    );
    assert.deepEqual(all[1], all[0]);
    assert.deepEqual(all[2], all[0]);
  });

  it("tells places as an editor counts them", async () => {
    const { files } = await virtualEngine(request(), NEVER);
    for (const name of ["cr.txt", "crlf.ini", "utf8-bom.csv", "chinese.md", "many.txt", "minified.js"]) {
      const { keys } = byName(files).find(({ file }) => file === name)!;
      const text = (await readFile(path.join(folder, name), "utf8")).replace(/^\ufeff/, "");
      const lines = text.split(/\r\n|\n|\r/);
      for (const { range, key } of keys) {
        assert.equal(range.start.line, range.end.line);
        assert.equal(lines[range.start.line]?.slice(range.start.character, range.end.character), key.id);
      }
    }
  });

  it("does not read ignore files where the settings say so", async function () {
    const ripgrep = engines["ripgrep"];
    const all = [ripgrep, engines["threads"], virtualEngine].flatMap((engine) => engine ?? []);
    const some = request();
    const results = await Promise.all(
      all.map(async (engine) => {
        const folders = some.folders.map((each) => ({ ...each, useIgnoreFiles: false }));
        return byName((await engine({ ...some, folders }, NEVER)).files);
      }),
    );
    for (const result of results) {
      assert.deepEqual(result, results[0]);
      assert.ok(result.some(({ file }) => file === "ignored.txt") && result.length > tree.expected.size);
    }
  });
});
