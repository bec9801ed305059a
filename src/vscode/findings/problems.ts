import * as vscode from "vscode";
import type { FindingsStore } from "../../core/findings/findingsStore";
import { byFile, type ListedFinding } from "../../core/findings/listedFinding";
import type { FindingRule, Severity } from "../../core/findings/rule";
import type { LiveSettings } from "../settings";
import type { FindingJudge, Judged } from "./findingJudge";

/** The findings in the Problems panel: one for each place that is not dismissed. */
export class Problems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("keytrail");
  /** What is shown in each file, as text, so that only what changes is drawn again. */
  private shown = new Map<string, string>();

  constructor(
    private readonly store: FindingsStore,
    private readonly judge: FindingJudge,
    private readonly settings: LiveSettings,
  ) {}

  /** Shows what there is now. */
  draw(): void {
    const files = this.settings.now.problems ? byFile(this.store.reported) : [];
    const next = new Map<string, string>();
    const changes: [vscode.Uri, vscode.Diagnostic[] | undefined][] = [];
    for (const { id: uri, findings } of files) {
      const judged = findings.flatMap((finding) => this.problemsOf(finding));
      if (judged.length === 0) continue;
      const text = JSON.stringify(judged);
      next.set(uri, text);
      if (this.shown.get(uri) !== text)
        changes.push([vscode.Uri.parse(uri, true), judged.map((one) => diagnosticOf(one))]);
    }
    for (const uri of this.shown.keys())
      if (!next.has(uri)) changes.push([vscode.Uri.parse(uri, true), undefined]);
    if (changes.length > 0) this.collection.set(changes);
    this.shown = next;
  }

  dispose(): void {
    this.collection.dispose();
  }

  private problemsOf(finding: ListedFinding): readonly PlacedProblem[] {
    const judged = this.judge.judge(finding);
    return judged && judged.severity !== "off" ? [{ ...judged, range: finding.range }] : [];
  }
}

interface PlacedProblem extends Judged {
  readonly range: ListedFinding["range"];
}

function diagnosticOf({ range, message, severity, rule }: PlacedProblem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(range), message, LEVELS[severity]);
  diagnostic.source = "KeyTrail";
  diagnostic.code = { value: rule, target: helpUri(rule) };
  return diagnostic;
}

/** A range as VS Code has them. */
export function rangeOf({ start, end }: ListedFinding["range"]): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** The documentation of a kind of finding. */
export function helpUri(rule: FindingRule): vscode.Uri {
  return vscode.Uri.parse(`https://github.com/keytrail/keytrail/blob/main/docs/findings.md#${rule}`, true);
}

const LEVELS: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
  off: vscode.DiagnosticSeverity.Hint,
};
