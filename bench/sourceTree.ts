import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";

const EXTENSIONS = new Set([".js", ".mjs", ".cjs", ".ts", ".mts", ".json", ".md"]);
// Larger files are bundles and data; one of them would be a tenth of the whole.
const FILE_MAX = 10_000_000;

/** The text files below `root`, in memory, until they are `limit` bytes: real code of many authors and styles. */
export async function readSourceTree(root: string, limit: number): Promise<readonly string[]> {
  const texts: string[] = [];
  let total = 0;
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (total >= limit) break;
    if (!entry.isFile() || !EXTENSIONS.has(extname(entry.name))) continue;
    const path = join(entry.parentPath, entry.name);
    const { size } = await stat(path);
    if (size > FILE_MAX) continue;
    texts.push(await readFile(path, "utf8"));
    total += size;
  }
  return texts;
}
