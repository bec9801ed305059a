import type * as vscode from "vscode";
import { registerFeatures } from "./vscode/features";
import { createServices } from "./vscode/services";

let saved: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const services = createServices(context);
  saved = () => services.usage.flush();
  registerFeatures(context, services);
}

/** Gives the last answers time to reach the disk: VS Code waits for this while it disposes of all the rest. */
export async function deactivate(): Promise<void> {
  await saved?.();
}
