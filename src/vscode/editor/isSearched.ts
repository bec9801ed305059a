import type * as vscode from "vscode";

/** Whether a document is searched for keys at all. */
export function isSearched({ uri }: Pick<vscode.TextDocument, "uri">): boolean {
  return !IGNORED_SCHEMES.has(uri.scheme);
}

/** What looks like a document but is no text of the user's: our own log above all. */
const IGNORED_SCHEMES = new Set(["output", "comment", "vscode-scm"]);
