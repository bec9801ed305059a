import * as vscode from "vscode";
import type { FindingsStore } from "../../core/findings/findingsStore";
import { replaceLiteral } from "../../core/findings/replace/replaceLiteral";
import type { KeyUsageProvider } from "../../core/usage/provider";
import { COMMANDS } from "../commands/names";
import type { DocumentKeys, LocatedKey } from "../editor/documentKeys";
import { rangeOf } from "./problems";

/** What somebody can do about a key where it stands. */
export class QuickFixes {
  constructor(
    private readonly providers: readonly Pick<KeyUsageProvider, "id" | "environmentName">[],
    private readonly documentKeys: DocumentKeys,
    private readonly store: FindingsStore,
  ) {}

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    return this.documentKeys
      .locate(document)
      .filter((each) => each.range.intersection(range) !== undefined)
      .flatMap((each) => this.actionsFor(document, each));
  }

  private actionsFor(document: vscode.TextDocument, located: LocatedKey): readonly vscode.CodeAction[] {
    const { key, range } = located;
    const uri = document.uri.toString();
    const finding = this.store.in(uri).find((each) => rangeOf(each.range).isEqual(range));
    const diagnostics = vscode.languages
      .getDiagnostics(document.uri)
      .filter((each) => each.source === "KeyTrail" && each.range.isEqual(range));
    const about = (title: string, command: string, argument: unknown): vscode.CodeAction => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.command = { title, command, arguments: [argument] };
      action.diagnostics = diagnostics;
      return action;
    };
    const place = { uri, id: key.id };
    const isTemporary = key.kind === "temporary-key";
    return [
      ...(isTemporary
        ? []
        : [
            about(vscode.l10n.t("Show Usage Details"), COMMANDS.showUsage, key.id),
            about(vscode.l10n.t("Copy Evidence"), COMMANDS.copyEvidence, key.id),
          ]),
      finding?.dismissal
        ? about(vscode.l10n.t("Report This Key Again"), COMMANDS.restoreFinding, place)
        : about(vscode.l10n.t("Dismiss This Key Here…"), COMMANDS.dismissFinding, place),
      ...this.replacement(document, located),
    ];
  }

  /** The edit that puts a variable in the key's place; previewed, as only its reader knows whether it is right. */
  replacementEdit(document: vscode.TextDocument, { key, range }: LocatedKey): Replacement | undefined {
    const variable = this.providers.find(({ id }) => id === key.provider)?.environmentName(key);
    if (variable === undefined) return undefined;
    const changes = replaceLiteral({
      text: document.getText(),
      start: document.offsetAt(range.start),
      end: document.offsetAt(range.end),
      variable,
      languageId: document.languageId,
      path: document.uri.path,
    });
    if (!changes) return undefined;
    const edit = new vscode.WorkspaceEdit();
    const label = vscode.l10n.t("Replace the key by the environment variable {0}", variable);
    for (const { start, end, newText } of changes) {
      edit.replace(
        document.uri,
        new vscode.Range(document.positionAt(start), document.positionAt(end)),
        newText,
        { needsConfirmation: true, label },
      );
    }
    return { edit, title: label };
  }

  private replacement(document: vscode.TextDocument, located: LocatedKey): readonly vscode.CodeAction[] {
    const replaced = this.replacementEdit(document, located);
    if (!replaced) return [];
    const action = new vscode.CodeAction(replaced.title, vscode.CodeActionKind.RefactorRewrite);
    action.edit = replaced.edit;
    return [action];
  }
}

interface Replacement {
  readonly edit: vscode.WorkspaceEdit;
  readonly title: string;
}
