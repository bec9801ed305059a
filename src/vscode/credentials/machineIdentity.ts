import * as vscode from "vscode";

/**
 * A name for the machine that the extension runs on, made once and kept in a file there. VS Code's own memory
 * (`globalState`, SecretStorage) is that of the computer in front of the person, shared by every remote machine.
 */
export class MachineIdentity {
  private readonly file: vscode.Uri;
  private found: string | undefined;

  constructor(private readonly folder: vscode.Uri) {
    this.file = vscode.Uri.joinPath(folder, "machine-id");
  }

  /** The name, once `read` has found it. */
  get known(): string | undefined {
    return this.found;
  }

  async read(): Promise<string> {
    return (this.found ??= (await this.saved()) ?? (await this.make()));
  }

  private async saved(): Promise<string | undefined> {
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(this.file));
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
      throw error;
    }
  }

  /** Written aside and moved without overwriting: of two windows that make one at once, the first one's holds. */
  private async make(): Promise<string> {
    // The web's crypto, because importing Node's would load it before the first look-up.
    const made = crypto.randomUUID();
    const draft = vscode.Uri.joinPath(this.folder, `machine-id-${made}.tmp`);
    await vscode.workspace.fs.createDirectory(this.folder);
    await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode(made));
    try {
      await vscode.workspace.fs.rename(draft, this.file, { overwrite: false });
      return made;
    } catch (error) {
      await vscode.workspace.fs.delete(draft);
      const first = await this.saved();
      if (first === undefined) throw error;
      return first;
    }
  }
}
