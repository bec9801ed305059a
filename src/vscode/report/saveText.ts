import * as vscode from "vscode";

/** Written beside the file and moved into its place: whatever goes wrong, there is the old file or the new one. */
export async function saveText(file: vscode.Uri, text: string): Promise<void> {
  const draft = file.with({ path: `${file.path}.${process.pid}.tmp` });
  try {
    await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode(text));
    await vscode.workspace.fs.rename(draft, file, { overwrite: true });
  } catch (error) {
    // What went wrong is worth more than whether there was a draft to delete.
    await vscode.workspace.fs.delete(draft).then(undefined, () => undefined);
    throw error;
  }
}
