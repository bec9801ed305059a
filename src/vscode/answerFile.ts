import * as vscode from "vscode";
import type { AnswerStore } from "../core/usage/answerCache";

/** Keeps the last known answers in the extension's global storage, in one file that several windows share. */
export class AnswerFile implements AnswerStore {
  private readonly file: vscode.Uri;
  private readonly draft: vscode.Uri;

  constructor(private readonly folder: vscode.Uri) {
    this.file = vscode.Uri.joinPath(folder, "answers.json");
    // A draft of its own for each window, so that two windows never write into the same one.
    this.draft = vscode.Uri.joinPath(folder, `answers-${process.pid}.tmp`);
  }

  async load(): Promise<string | undefined> {
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(this.file));
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
      throw error;
    }
  }

  /** Written aside and moved into place: a crash leaves the old file or the new one, never half of one. */
  async save(text: string): Promise<void> {
    await vscode.workspace.fs.createDirectory(this.folder);
    await vscode.workspace.fs.writeFile(this.draft, new TextEncoder().encode(text));
    await vscode.workspace.fs.rename(this.draft, this.file, { overwrite: true });
  }
}
