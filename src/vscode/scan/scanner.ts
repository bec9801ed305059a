import * as vscode from "vscode";
import { createDetector } from "../../core/detect/findKeys";
import { indexKnownIds, type KnownEntry } from "../../core/detect/knownIds";
import { isIncluded, scanFileSystem, searchBytes } from "../../core/scan/fileSystemWalk";
import type { ScanFolder } from "../../core/scan/request";
import { secretShapes } from "../../core/scan/secretShapes";
import { type PlacedKey, searchText, type TextSearchParts } from "../../core/scan/textSearch";
import { keyPatterns } from "../../providers/keyPatterns";
import { findRipgrep } from "../../scan/ripgrep";
import { scanFolders } from "../../scan/scanFolders";
import { workspaceFileSystem } from "./workspaceFileSystem";

/** What comes of a scan of the workspace, file by file. */
export interface WorkspaceScan {
  readonly known: readonly KnownEntry[];
  readonly signal: AbortSignal;
  readonly onFile: (uri: vscode.Uri, keys: readonly PlacedKey[]) => void;
  readonly onUnreadable: (uri: vscode.Uri) => void;
  /** How many files were looked into; not told while ripgrep works. */
  readonly onProgress: (files: number) => void;
  readonly onRipgrepFailure: (error: unknown) => void;
}

/** Scans every folder of the workspace as its settings say. */
export async function scanWorkspace(scan: WorkspaceScan, extensionUri: vscode.Uri): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const counts = new Map<string, number>();
  const eventsOf = (name: string, uriOf: (path: string) => vscode.Uri) => ({
    onFile: ({ path, keys }: { readonly path: string; readonly keys: readonly PlacedKey[] }) => {
      scan.onFile(uriOf(path), keys);
    },
    onUnreadable: (path: string) => {
      scan.onUnreadable(uriOf(path));
    },
    onProgress: (files: number) => {
      counts.set(name, files);
      scan.onProgress([...counts.values()].reduce((sum, each) => sum + each, 0));
    },
  });
  const { known, signal, onRipgrepFailure } = scan;
  const local = folders.filter(({ uri }) => uri.scheme === "file");
  await scanFolders({
    request: { folders: local.map(folderOf), known },
    ...{ patterns: keyPatterns, signal, onRipgrepFailure },
    ripgrep: await findRipgrep(vscode.env.appRoot),
    workerFile: vscode.Uri.joinPath(extensionUri, "dist", "scan-worker.js").fsPath,
    events: eventsOf("", (path) => vscode.Uri.file(path)),
  });
  for (const folder of folders.filter((each) => !local.includes(each))) {
    await scanFileSystem({
      ...{ folder: folderOf(folder), known, signal, patterns: keyPatterns },
      fileSystem: workspaceFileSystem(folder.uri),
      events: eventsOf(folder.uri.toString(), (path) => folder.uri.with({ path })),
    });
  }
}

/** Whether a scan would look into a file. */
export async function isScanned(uri: vscode.Uri): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder || !uri.path.startsWith(`${folder.uri.path}/`)) return false;
  const path = uri.path.slice(folder.uri.path.length + 1);
  const asUri = { ...folderOf(folder), path: folder.uri.path };
  return isIncluded(path, asUri, workspaceFileSystem(folder.uri));
}

/** The keys in the text of a document, as a scan of its file finds them. */
export function searchDocument(
  document: vscode.TextDocument,
  known: readonly KnownEntry[],
): readonly PlacedKey[] {
  return searchText(document.getText(), searchParts(known));
}

/** The keys in a file that is there; none in one that is not, or cannot be read any more. */
export async function searchOneFile(
  uri: vscode.Uri,
  known: readonly KnownEntry[],
): Promise<readonly PlacedKey[]> {
  try {
    const bytes = await workspaceFileSystem(uri).read(uri.path);
    return await searchBytes(bytes, searchParts(known), new AbortController().signal);
  } catch {
    return [];
  }
}

const detector = createDetector(keyPatterns);
const secrets = secretShapes(keyPatterns);

function searchParts(known: readonly KnownEntry[]): TextSearchParts {
  return { detector, secrets, known: indexKnownIds(known) };
}

function folderOf({ uri }: vscode.WorkspaceFolder): ScanFolder {
  const excluded = (section: string): readonly string[] =>
    Object.entries(
      vscode.workspace.getConfiguration(section, uri).get<Record<string, unknown>>("exclude", {}),
    )
      // A condition speaks of other files beside it: such a file is searched rather than missed.
      .filter(([, value]) => value === true)
      .map(([glob]) => glob);
  return {
    path: uri.scheme === "file" ? uri.fsPath : uri.path,
    excludes: [...new Set([...excluded("files"), ...excluded("search")])],
    useIgnoreFiles: vscode.workspace.getConfiguration("search", uri).get("useIgnoreFiles", true),
  };
}
