import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { SampleCloud } from "../../../src/sample/sampleCloud";
import { createServices, type Services } from "../../../src/vscode/services";
import { useCloud } from "./clouds";
import { keyTrail } from "./extension";

/**
 * In a group of tests: gives each the extension's parts once more, beside those of the extension itself, which lends its
 * own to VS Code alone; with a cloud as `useCloud` does.
 */
export function useServices(give: (services: Services, cloud: SampleCloud) => void): void {
  let cloud: SampleCloud;
  let context: OwnContext;
  // First, while the settings and the cloud that these know are still there.
  afterEach(() => {
    for (const item of context.subscriptions) item.dispose();
  });
  useCloud((own) => {
    cloud = own;
  });
  beforeEach(() => {
    context = ownContext();
    give(createServices(context as unknown as vscode.ExtensionContext), cloud);
  });
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
