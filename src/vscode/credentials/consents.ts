import type * as vscode from "vscode";

/** What the user agreed to beyond reading: a profile that runs a command or writes its file. Kept on this machine. */
export class Consents {
  constructor(private readonly memory: vscode.Memento) {}

  has(id: string): boolean {
    return this.all.includes(id);
  }

  async give(id: string): Promise<void> {
    await this.memory.update(CONSENTS, [...new Set([...this.all, id])]);
  }

  private get all(): readonly string[] {
    return this.memory.get<readonly string[]>(CONSENTS, []);
  }
}

const CONSENTS = "consents";
