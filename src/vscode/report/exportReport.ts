import * as vscode from "vscode";
import { toCsv } from "../../core/report/csv";
import { parseExportRequest } from "../../core/report/exportRequest";
import { toJson } from "../../core/report/json";
import { toMarkdown } from "../../core/report/markdown";
import type { Report, ReportFormat } from "../../core/report/report";
import { COMMANDS } from "../commands/names";
import { sentenceFor } from "../commands/generalCommands";
import type { FindingsOnDemand } from "../findings/findingsOnDemand";
import type { Services } from "../services";
import { withStoppableProgress } from "../stoppableProgress";
import { withoutIcons, withoutLinks } from "../words";
import { collectReport } from "./collectReport";
import { saveText } from "./saveText";

/**
 * Called by other code with `{ format, accounts? }` it returns the report's text. A person is asked which accounts, as
 * what and where to, sees how far it has come, and may stop it: then the file holds what is known, and says so.
 */
export async function exportReport(
  services: Services,
  findings: FindingsOnDemand,
  argument: unknown,
): Promise<string | undefined> {
  const request = parseExportRequest(argument, services.registry.accounts);
  if (request) {
    if (request.format === "sarif") await searchOnce(findings);
    const report = await collectReport(services, request.accounts, new AbortController().signal);
    return WRITERS[request.format].write(report, findings);
  }
  const choice = await choose(services, accountIn(argument));
  if (!choice) return undefined;
  const { names, format, file } = choice;
  try {
    if (format === "sarif") await searchOnce(findings);
    const report = await withProgress(services, names);
    await saveText(file, await WRITERS[format].write(report, findings));
    tellSaved(services, file, report);
  } catch (error) {
    services.log.error("Exporting a report", error);
    const reason = error instanceof vscode.FileSystemError ? error.message : sentenceFor(error);
    void vscode.window.showErrorMessage(
      withoutLinks(vscode.l10n.t("The report could not be saved as {0}: {1}", fileName(file), reason)),
    );
  }
  return undefined;
}

interface Writer {
  readonly label: string;
  readonly ending: string;
  readonly write: (report: Report, findings: FindingsOnDemand) => string | Promise<string>;
}

const WRITERS: Readonly<Record<ReportFormat, Writer>> = {
  csv: { label: "CSV", ending: "csv", write: toCsv },
  json: { label: "JSON", ending: "json", write: toJson },
  markdown: { label: "Markdown", ending: "md", write: toMarkdown },
  // It is about places in files; what the accounts' keys are known to do decides how urgent each place is.
  sarif: {
    label: "SARIF",
    ending: "sarif",
    write: async (_report, findings) => (await findings.load()).report.sarif(),
  },
};

interface Choice {
  /** Absent means all. */
  readonly names: readonly string[] | undefined;
  readonly format: ReportFormat;
  readonly file: vscode.Uri;
}

async function choose(services: Services, wanted: string | undefined): Promise<Choice | undefined> {
  const title = vscode.l10n.t("Export Report");
  const accounts = await chooseAccounts(services, title, wanted);
  if (!accounts) return undefined;
  const format = await chooseFormat(title);
  if (format === undefined) return undefined;
  const { label, ending } = WRITERS[format];
  const name = `keytrail-report-${new Date().toISOString().slice(0, 10)}.${ending}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = await vscode.window.showSaveDialog({
    title,
    filters: { [label]: [ending] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  return file && { names: accounts.names, format, file };
}

/** There is only a choice when there are several. */
async function chooseAccounts(
  { registry, providers }: Services,
  title: string,
  wanted: string | undefined,
): Promise<Pick<Choice, "names"> | undefined> {
  const { accounts } = registry;
  if (wanted !== undefined) return { names: [wanted] };
  if (accounts.length < 2) return { names: undefined };
  const items = accounts.map(({ name, provider }) => ({
    ...{ label: withoutIcons(name), name, picked: true },
    description: providers.find(({ id }) => id === provider)?.displayName ?? provider,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    canPickMany: true,
    placeHolder: vscode.l10n.t("The keys of which accounts?"),
  });
  if (!picked || picked.length === 0) return undefined;
  // With all of them come those keys that no account is known to have.
  return { names: picked.length === accounts.length ? undefined : picked.map(({ name }) => name) };
}

async function chooseFormat(title: string): Promise<ReportFormat | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly format: ReportFormat })[] = [
    { format: "csv", label: WRITERS.csv.label, description: vscode.l10n.t("for a spreadsheet") },
    { format: "json", label: WRITERS.json.label, description: vscode.l10n.t("for a program") },
    {
      format: "markdown",
      label: WRITERS.markdown.label,
      description: vscode.l10n.t("for a ticket or a wiki"),
    },
    {
      format: "sarif",
      label: WRITERS.sarif.label,
      description: vscode.l10n.t("the keys in the files of the workspace, for a code-scanning tool"),
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t("In which format?"),
  });
  return picked?.format;
}

/** A report about files that nobody had searched would be empty, and look like one of a clean workspace. */
async function searchOnce(onDemand: FindingsOnDemand): Promise<void> {
  const { store, commands } = await onDemand.load();
  if (!store.wasScanned) await commands[COMMANDS.scanWorkspace]();
}

async function withProgress(services: Services, names: readonly string[] | undefined): Promise<Report> {
  return withStoppableProgress(vscode.l10n.t("Looking up the keys of the report"), (signal, onProgress) =>
    collectReport(services, names, signal, onProgress),
  );
}

function tellSaved({ log }: Services, file: vscode.Uri, { missing }: Report): void {
  const open = vscode.l10n.t("Open");
  const [reason] = missing;
  const told =
    reason === undefined
      ? vscode.window.showInformationMessage(
          vscode.l10n.t("The report is saved as {0}.", fileName(file)),
          open,
        )
      : vscode.window.showWarningMessage(
          withoutLinks(
            vscode.l10n.t("The report is saved as {0}. It is partial. {1}", fileName(file), reason),
          ),
          open,
        );
  told
    .then(async (pressed) => {
      if (pressed === open) await vscode.commands.executeCommand("vscode.open", file);
    })
    .then(undefined, (error: unknown) => {
      log.error("Opening a report", error);
    });
}

function fileName({ path }: vscode.Uri): string {
  return path.split("/").at(-1) ?? path;
}

/** The account of a row of the tree. */
function accountIn(argument: unknown): string | undefined {
  const name = (argument as { readonly account?: { readonly name?: unknown } } | null | undefined)?.account
    ?.name;
  return typeof name === "string" ? name : undefined;
}
