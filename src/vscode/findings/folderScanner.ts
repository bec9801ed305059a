import * as vscode from "vscode";
import { scanFileSystem } from "../../core/scan/fileSystemWalk";
import type { Services } from "../services";
import type { ScannerEvents, WorkspaceScanner } from "./workspaceFindings";

/** Searches the open folders through VS Code's file systems. */
export class FolderScanner implements WorkspaceScanner {
  constructor(private readonly services: Pick<Services, "providers" | "registry" | "directory">) {}

  async scan({ onFile, onProgress }: ScannerEvents, signal: AbortSignal): Promise<void> {
    const { providers, registry, directory } = this.services;
    const patterns = providers.flatMap((provider) => provider.patterns);
    for (const { uri: root } of vscode.workspace.workspaceFolders ?? []) {
      await scanFileSystem({
        fileSystem: {
          list: async (path) =>
            (await vscode.workspace.fs.readDirectory(root.with({ path })))
              .filter(([, type]) => (type & vscode.FileType.SymbolicLink) === 0)
              .map(([name, type]) => ({ name, isFolder: type === vscode.FileType.Directory })),
          read: async (path) => vscode.workspace.fs.readFile(root.with({ path })),
        },
        folder: { path: root.path, excludes: [], useIgnoreFiles: true },
        known: [...registry.keys, ...directory.keys],
        patterns,
        events: {
          onFile: ({ path, keys }) => {
            const uri = root.with({ path }).toString();
            onFile(
              uri,
              keys.map((key) => ({ uri, ...key })),
            );
          },
          onUnreadable: () => undefined,
          onProgress,
        },
        signal,
      });
    }
  }
}
