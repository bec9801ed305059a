import type * as vscode from "vscode";
import { FeaturesOnDemand } from "./vscode/standIns/featuresOnDemand";
import { registerStandIns } from "./vscode/standIns/registerStandIns";

let features: FeaturesOnDemand | undefined;

/** Registers stand-ins and nothing more; the features behind them are loaded when one is first needed. */
export function activate(context: vscode.ExtensionContext): void {
  features = new FeaturesOnDemand(context);
  registerStandIns(context, features);
}

/** Gives the last answers time to reach the disk: VS Code waits for this while it disposes of all the rest. */
export async function deactivate(): Promise<void> {
  await features?.flush();
}
