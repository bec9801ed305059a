import * as vscode from "vscode";
import { DISMISSAL_FILE } from "../../core/findings/dismissalFile";
import { dayOf } from "../../core/findings/dismissals";

/** What a person answered. */
export interface DismissalAnswers {
  readonly everywhere: boolean;
  readonly reason: string;
  /** The day from which on the key is reported again. */
  readonly expires?: string;
}

/** Asks why, where and for how long; `undefined` when they change their mind. */
export async function askForDismissal(
  shownId: string,
  fileName: string,
): Promise<DismissalAnswers | undefined> {
  const title = vscode.l10n.t("Dismiss {0}", shownId);
  const reason = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t(
      "Why need nobody do anything about this key? The reason is kept in {0}.",
      DISMISSAL_FILE,
    ),
    placeHolder: vscode.l10n.t("for example: a key of the vendor's documentation"),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === "" ? vscode.l10n.t("Without a reason nobody can review it later.") : undefined,
  });
  if (reason === undefined || reason.trim() === "") return undefined;
  const where = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t("In this file"), description: fileName, everywhere: false },
      { label: vscode.l10n.t("Anywhere in this folder"), everywhere: true },
    ],
    { title, placeHolder: vscode.l10n.t("Where is it dismissed?"), ignoreFocusOut: true },
  );
  if (!where) return undefined;
  const until = await vscode.window.showQuickPick(
    [undefined, 30, 90, 365].map((days) => ({
      label:
        days === undefined
          ? vscode.l10n.t("Until somebody takes it back")
          : vscode.l10n.t("For {0} days", days),
      days,
    })),
    { title, placeHolder: vscode.l10n.t("For how long?"), ignoreFocusOut: true },
  );
  if (!until) return undefined;
  const { days } = until;
  return {
    everywhere: where.everywhere,
    reason: reason.trim(),
    ...(days !== undefined && { expires: dayOf(Date.now(), days) }),
  };
}
