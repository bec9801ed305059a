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

type Entry = Readonly<Record<string, unknown>>;

/** Puts what was removed back to where it was: the same settings, the same place in the list. */
export type PutBack = () => Promise<void>;

/**
 * Removes the entries that match from the user's and the workspace's settings; `undefined` where there were none. What
 * was written to a list after that stays when its entries are put back, and one that is in it again is not doubled.
 */
export async function removeEntries(
  setting: ListSetting,
  matches: (entry: Entry) => boolean,
): Promise<PutBack | undefined> {
  const isMeant = (entry: unknown): boolean => isRecord(entry) && matches(entry);
  const inspected = inspectList(setting);
  const changed: { readonly target: Target; readonly before: readonly unknown[] }[] = [];
  for (const target of ["globalValue", "workspaceValue"] as const) {
    const before = asList(inspected[target]);
    if (!before.some(isMeant)) continue;
    await write(
      setting,
      target,
      before.filter((entry) => !isMeant(entry)),
    );
    changed.push({ target, before });
  }
  if (changed.length === 0) return undefined;
  return async () => {
    for (const { target, before } of changed) {
      const now = [...asList(inspectList(setting)[target])];
      if (now.some(isMeant)) continue;
      // From the front, so that each finds as many before it as it had.
      for (const [index, entry] of before.entries()) if (isMeant(entry)) now.splice(index, 0, entry);
      await write(setting, target, now);
    }
  };
}

type Target = "globalValue" | "workspaceValue";

function inspectList(setting: ListSetting): Readonly<Record<Target, unknown>> {
  const inspected = vscode.workspace.getConfiguration("keytrail").inspect<unknown>(setting);
  return { globalValue: inspected?.globalValue, workspaceValue: inspected?.workspaceValue };
}

/** An empty list leaves the file, so that nothing stays of a setting that nobody uses. */
async function write(setting: ListSetting, target: Target, entries: readonly unknown[]): Promise<void> {
  const { Global, Workspace } = vscode.ConfigurationTarget;
  await vscode.workspace
    .getConfiguration("keytrail")
    .update(setting, entries.length > 0 ? entries : undefined, target === "globalValue" ? Global : Workspace);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
