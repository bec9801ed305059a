import * as vscode from "vscode";
import type { WorkspaceFinding } from "../../core/scan/finding";
import type { ScanProgress, WorkspaceKeys } from "./workspaceKeys";

/** Scans the workspace with the progress in sight and a way to stop it. */
export async function scanInSight(workspaceKeys: WorkspaceKeys): Promise<readonly WorkspaceFinding[]> {
  if (vscode.workspace.workspaceFolders === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open a folder to find the keys in its files."));
    return [];
  }
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t("Finding keys in the workspace"),
    cancellable: true,
  };
  const findings = await vscode.window.withProgress(options, async (shown, cancellation) => {
    const telling = workspaceKeys.onDidChange(() => {
      const { progress } = workspaceKeys;
      if (progress) shown.report({ message: sentenceFor(progress) });
    });
    try {
      return await workspaceKeys.scan(cancellation);
    } finally {
      telling.dispose();
    }
  });
  vscode.window.setStatusBarMessage(
    vscode.l10n.t(
      "Places with a key in the workspace: {0}, in files: {1}",
      findings.length,
      new Set(findings.map(({ uri }) => uri)).size,
    ),
    5000,
  );
  return findings;
}

function sentenceFor({ files, findings }: ScanProgress): string {
  return files === undefined
    ? vscode.l10n.t("Places found: {0}", findings)
    : vscode.l10n.t("Places found: {0}; files searched: {1}", findings, files);
}
