import * as vscode from "vscode";
import type { FindingsStore } from "../../core/findings/findingsStore";
import { maskId } from "../../core/usage/key";
import type { FindingCommandName } from "../commands/findingCommandNames";
import { COMMANDS } from "../commands/names";
import type { DocumentKeys } from "../editor/documentKeys";
import type { LiveSettings } from "../settings";
import { DismissalProblem, dismissalUri, pathIn, type DismissalFiles } from "./dismissalFiles";
import { askForDismissal } from "./dismissSteps";
import { answersIn, placeIn, type KeyPlace } from "./findingArgument";
import type { LineAuthors } from "./lineAuthors";
import type { QuickFixes } from "./quickFixes";
import type { WorkspaceFindings } from "./workspaceFindings";
import type { Grouping } from "./workspaceTree";

/** What the commands about findings work with. */
export interface FindingCommandsParts {
  readonly workspace: WorkspaceFindings;
  readonly store: FindingsStore;
  readonly dismissals: DismissalFiles;
  readonly authors: LineAuthors;
  readonly quickFixes: QuickFixes;
  readonly documentKeys: DocumentKeys;
  readonly settings: LiveSettings;
  /** Told when a search begins, for what goes with it. */
  readonly onScan: () => Promise<void>;
  readonly group: (by: Grouping) => void;
}

/** What each command about findings does. */
export type FindingCommands = Readonly<Record<FindingCommandName, (argument?: unknown) => unknown>>;

/** The commands about the keys of the workspace. */
export function findingCommands(parts: FindingCommandsParts): FindingCommands {
  const { workspace, group, onScan } = parts;
  return {
    [COMMANDS.scanWorkspace]: async () => {
      const [found] = await Promise.all([workspace.scan(), onScan()]);
      return found;
    },
    [COMMANDS.cancelScan]: () => {
      workspace.cancel();
    },
    [COMMANDS.lookUpWorkspaceKeys]: () => workspace.lookUpAll(),
    [COMMANDS.groupByFile]: () => {
      group("file");
    },
    [COMMANDS.groupByKey]: () => {
      group("key");
    },
    [COMMANDS.dismissFinding]: (argument) => dismiss(parts, argument),
    [COMMANDS.restoreFinding]: (argument) => restore(parts, argument),
    [COMMANDS.openDismissals]: (argument) => openDismissals(argument),
    [COMMANDS.replaceByVariable]: () => replaceByVariable(parts),
  };
}

async function dismiss(parts: FindingCommandsParts, argument: unknown): Promise<void> {
  const place = placeIn(argument, parts.documentKeys);
  const folder = place && vscode.workspace.getWorkspaceFolder(place.uri);
  if (!place || !folder) {
    sayWhatToDismiss(place);
    return;
  }
  const path = pathIn(folder, place.uri);
  const shownId = parts.settings.now.maskIds ? maskId(place.id) : place.id;
  const answers = answersIn(argument) ?? (await askForDismissal(shownId, path));
  if (!answers) return;
  const { everywhere, reason, expires } = answers;
  const author = await parts.authors.ownName(place.uri);
  await orSayWhyNot(folder, () =>
    parts.dismissals.dismiss(folder, place.id, {
      ...(!everywhere && { path }),
      reason,
      ...(author !== undefined && { author }),
      ...(expires !== undefined && { expires }),
    }),
  );
}

async function restore(parts: FindingCommandsParts, argument: unknown): Promise<void> {
  const place = placeIn(argument, parts.documentKeys);
  const folder = place && vscode.workspace.getWorkspaceFolder(place.uri);
  if (!place || !folder) {
    sayWhatToDismiss(place);
    return;
  }
  await orSayWhyNot(folder, async () => {
    const restored = await parts.dismissals.restore(folder, place.id, pathIn(folder, place.uri));
    if (restored) return;
    void vscode.window.showInformationMessage(
      vscode.l10n.t("A comment in the file dismisses this key: remove the comment to report it again."),
    );
  });
}

/** A file that is broken, or being edited, is left as it is; the person gets to see it. */
async function orSayWhyNot(folder: vscode.WorkspaceFolder, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof DismissalProblem)) throw error;
    const open = vscode.l10n.t("Open File");
    const message = vscode.l10n.t("Nothing was written. {0}", error.message);
    if ((await vscode.window.showErrorMessage(message, open)) === open)
      await vscode.window.showTextDocument(dismissalUri(folder));
  }
}

function sayWhatToDismiss(place: KeyPlace | undefined): void {
  void vscode.window.showInformationMessage(
    place
      ? vscode.l10n.t("Only keys in a folder of the workspace can be dismissed.")
      : vscode.l10n.t("Put the cursor on a key first."),
  );
}

/** The file of the folder that was asked for, else of the first that has one. */
async function openDismissals(argument: unknown): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const wanted = folders.filter(({ uri }) => uri.toString() === argument);
  for (const folder of wanted.length > 0 ? wanted : folders) {
    try {
      await vscode.window.showTextDocument(dismissalUri(folder));
      return;
    } catch {
      // This folder has none.
    }
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t("Nothing is dismissed in a file of this workspace."),
  );
}

/** Shows the change and leaves it to the person to make it. */
async function replaceByVariable({ documentKeys, quickFixes }: FindingCommandsParts): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const located = editor && documentKeys.at(editor.document, editor.selection.active);
  const replaced = located && quickFixes.replacementEdit(editor.document, located);
  if (replaced) {
    await vscode.workspace.applyEdit(replaced.edit, { isRefactoring: true });
    return;
  }
  void vscode.window.showInformationMessage(
    located
      ? vscode.l10n.t("KeyTrail knows no way to read this key from the environment here.")
      : vscode.l10n.t("Put the cursor on a key first."),
  );
}
