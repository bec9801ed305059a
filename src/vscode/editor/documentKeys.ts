import * as vscode from "vscode";
import { createDetector } from "../../core/detect/findKeys";
import { indexKnownIds, type KnownIds } from "../../core/detect/knownIds";
import { keyText, type KeyRef, type KnownKey } from "../../core/usage/key";
import type { KeyDirectory } from "../../core/usage/keyDirectory";
import type { KeyUsageProvider } from "../../core/usage/provider";
import type { Registry } from "../accounts/registry";
import { isSearched } from "./isSearched";

/** A key at a place in a document. */
export interface LocatedKey {
  readonly key: KeyRef;
  readonly range: vscode.Range;
}

/** Finds the keys in documents; one search for each version of a document, whoever asks. */
export class DocumentKeys implements vscode.Disposable {
  private readonly detector;
  private readonly found = new WeakMap<vscode.TextDocument, Found>();
  private readonly listening: vscode.Disposable;
  private known: KnownIds | undefined;

  constructor(
    providers: readonly KeyUsageProvider[],
    private readonly registry: Registry,
    private readonly directory: KeyDirectory,
  ) {
    this.detector = createDetector(providers.flatMap(({ patterns }) => patterns));
    const forget = (): void => {
      this.known = undefined;
    };
    this.listening = vscode.Disposable.from(registry.onDidChange(forget), directory.onDidChange(forget));
  }

  locate(document: vscode.TextDocument): readonly LocatedKey[] {
    if (!isSearched(document)) return [];
    const known = (this.known ??= indexKnownIds(this.knownKeys));
    const earlier = this.found.get(document);
    if (earlier?.version === document.version && earlier.known === known) return earlier.keys;
    const keys = this.detector.find(document.getText(), known).map(({ provider, kind, id, start, end }) => ({
      key: this.registry.configured({ provider, kind, id }),
      range: new vscode.Range(document.positionAt(start), document.positionAt(end)),
    }));
    this.found.set(document, { version: document.version, known, keys });
    return keys;
  }

  /** What the user named, then what the accounts have; the settings may have the one without the other's names. */
  get knownKeys(): readonly KnownKey[] {
    return [...this.registry.keys.map((key) => ({ key, aliases: [] })), ...this.directory.keys];
  }

  /** The key at a position, if there is one. */
  at(document: vscode.TextDocument, position: vscode.Position): LocatedKey | undefined {
    return this.locate(document).find(({ range }) => range.contains(position));
  }

  /** The texts of the keys in all documents that have a tab; VS Code keeps others for a while after they were closed. */
  inOpenDocuments(): ReadonlySet<string> {
    const open = new Set(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.flatMap(pathsOf)));
    const documents = vscode.workspace.textDocuments.filter(({ uri }) => open.has(uri.path));
    return new Set(documents.flatMap((one) => this.locate(one)).map(({ key }) => keyText(key)));
  }

  dispose(): void {
    this.listening.dispose();
  }
}

interface Found {
  readonly version: number;
  readonly known: KnownIds;
  readonly keys: readonly LocatedKey[];
}

/** A notebook's cells are documents that have its path. */
function pathsOf({ input }: vscode.Tab): readonly string[] {
  if (input instanceof vscode.TabInputTextDiff) return [input.original.path, input.modified.path];
  const isFile = input instanceof vscode.TabInputText || input instanceof vscode.TabInputNotebook;
  return isFile ? [input.uri.path] : [];
}
