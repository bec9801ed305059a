import assert from "node:assert/strict";
import { chmod, mkdir, open, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ScanRequest } from "../../../src/core/scan/request";
import { makeIds } from "../../support/syntheticIds";
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
const { longTerm, characters } = makeIds(200);

describe("A scan on this machine", function () {
  this.timeout(120_000);
  let base: Awaited<ReturnType<typeof temporaryFolder>>;
  const engines: { readonly name: string; readonly engine: Engine }[] = [];

  before(async () => {
    base = await temporaryFolder();
    const ripgrep = await vscodeRipgrep();
    engines.push({ name: "threads", engine: workerEngine(await buildWorker(base.folder)) });
    if (ripgrep !== undefined) engines.push({ name: "ripgrep", engine: ripgrepEngine(ripgrep) });
  });
  after(() => base.remove());

  const newFolder = async (name: string): Promise<string> => {
    const folder = path.join(base.folder, name);
    await mkdir(folder);
    return folder;
  };
  const requestFor = (...folders: readonly string[]): ScanRequest => ({
    folders: folders.map((folder) => ({ path: folder, excludes: [], useIgnoreFiles: true })),
    known: [],
  });

  it("finds keys in a file of 200 MB and in a line of 50 MB, and does not hold them in memory", async () => {
    const folder = await newFolder("large");
    const [first, last, inLine] = [longTerm(24), longTerm(24), longTerm(24)];
    await writeLarge(path.join(folder, "export.sql"), 200, "INSERT INTO t VALUES (1, 'ordinary words');\n", {
      first,
      last,
    });
    await writeLarge(path.join(folder, "bundle.min.js"), 50, "e.exports=function(t){return t+1};", {
      first: "",
      last: inLine,
    });
    for (const { name, engine } of engines) {
      const before = process.memoryUsage.rss();
      let peak = before;
      const sampling = setInterval(() => {
        peak = Math.max(peak, process.memoryUsage.rss());
      }, 5);
      const { files, unreadable } = await engine(requestFor(folder), NEVER);
      clearInterval(sampling);
      const found = files.map((file) => [path.basename(file.path), file.keys.map(({ key }) => key.id)]);
      assert.deepEqual(
        Object.fromEntries(found),
        { "export.sql": [first, last], "bundle.min.js": [inLine] },
        name,
      );
      assert.deepEqual(unreadable, []);
      const megabytes = (peak - before) / 1e6;
      assert.ok(megabytes < 80, `${name}: ${megabytes.toFixed(0)} MB more memory`);
    }
  });

  it("finds in several folders what is in each", async () => {
    const folders = [await newFolder("one"), await newFolder("two"), await newFolder("three")];
    const ids = folders.map(() => longTerm(24));
    for (const [n, folder] of folders.entries()) await writeFile(path.join(folder, "k"), `${ids[n] ?? ""}\n`);
    for (const { engine } of [...engines, { engine: virtualEngine }]) {
      const { files } = await engine(requestFor(...folders), NEVER);
      assert.deepEqual(files.flatMap(({ keys }) => keys.map(({ key }) => key.id)).sort(), [...ids].sort());
    }
  });

  it("tells of a folder that is not there, and scans the others", async () => {
    const folder = await newFolder("there");
    const id = longTerm(24);
    await writeFile(path.join(folder, "k"), id);
    const { files, unreadable } = await engines[0]!.engine(requestFor(`${folder}-not`, folder), NEVER);
    assert.deepEqual(unreadable, [`${folder}-not`]);
    assert.equal(files.length, 1);
  });

  it("tells of what may not be read, and goes on", async function () {
    // The superuser reads everything.
    if (process.platform === "win32" || process.getuid?.() === 0) return this.skip();
    const folder = await newFolder("forbidden");
    const id = longTerm(24);
    await writeFile(path.join(folder, "secret"), longTerm(24));
    await writeFile(path.join(folder, "k"), id);
    await mkdir(path.join(folder, "closed"));
    await chmod(path.join(folder, "secret"), 0);
    await chmod(path.join(folder, "closed"), 0);
    for (const { name, engine } of [...engines, { name: "virtual", engine: virtualEngine }]) {
      const { files, unreadable } = await engine(requestFor(folder), NEVER);
      assert.deepEqual(
        files.map((file) => path.basename(file.path)),
        ["k"],
        name,
      );
      assert.deepEqual(unreadable.map((each) => path.basename(each)).sort(), ["closed", "secret"], name);
    }
    await chmod(path.join(folder, "closed"), 0o700);
  });

  it("ends at once when it is cancelled, and tells of nothing more", async () => {
    const folder = await newFolder("many");
    for (let n = 0; n < 40; n++) {
      await mkdir(path.join(folder, String(n)));
      for (let m = 0; m < 50; m++)
        await writeFile(path.join(folder, String(n), `${m}.txt`), `${longTerm(24)}\n${characters(2000)}`);
    }
    for (const { name, engine } of [...engines, { name: "virtual", engine: virtualEngine }]) {
      const cancelling = new AbortController();
      let after = 0;
      const { files } = await engine(requestFor(folder), cancelling.signal, {
        onFile: () => {
          if (cancelling.signal.aborted) after++;
          cancelling.abort();
        },
      });
      assert.equal(after, 0, name);
      assert.equal(files.length, 1, name);
    }
  });
});

/** A file of so many megabytes, with one ID at its beginning and one at its end. */
async function writeLarge(
  name: string,
  megabytes: number,
  words: string,
  { first, last }: { readonly first: string; readonly last: string },
): Promise<void> {
  const file = await open(name, "w");
  const block = words.repeat(Math.ceil(1_000_000 / words.length));
  await file.write(first === "" ? "" : `${first}\n`);
  for (let n = 0; n < megabytes; n++) await file.write(block);
  await file.write(`x="${last}"`);
  await file.close();
}
