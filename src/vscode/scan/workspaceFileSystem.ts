import * as vscode from "vscode";
import type { ScanFileSystem } from "../../core/scan/fileSystemWalk";

/** VS Code hands no larger document to extensions, and such a file system hands out a file only as a whole. */
const FILE_MAX = 50 * 1024 * 1024;

/** The file system that a workspace folder is on, by the paths of its URIs. */
export function workspaceFileSystem(folder: vscode.Uri): ScanFileSystem {
  const at = (path: string): vscode.Uri => folder.with({ path });
  return {
    list: async (path) =>
      (await vscode.workspace.fs.readDirectory(at(path)))
        .filter(([, type]) => type === vscode.FileType.File || type === vscode.FileType.Directory)
        .map(([name, type]) => ({ name, isFolder: type === vscode.FileType.Directory })),
    read: async (path) => {
      const { size } = await vscode.workspace.fs.stat(at(path));
      if (size > FILE_MAX) throw new Error("The file is too large to be read as a whole.");
      return vscode.workspace.fs.readFile(at(path));
    },
  };
}
