import * as vscode from "vscode";
import type { PlacedKey } from "../../core/scan/textSearch";
import { isSearched } from "../editor/isSearched";

export interface LiveFindingsParts {
  readonly search: (document: vscode.TextDocument) => readonly PlacedKey[];
  /** For files that no document shows. */
  readonly searchFile: (uri: vscode.Uri) => Promise<readonly PlacedKey[]>;
  /** Whether a scan would look into the file. */
  readonly isScanned: (uri: vscode.Uri) => Promise<boolean>;
  /** Whether keys were found in the file. */
  readonly isKnown: (uri: vscode.Uri) => boolean;
  readonly update: (uri: vscode.Uri, keys: readonly PlacedKey[]) => void;
  /** The file itself, or those below the folder, in which keys were found. */
  readonly knownIn: (uri: vscode.Uri) => readonly vscode.Uri[];
  readonly onProblem: (error: unknown) => void;
}

/** Keeps findings as documents are edited and files go, without another scan. */
export class LiveFindings implements vscode.Disposable {
  private readonly listening: vscode.Disposable;
  private readonly pending = new Map<string, NodeJS.Timeout>();

  constructor(private readonly parts: LiveFindingsParts) {
    const watcher = vscode.workspace.createFileSystemWatcher("**/*", true, false, false);
    this.listening = vscode.Disposable.from(
      watcher,
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.soon(document.uri);
      }),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        this.look(uri);
      }),
      // Closed without saving, the file is what counts again.
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (parts.isKnown(uri)) this.soon(uri);
      }),
      watcher.onDidChange((uri) => {
        if (parts.isKnown(uri)) this.soon(uri);
      }),
      watcher.onDidDelete((uri) => {
        for (const file of parts.knownIn(uri)) this.lookWhetherGone(file).catch(parts.onProblem);
      }),
    );
  }

  /** Whether a document holds what its file does not, or not yet. */
  isEdited(uri: vscode.Uri): boolean {
    return documentOf(uri)?.isDirty === true;
  }

  /** Looks into every document that holds what its file does not. */
  async lookIntoEdited(): Promise<void> {
    for (const { uri, isDirty } of vscode.workspace.textDocuments) if (isDirty) await this.lookNow(uri);
  }

  /** Looks into the document, or where none is open into the file. */
  private look(uri: vscode.Uri): void {
    const name = uri.toString();
    clearTimeout(this.pending.get(name));
    this.pending.delete(name);
    this.lookNow(uri).catch(this.parts.onProblem);
  }

  dispose(): void {
    for (const timer of this.pending.values()) clearTimeout(timer);
    this.listening.dispose();
  }

  /** The word of it may be late, and the file be back: a checkout deletes and writes. */
  private async lookWhetherGone(uri: vscode.Uri): Promise<void> {
    const isThere = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (isThere) this.soon(uri);
    else this.parts.update(uri, []);
  }

  private soon(uri: vscode.Uri): void {
    const name = uri.toString();
    clearTimeout(this.pending.get(name));
    this.pending.set(
      name,
      setTimeout(() => {
        this.look(uri);
      }, PAUSE_MS),
    );
  }

  private async lookNow(uri: vscode.Uri): Promise<void> {
    const { parts } = this;
    if (!isSearched({ uri })) return;
    const document = documentOf(uri);
    if (document) {
      const { version } = document;
      const keys = parts.search(document);
      // Most documents hold no key, and of those nobody asks whether a scan would look into them.
      if (!parts.isKnown(uri) && (keys.length === 0 || !(await parts.isScanned(uri)))) return;
      // Whatever was typed meanwhile is looked at by itself.
      if (document.version === version) parts.update(uri, keys);
    } else if (parts.isKnown(uri)) parts.update(uri, await parts.searchFile(uri));
  }
}

/** As the scheduler's: long enough to type a word in. */
const PAUSE_MS = 150;

function documentOf(uri: vscode.Uri): vscode.TextDocument | undefined {
  const name = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === name);
}
