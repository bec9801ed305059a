import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { createServices, type Services } from "../../../src/vscode/services";
import { keyTrail } from "./extension";

/** The extension's parts once more, beside those of the extension itself, which lends its own to VS Code alone. */
export interface OwnServices {
  readonly services: Services;
  dispose(): void;
}

/** Makes them as the extension makes its own. */
export function ownServices(): OwnServices {
  const context = ownContext();
  const services = createServices(context as unknown as vscode.ExtensionContext);
  return {
    services,
    dispose: () => {
      for (const item of context.subscriptions) item.dispose();
    },
  };
}

/** What the services need of a context; its memory ends with the test. */
interface OwnContext extends Pick<vscode.ExtensionContext, "extensionUri" | "globalStorageUri"> {
  readonly subscriptions: { dispose(): unknown }[];
  readonly secrets: Pick<vscode.SecretStorage, "get" | "store" | "delete">;
  readonly globalState: Pick<vscode.Memento, "get" | "update">;
}

function ownContext(): OwnContext {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error("The tests run in a folder.");
  const secrets = new Map<string, string>();
  const memory = new Map<string, unknown>();
  return {
    extensionUri: keyTrail().extensionUri,
    globalStorageUri: vscode.Uri.joinPath(folder.uri, ".storage", randomUUID()),
    subscriptions: [],
    secrets: {
      get: (name) => Promise.resolve(secrets.get(name)),
      store: (name, secret) => Promise.resolve(void secrets.set(name, secret)),
      delete: (name) => Promise.resolve(void secrets.delete(name)),
    },
    globalState: {
      get: <T>(name: string, otherwise?: T) => (memory.get(name) ?? otherwise) as T,
      update: (name, value) => Promise.resolve(void memory.set(name, value)),
    },
  };
}
