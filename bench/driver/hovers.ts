import * as vscode from "vscode";
import type { Compared, EditorFiles, EditorResult } from "../jobs";
import { exchange } from "./exchange";
import { timed } from "./timed";

/** The first look-ups load code and warm it up. */
const WARM_UP = 5;
const REPEATS = 60;

/**
 * Points at one key after the other that nobody has asked about yet. KeyTrail alone takes turns with a bare request to
 * the same cloud, which takes as long as the network does; and the way through VS Code's window with a hover that is
 * ready after such a request.
 */
export async function measureUnknownHovers(
  files: EditorFiles,
  origin: string,
  provider: vscode.HoverProvider,
): Promise<{ readonly first: number; readonly alone: Compared; readonly throughWindow: Compared }> {
  const document = await vscode.workspace.openTextDocument(files.hovered);
  const plain = await vscode.workspace.openTextDocument(files.plain);
  const token = new vscode.CancellationTokenSource().token;
  const start = performance.now();
  const ready = await hover(document, 0);
  const first = performance.now() - start;
  const registered = vscode.languages.registerHoverProvider(
    { language: "*", pattern: files.plain },
    { provideHover: async () => (await exchange(origin), ready) },
  );
  const alone = { ours: [] as number[], other: [] as number[] };
  const throughWindow = { ours: [] as number[], other: [] as number[] };
  for (let line = 1; line + 1 < document.lineCount - 1; line += 2) {
    const position = placeOfKey(document, line);
    alone.ours.push(await timed(async () => provider.provideHover(document, position, token)));
    alone.other.push(await timed(() => exchange(origin)));
    throughWindow.ours.push(await timed(() => hover(document, line + 1)));
    throughWindow.other.push(await timed(() => hover(plain, line + 1)));
  }
  registered.dispose();
  return { first, alone: warm(alone), throughWindow: warm(throughWindow) };
}

function warm({ ours, other }: Compared): Compared {
  return { ours: ours.slice(WARM_UP), other: other.slice(WARM_UP) };
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
