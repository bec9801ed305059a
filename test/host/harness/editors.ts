import { randomUUID } from "node:crypto";
import * as vscode from "vscode";

/** Writes a new file of the folder that is open, and shows it. */
export async function openFile(text: string, name = `${randomUUID()}.txt`): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(await writeFile(text, name));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Writes a file of the folder that is open, without showing it. */
export async function writeFile(text: string, name: string): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error("The tests run in a folder.");
  const uri = vscode.Uri.joinPath(folder.uri, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** Closes every editor and the panel; in a test run VS Code asks no question about unsaved changes. */
export async function closeEditors(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.closePanel");
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** A code lens of ours as it is drawn, and the text that it stands over. */
export interface Lens {
  readonly title: string;
  readonly over: string;
  readonly command: vscode.Command;
}

/** Our lenses of a document, from top to bottom. */
export async function lensesOf(document: vscode.TextDocument): Promise<readonly Lens[]> {
  const lenses = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    Number.MAX_SAFE_INTEGER,
  );
  return lenses.flatMap(({ command, range }) =>
    command ? [{ title: command.title, over: document.getText(range), command }] : [],
  );
}

/** The texts of our lenses. */
export async function titlesOf(document: vscode.TextDocument): Promise<readonly string[]> {
  return (await lensesOf(document)).map(({ title }) => title);
}

/** What stands in the hover over a piece of text; `undefined` where there is none. */
export async function hoverOver(
  document: vscode.TextDocument,
  text: string,
): Promise<vscode.MarkdownString | undefined> {
  const start = document.getText().indexOf(text);
  if (start === -1) throw new Error("The document does not contain the text.");
  const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    document.positionAt(start + 1),
  );
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents.find((content) => content instanceof vscode.MarkdownString);
}

/** A hover as a person sees it: Markdown rendered by VS Code's own Markdown extension. */
export async function render(markdown: vscode.MarkdownString): Promise<string> {
  return vscode.commands.executeCommand<string>("markdown.api.render", markdown.value);
}
