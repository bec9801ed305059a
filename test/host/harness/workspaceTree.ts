import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { Findings } from "../../../src/vscode/findings/findings";
import type { WorkspaceNode } from "../../../src/vscode/findings/workspaceNodes";

/** Files of the folder that is open, in a folder of their own, gone with `remove`. */
export interface FileTree {
  readonly uri: (name: string) => vscode.Uri;
  write(name: string, text: string): Promise<vscode.Uri>;
  remove(): Promise<void>;
}

/** Makes an empty folder in the folder that is open; of that, Git ignores all else, whatever other tests left there. */
export async function makeTree(): Promise<FileTree> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error("The tests run in a folder.");
  const name = `tree-${randomUUID()}`;
  const root = vscode.Uri.joinPath(folder.uri, name);
  const ignored = vscode.Uri.joinPath(folder.uri, ".gitignore");
  await vscode.workspace.fs.createDirectory(root);
  await vscode.workspace.fs.writeFile(ignored, new TextEncoder().encode(`/*\n!/${name}\n`));
  const uri = (file: string): vscode.Uri => vscode.Uri.joinPath(root, file);
  return {
    uri,
    write: async (file, text) => {
      await vscode.workspace.fs.writeFile(uri(file), new TextEncoder().encode(text));
      return uri(file);
    },
    remove: async () => {
      await vscode.workspace.fs.delete(root, { recursive: true });
      await vscode.workspace.fs.delete(ignored);
    },
  };
}

/** A row as a person reads it. */
export interface WorkspaceRow {
  readonly depth: number;
  readonly label: string;
  readonly description: string;
  readonly node: WorkspaceNode;
  readonly item: vscode.TreeItem;
}

/** Every row of the view, each under its own. */
export function workspaceRows({ tree }: Findings): readonly WorkspaceRow[] {
  const below = (node: WorkspaceNode | undefined, depth: number): readonly WorkspaceRow[] =>
    tree.getChildren(node).flatMap((child) => {
      const item = tree.getTreeItem(child);
      const label = typeof item.label === "string" ? item.label : (item.label?.label ?? "");
      const description = typeof item.description === "string" ? item.description : "";
      const name = item.resourceUri && label === "" ? (item.resourceUri.path.split("/").at(-1) ?? "") : label;
      return [{ depth, label: name, description, node: child, item }, ...below(child, depth + 1)];
    });
  return below(undefined, 0);
}
