import * as l10n from "@vscode/l10n";
import { isRecord } from "../util/record";
import { REPORT_FORMATS, type ReportFormat } from "./report";

/** What other code asks the export for. */
export interface ExportRequest {
  readonly format: ReportFormat;
  /** Names; absent means all. */
  readonly accounts?: readonly string[];
}

/**
 * The request in a command's argument; `undefined` for whatever else a menu hands over. One that names a format and is
 * not right is refused with a sentence, so that no script takes a report of other accounts for the one it wanted.
 */
export function parseExportRequest(
  argument: unknown,
  accounts: readonly { readonly name: string }[],
): ExportRequest | undefined {
  if (!isRecord(argument) || !("format" in argument)) return undefined;
  const { format, accounts: wanted } = argument;
  const known = REPORT_FORMATS.find((one) => one === format);
  if (known === undefined)
    throw new Error(l10n.t("The format of a report must be one of: {0}.", REPORT_FORMATS.join(", ")));
  if (wanted === undefined) return { format: known };
  if (!Array.isArray(wanted)) throw new Error(l10n.t("The accounts of a report must be a list of names."));
  const names = wanted.map((name: unknown) => {
    const account = accounts.find((one) => one.name === name);
    if (!account)
      throw new Error(
        typeof name === "string"
          ? l10n.t("There is no valid account named {0}.", name)
          : l10n.t("The accounts of a report must be a list of names."),
      );
    return account.name;
  });
  return { format: known, accounts: names };
}
