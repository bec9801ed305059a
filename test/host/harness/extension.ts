import path from "node:path";
import * as vscode from "vscode";
import type { JudgedUsage } from "../../../src/core/verdict/verdict";
import { until } from "./until";

/** KeyTrail, as VS Code sees it. */
export function keyTrail(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension("keytrail.keytrail");
  if (!extension) throw new Error("KeyTrail is not installed.");
  return extension;
}

/** Looks a key up as other extensions and scripts do. */
export async function lookUp(argument: unknown): Promise<JudgedUsage> {
  return vscode.commands.executeCommand<JudgedUsage>("keytrail.lookUpAccessKey", argument);
}

/** Looks a key up together with the services that it used. */
export async function lookUpProducts(argument: unknown): Promise<JudgedUsage> {
  return vscode.commands.executeCommand<JudgedUsage>("keytrail.lookUpProducts", argument);
}

/** The folder in which the extension keeps its files: the one with the sample's, which a command opens. */
export async function storageFolder(): Promise<vscode.Uri> {
  await vscode.commands.executeCommand("keytrail.trySample");
  const file = vscode.window.activeTextEditor?.document.uri.path ?? "";
  await vscode.commands.executeCommand("keytrail.removeAccount", "sample-prod");
  const end = file.lastIndexOf("/sample/");
  if (end === -1) throw new Error("The sample's file did not open.");
  return vscode.Uri.file(path.normalize(file.slice(0, end)));
}

/** The text of KeyTrail's log, as "Show Log" shows it. */
export async function readLog(): Promise<string> {
  await vscode.commands.executeCommand("keytrail.showLog");
  return until(() =>
    vscode.workspace.textDocuments
      .find(({ uri }) => uri.scheme === "output" && uri.path.includes("KeyTrail"))
      ?.getText(),
  );
}

/** The files of ours that this process has loaded, by name. */
export function loadedFiles(): readonly string[] {
  const dist = path.join(keyTrail().extensionPath, "dist") + path.sep;
  return Object.keys(require.cache)
    .filter((file) => file.startsWith(dist))
    .map((file) => file.slice(dist.length))
    .filter((file) => !file.startsWith("test"));
}
