import type * as vscode from "vscode";
import { registerFeatures } from "./vscode/features";
import { createServices } from "./vscode/services";

let saved: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const services = createServices(context);
  saved = () => services.usage.flush();
  registerFeatures(context, services);
}

/** Disposing has ended the waits by now; this only gives the last answers time to reach the disk. */
export async function deactivate(): Promise<void> {
  await saved?.();
}
