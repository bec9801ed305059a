import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import type { Activation, ActivationJob, ActivationResult } from "../jobs";
import { threadMs } from "./threadMs";

/** What an extension sets going in its activation must not be counted as its successor's. */
const PAUSE_MS = 1_000;

/** Times the activation of one extension after the other, from the request until VS Code says that it is done. */
export async function measureActivation({ order }: ActivationJob): Promise<ActivationResult> {
  const result: Record<string, Activation> = {};
  for (const id of order) {
    const extension = extensionOf(id);
    const start = performance.now();
    const spent = threadMs();
    await extension.activate();
    result[id] = { took: performance.now() - start, computed: threadMs() - spent };
    await delay(PAUSE_MS);
  }
  return result;
}

/** An installed extension that has not been activated yet. */
export function extensionOf(id: string): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension(id);
  if (extension === undefined) throw new Error(`${id} is not installed.`);
  if (extension.isActive) throw new Error(`${id} is active before it was asked for.`);
  return extension;
}
