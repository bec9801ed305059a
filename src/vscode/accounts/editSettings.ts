import * as vscode from "vscode";
import { isRecord } from "../../core/util/record";

/** Adds to and removes from the lists in the settings, leaving every other entry as the user wrote it. */

type ListSetting = "accounts" | "keys";

/** Appends an entry to the user's own settings (with Remote, those of the machine that the folder is on). */
export async function appendEntry(
  setting: ListSetting,
  entry: Readonly<Record<string, string>>,
): Promise<void> {
  const section = vscode.workspace.getConfiguration("keytrail");
  const own = section.inspect<unknown>(setting)?.globalValue;
  await section.update(setting, [...asList(own), entry], vscode.ConfigurationTarget.Global);
}

/** Removes the entries that match from the user's and the workspace's settings; tells whether there were any. */
export async function removeEntries(
  setting: ListSetting,
  matches: (entry: Readonly<Record<string, unknown>>) => boolean,
): Promise<boolean> {
  const section = vscode.workspace.getConfiguration("keytrail");
  const inspected = section.inspect<unknown>(setting);
  const places = [
    [inspected?.globalValue, vscode.ConfigurationTarget.Global],
    [inspected?.workspaceValue, vscode.ConfigurationTarget.Workspace],
  ] as const;
  let removed = false;
  for (const [value, target] of places) {
    const entries = asList(value);
    const kept = entries.filter((entry) => !(isRecord(entry) && matches(entry)));
    if (kept.length === entries.length) continue;
    await section.update(setting, kept.length > 0 ? kept : undefined, target);
    removed = true;
  }
  return removed;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
