import { copyFile, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { makeIds } from "../test/support/syntheticIds";

/** Larger ones are bundles: a few of them would weigh more than the tree. */
const FILE_MAX = 500_000;
const FILES_A_FOLDER = 12;
const FOLDERS_A_FOLDER = 10;
/** One file in so many gets a key. */
const KEY_EVERY = 200;

/** Real code of many authors: what is below `root` and no link, in no particular order but the same each time. */
export async function listCode(root: string): Promise<readonly string[]> {
  const files: string[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && (await stat(file)).size <= FILE_MAX) files.push(file);
  }
  return files.sort();
}

/** Copies code into a tree of so many files, ten folders to a folder, again and again until there are enough. */
export async function makeTree(folder: string, code: readonly string[], files: number): Promise<number> {
  const { longTerm } = makeIds(files);
  let keys = 0;
  for (let n = 0; n < files; n += FILES_A_FOLDER) {
    const parent = path.join(folder, ...digits(n / FILES_A_FOLDER).map((digit) => `d${digit}`));
    await mkdir(parent, { recursive: true });
    for (let at = n; at < Math.min(n + FILES_A_FOLDER, files); at++) {
      // Strides through the list, so that a small tree is as mixed as a large one.
      const source = code[(at * 7919) % code.length] ?? "";
      const target = path.join(parent, `${at}${path.extname(source)}`);
      if (at % KEY_EVERY === KEY_EVERY - 1) {
        keys++;
        await writeFile(target, `export const id = "${longTerm(24)}";\n`);
      } else await copyFile(source, target);
    }
  }
  return keys;
}

function digits(number: number): readonly number[] {
  const rest = Math.floor(number / FOLDERS_A_FOLDER);
  return rest === 0 ? [number % FOLDERS_A_FOLDER] : [...digits(rest), number % FOLDERS_A_FOLDER];
}
