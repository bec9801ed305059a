import * as vscode from "vscode";
import { parseBlame, type LineAuthor } from "../../core/findings/blame";

/** What is used of the API of VS Code's own Git extension. */
interface GitRepository {
  blame(path: string): Promise<string>;
  getConfig(key: string): Promise<string>;
}
interface GitApi {
  getRepository(uri: vscode.Uri): GitRepository | null;
}
interface GitExtension {
  getAPI(version: 1): GitApi;
}

/** Who committed a line last, and who works here, as far as VS Code's Git extension is there to tell. */
export class LineAuthors {
  private readonly blames = new Map<string, Promise<ReadonlyMap<number, LineAuthor>>>();

  /** `undefined` where there is no repository, or the line is not committed yet. Never rejects. */
  async authorOf(uri: vscode.Uri, line: number): Promise<LineAuthor | undefined> {
    const name = uri.toString();
    const blame = this.blames.get(name) ?? this.blame(uri);
    this.blames.set(name, blame);
    return (await blame).get(line);
  }

  /** The name that the person's commits are made with. Never rejects. */
  async ownName(uri: vscode.Uri): Promise<string | undefined> {
    try {
      const name = (await (await repositoryOf(uri))?.getConfig("user.name"))?.trim();
      return name === "" ? undefined : name;
    } catch {
      return undefined;
    }
  }

  /** To be called when a file changed: its lines are others. */
  forget(): void {
    this.blames.clear();
  }

  private async blame(uri: vscode.Uri): Promise<ReadonlyMap<number, LineAuthor>> {
    try {
      return parseBlame((await (await repositoryOf(uri))?.blame(uri.fsPath)) ?? "");
    } catch {
      return new Map();
    }
  }
}

async function repositoryOf(uri: vscode.Uri): Promise<GitRepository | undefined> {
  if (uri.scheme !== "file") return undefined;
  const extension = vscode.extensions.getExtension<GitExtension>("vscode.git");
  if (!extension) return undefined;
  const git = extension.isActive ? extension.exports : await extension.activate();
  return git.getAPI(1).getRepository(uri) ?? undefined;
}
