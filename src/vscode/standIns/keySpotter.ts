import * as vscode from "vscode";
import { createDetector } from "../../core/detect/findKeys";
import { indexKnownIds, type KnownIds } from "../../core/detect/knownIds";
import { isRecord } from "../../core/util/record";
import { cloudsWithListedKeys, keyPatterns } from "../../providers/keyPatterns";
import { isSearched } from "../editor/isSearched";

/**
 * Tells whether a document has a key in it, so that nothing else is loaded for those without. It may say yes too
 * often, never too seldom: the features look again, with the settings checked.
 */
export class KeySpotter implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when another look may show another thing, though the document is the same. */
  readonly onDidChange = this.changed.event;
  private readonly detector = createDetector(keyPatterns);
  private readonly seen = new WeakMap<vscode.TextDocument, Seen>();
  private readonly listening = vscode.workspace.onDidChangeConfiguration((change) => {
    if (!change.affectsConfiguration("keytrail.keys") && !change.affectsConfiguration("keytrail.accounts"))
      return;
    this.listed = undefined;
    this.anyTextMayBeKey = undefined;
    this.changed.fire();
  });
  private listed: KnownIds | undefined;
  private anyTextMayBeKey: boolean | undefined;

  hasKey(document: vscode.TextDocument): boolean {
    if (!isSearched(document)) return false;
    // Which words are names of keys is for the account to list, and so for the features.
    if ((this.anyTextMayBeKey ??= hasAccountWithListedKeys())) return true;
    const listed = (this.listed ??= listedIds());
    const earlier = this.seen.get(document);
    if (earlier?.version === document.version && earlier.listed === listed) return earlier.hasKey;
    const hasKey = this.detector.find(document.getText(), listed).length > 0;
    this.seen.set(document, { version: document.version, listed, hasKey });
    return hasKey;
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }
}

interface Seen {
  readonly version: number;
  readonly listed: KnownIds;
  readonly hasKey: boolean;
}

function hasAccountWithListedKeys(): boolean {
  const accounts = vscode.workspace.getConfiguration("keytrail").get<unknown>("accounts");
  return (
    Array.isArray(accounts) &&
    accounts.some((entry) => isRecord(entry) && cloudsWithListedKeys.some((id) => id === entry["provider"]))
  );
}

/** What may be an ID in anybody's `keytrail.keys`, unchecked: some IDs have a form that no pattern knows. */
function listedIds(): KnownIds {
  const lists = vscode.workspace.getConfiguration("keytrail").inspect<unknown>("keys");
  const entries = [lists?.workspaceValue, lists?.globalValue].flatMap((list): unknown[] =>
    Array.isArray(list) ? list : [],
  );
  const ids = entries.flatMap((entry) =>
    isRecord(entry) && typeof entry["id"] === "string" ? [entry["id"].trim()] : [],
  );
  return indexKnownIds(ids.map((id) => ({ provider: "", kind: "access-key", id })));
}
