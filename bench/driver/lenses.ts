import * as vscode from "vscode";
import type { Activation, EditorFiles, EditorResult } from "../jobs";
import type { Spy } from "./spy";
import { threadMs } from "./threadMs";
import { timed } from "./timed";

const WARM_UP = 3;
const REPEATS = 25;

/** The first lenses of a window, for which everything that draws has to be loaded. */
export async function measureFirstLenses(file: string): Promise<Activation> {
  const document = await vscode.workspace.openTextDocument(file);
  const spent = threadMs();
  const took = await timed(() => shown(document));
  return { took, computed: threadMs() - spent };
}

/**
 * The lenses of a file after each of several edits; in turns with as many that somebody else has ready, so that what
 * VS Code itself needs for carrying them is known.
 */
export async function measureLenses(files: EditorFiles, spy: Spy): Promise<EditorResult["lenses"]> {
  const document = await vscode.workspace.openTextDocument(files.thousand);
  const plain = await vscode.workspace.openTextDocument(files.plain);
  const ready = spy.drawLenses(document);
  const registered = vscode.languages.registerCodeLensProvider(
    { language: "*", pattern: files.plain },
    { provideCodeLenses: () => ready },
  );
  const alone: number[] = [];
  const ours: number[] = [];
  const other: number[] = [];
  for (let n = 0; n < REPEATS; n++) {
    await edit(document);
    const start = performance.now();
    spy.drawLenses(document);
    alone.push(performance.now() - start);
    await edit(document);
    ours.push(await timed(() => shown(document)));
    other.push(await timed(() => shown(plain)));
  }
  registered.dispose();
  return {
    ...{ ours: ours.slice(WARM_UP), other: other.slice(WARM_UP), alone: alone.slice(WARM_UP) },
    count: ready.length,
  };
}

/** Whoever caches by version has nothing to reuse after it. */
async function edit(document: vscode.TextDocument): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, " ");
  const { version } = document;
  if (!(await vscode.workspace.applyEdit(change)) || document.version === version)
    throw new Error("The document could not be changed.");
}

async function shown(document: vscode.TextDocument): Promise<void> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
  );
  if (lenses.length === 0) throw new Error(`No lenses in ${document.uri.fsPath}.`);
}
