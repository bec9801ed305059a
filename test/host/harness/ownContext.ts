import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { keyTrail } from "./extension";

/** What the services need of a context; its memory ends with the test. */
export interface OwnContext extends Pick<
  vscode.ExtensionContext,
  "extension" | "extensionUri" | "globalStorageUri"
> {
  readonly subscriptions: { dispose(): unknown }[];
  readonly secrets: Pick<vscode.SecretStorage, "get" | "store" | "delete" | "onDidChange">;
  readonly globalState: Memory;
  readonly workspaceState: Memory;
}

type Memory = Pick<vscode.Memento, "get" | "update">;

/** A context for a second KeyTrail beside the installed one; whoever makes it disposes of its subscriptions. */
export function ownContext(): OwnContext {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error("The tests run in a folder.");
  const secrets = new Map<string, string>();
  return {
    extension: keyTrail(),
    extensionUri: keyTrail().extensionUri,
    globalStorageUri: vscode.Uri.joinPath(folder.uri, ".storage", randomUUID()),
    subscriptions: [],
    secrets: {
      get: (name) => Promise.resolve(secrets.get(name)),
      store: (name, secret) => Promise.resolve(void secrets.set(name, secret)),
      delete: (name) => Promise.resolve(void secrets.delete(name)),
      onDidChange: new vscode.EventEmitter<vscode.SecretStorageChangeEvent>().event,
    },
    globalState: newMemory(),
    workspaceState: newMemory(),
  };
}

/** As the extension's own code takes it. */
export function asContext(context: OwnContext): vscode.ExtensionContext {
  return context as unknown as vscode.ExtensionContext;
}

function newMemory(): Memory {
  const memory = new Map<string, unknown>();
  return {
    get: <T>(name: string, otherwise?: T) => (memory.get(name) ?? otherwise) as T,
    update: (name, value) => Promise.resolve(void memory.set(name, value)),
  };
}
