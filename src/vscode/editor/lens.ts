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
    const wording = this.words.wording();
    const tooltips = { ask: vscode.l10n.t("Look up now"), show: vscode.l10n.t("Show usage details") };
    return this.documentKeys
      .locate(document)
      .map(
        ({ key, range }) =>
          new vscode.CodeLens(range, command(key, this.words.summarizeInSight(key, wording), tooltips)),
      );
  }
}

/** Said by every lens of one kind, so it is put into words once for all of them. */
interface Tooltips {
  readonly ask: string;
  readonly show: string;
}

function command(key: KeyRef, { line, standing }: Summary, { ask, show }: Tooltips): vscode.Command {
  const title = withoutIcons(line);
  // Nothing to open: an empty command makes it plain text.
  if (standing === "temporary") return { title, command: "" };
  return standing === "failed" || standing === "unknown"
    ? { title, command: COMMANDS.refreshKey, arguments: [key], tooltip: ask }
    : { title, command: COMMANDS.showUsage, arguments: [key], tooltip: show };
}
