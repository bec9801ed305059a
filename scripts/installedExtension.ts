import { copyFile, mkdir, mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { listFiles, PackageManager } from "@vscode/vsce";

/** The files that `vsce package` puts into the VSIX, relative to the root, with slashes. */
export async function packagedFiles(): Promise<readonly string[]> {
  const files = await listFiles({ cwd: process.cwd(), packageManager: PackageManager.None });
  return files.map((file) => file.replaceAll("\\", "/"));
}

/**
 * A new extensions folder in which KeyTrail is installed just as from its VSIX: the same files and no others. Such a
 * copy, unlike a development path, needs no parameters in VS Code's address, and shows when a file is not packaged.
 */
export async function installExtension(): Promise<string> {
  const { publisher, name, version } = JSON.parse(await readFile("package.json", "utf8")) as Manifest;
  const extensionsDir = await mkdtemp(path.join(tmpdir(), "keytrail-extensions-"));
  const folder = path.join(extensionsDir, `${publisher}.${name}-${version}`);
  for (const file of await packagedFiles()) {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(file, target);
  }
  return extensionsDir;
}

interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly version: string;
}
