import * as vscode from "vscode";
import type { Compared, EditorFiles, EditorResult } from "../jobs";
import { exchange } from "./exchange";
import { timed } from "./timed";

/** The first look-ups load code and warm it up. */
const WARM_UP = 5;
const REPEATS = 60;

/**
 * Points at one key after the other that nobody has asked about yet; in turns with a bare request to the same cloud,
 * which takes as long as the network does.
 */
export async function measureUnknownHovers(
  file: string,
  origin: string,
): Promise<{ readonly first: number; readonly later: Compared }> {
  const document = await vscode.workspace.openTextDocument(file);
  const ours: number[] = [];
  const other: number[] = [];
  for (let line = 0; line < document.lineCount - 1; line++) {
    ours.push(await timed(() => hover(document, line)));
    other.push(await timed(() => exchange(origin)));
  }
  const [first = Number.NaN] = ours;
  return { first, later: { ours: ours.slice(WARM_UP), other: other.slice(WARM_UP) } };
}

/** Points at keys whose answer is there; in turns with the same hover given by somebody who has it ready. */
export async function measureKnownHovers(
  files: EditorFiles,
  provider: vscode.HoverProvider,
): Promise<EditorResult["knownHover"]> {
  const document = await vscode.workspace.openTextDocument(files.hovered);
  const plain = await vscode.workspace.openTextDocument(files.plain);
  const ready = await hover(document, 0);
  const registered = vscode.languages.registerHoverProvider(
    { language: "*", pattern: files.plain },
    { provideHover: () => ready },
  );
  const token = new vscode.CancellationTokenSource().token;
  const ours: number[] = [];
  const other: number[] = [];
  const alone: number[] = [];
  for (let n = 0; n < REPEATS; n++) {
    const line = n % (document.lineCount - 1);
    ours.push(await timed(() => hover(document, line)));
    other.push(await timed(() => hover(plain, line)));
    const position = placeOfKey(document, line);
    alone.push(await timed(async () => provider.provideHover(document, position, token)));
  }
  registered.dispose();
  return { ours: ours.slice(WARM_UP), other: other.slice(WARM_UP), alone: alone.slice(WARM_UP) };
}

/** What VS Code would show at the end of a line, asked for as it asks itself. */
async function hover(document: vscode.TextDocument, line: number): Promise<vscode.Hover> {
  const position = placeOfKey(document, line);
  const [first] = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  if (first === undefined) throw new Error(`No hover in line ${line + 1} of ${document.uri.fsPath}.`);
  return first;
}

function placeOfKey(document: vscode.TextDocument, line: number): vscode.Position {
  return document.lineAt(line).range.end.translate(0, -2);
}
