import * as vscode from "vscode";
import type { Summary } from "../../core/describe/summarize";
import type { KeyRef } from "../../core/usage/key";
import { COMMANDS } from "../commands/names";
import type { LiveSettings } from "../settings";
import { withoutIcons, type Words } from "../words";
import type { DocumentKeys } from "./documentKeys";

/** One line above each key. It draws what is known; asking is the scheduler's business. */
export class KeyLensProvider implements vscode.CodeLensProvider {
  constructor(
    private readonly documentKeys: DocumentKeys,
    private readonly words: Words,
    private readonly settings: LiveSettings,
  ) {}

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!this.settings.now.codeLens) return [];
    return this.documentKeys
      .locate(document)
      .map(
        ({ key, range }) => new vscode.CodeLens(range, this.command(key, this.words.summarizeInSight(key))),
      );
  }

  private command(key: KeyRef, summary: Summary): vscode.Command {
    const title = withoutIcons(summary.line);
    const { standing } = summary;
    // Nothing to open: an empty command makes it plain text.
    if (standing === "temporary") return { title, command: "" };
    return standing === "failed" || standing === "unknown"
      ? {
          title,
          command: COMMANDS.refreshKey,
          arguments: [key],
          tooltip: vscode.l10n.t("Look up now"),
        }
      : {
          title,
          command: COMMANDS.showUsage,
          arguments: [key],
          tooltip: vscode.l10n.t("Show usage details"),
        };
  }
}
