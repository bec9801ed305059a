import * as vscode from "vscode";
import { isDay } from "../../core/findings/dismissalFile";
import { isRecord } from "../../core/util/record";
import type { DocumentKeys } from "../editor/documentKeys";

/** A key in a file, as a command about one place needs it. */
export interface KeyPlace {
  readonly uri: vscode.Uri;
  readonly id: string;
}

/** What other code may answer beforehand, so that nothing is asked. */
export interface ScriptedAnswers {
  readonly reason: string;
  readonly everywhere: boolean;
  readonly expires?: string;
}

/** The place in an argument: `{ uri, id }` of a quick fix or a script, a row of the view, or else the key at the cursor. */
export function placeIn(argument: unknown, documentKeys: DocumentKeys): KeyPlace | undefined {
  if (argument === undefined) return placeAtCursor(documentKeys);
  if (!isRecord(argument)) return undefined;
  const { uri, id, finding, findings } = argument;
  if (typeof uri === "string" && typeof id === "string") return { uri: vscode.Uri.parse(uri, true), id };
  const [first] = Array.isArray(findings) ? (findings as readonly unknown[]) : [finding];
  if (!isRecord(first) || !isRecord(first["key"])) return undefined;
  return placeIn({ uri: first["uri"], id: first["key"]["id"] }, documentKeys);
}

/** The answers in a script's argument; `undefined` where a person is to be asked. */
export function answersIn(argument: unknown): ScriptedAnswers | undefined {
  if (!isRecord(argument)) return undefined;
  const { reason, everywhere, expires } = argument;
  if (typeof reason !== "string" || reason.trim() === "") return undefined;
  if (expires !== undefined && !isDay(expires)) return undefined;
  return {
    reason: reason.trim(),
    everywhere: everywhere === true,
    ...(typeof expires === "string" && { expires }),
  };
}

function placeAtCursor(documentKeys: DocumentKeys): KeyPlace | undefined {
  const editor = vscode.window.activeTextEditor;
  const located = editor && documentKeys.at(editor.document, editor.selection.active);
  return located && { uri: editor.document.uri, id: located.key.id };
}
