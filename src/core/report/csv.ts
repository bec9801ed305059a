import type { Report } from "./report";
import { identityText, type ReportRow } from "./reportRow";

/**
 * The report as RFC 4180 has it, in UTF-8 without a byte order mark, a row for each key. The names of the columns are
 * for programs, and the same in every language.
 */
export function toCsv(report: Report): string {
  const lines = [
    COLUMNS.map(([name]) => name),
    ...report.rows.map((row) => COLUMNS.map(([, of]) => of(row, report))),
  ];
  return lines.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

const COLUMNS: readonly (readonly [
  name: string,
  of: (row: ReportRow, report: Report) => string | undefined,
])[] = [
  ["account", ({ account }) => account],
  ["provider", ({ provider }) => provider],
  ["owner", ({ owner }) => identityText(owner)],
  ["keyId", ({ keyId }) => keyId],
  ["label", ({ label }) => label],
  ["kind", ({ kind }) => kind],
  ["state", ({ state }) => state],
  ["created", ({ created }) => created],
  ["places", ({ places }) => places?.join("\n")],
  ["verdict", ({ verdict }) => verdict],
  ["lastUsed", ({ lastUse }) => lastUse?.at],
  ["lastUsedMayBeLater", ({ lastUse }) => lastUse && String(lastUse.mayBeLater === true)],
  ["service", ({ lastUse }) => lastUse?.service?.name],
  ["event", ({ lastUse }) => lastUse?.event],
  ["address", ({ lastUse }) => lastUse?.ip],
  ["region", ({ lastUse }) => lastUse?.region],
  ["by", ({ lastUse }) => identityText(lastUse?.by)],
  ["noUseSince", ({ since }) => since],
  ["recordsSince", ({ recordsSince }) => recordsSince],
  ["asOf", ({ asOf }) => asOf],
  ["reasons", ({ reasons }) => reasons.join("\n")],
  ["caveats", ({ caveats }) => caveats.join("\n")],
  ["problem", ({ problem }) => problem?.message],
  ["requestId", ({ problem }) => problem?.requestId],
  // In every row, since a line of its own would be no row of the table.
  ["partial", (_row, { missing }) => missing.join("\n")],
];

/**
 * A spreadsheet takes for a formula what begins with one of these, also after spaces; an apostrophe before it makes it
 * a text, and shows that something was there. Where lists are separated by semicolons or tabs, a spreadsheet begins a
 * cell after each, whatever the quotation marks say.
 */
const FORMULA_AFTER = /([;\t\r\n])(?=\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20])/gu;
const FORMULA = /^(?=\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/u;

function cell(value: string | undefined): string {
  if (value === undefined || value === "") return "";
  const inert = value.replace(FORMULA_AFTER, "$1'").replace(FORMULA, "'");
  // Programs read a NUL as the end of the text.
  const text = inert.replaceAll("\0", "\ufffd");
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
