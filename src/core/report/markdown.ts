import * as l10n from "@vscode/l10n";
import { utcTime } from "../describe/times";
import { inertCode, inertText, inTable } from "./inertText";
import type { Report } from "./report";
import { identityText, type ReportRow } from "./reportRow";
import { kindWord, verdictWord } from "./reportWords";

/** The report as a table for a ticket or a wiki. Whatever came from a cloud or a setting shows as it was typed. */
export function toMarkdown(report: Report): string {
  const columns = columnsOf();
  const head = [line(columns.map(([name]) => name)), line(columns.map(() => "---"))];
  const body = report.rows.map((row) => line(columns.map(([, of]) => of(row) ?? "")));
  return `${[
    `# ${l10n.t("Keys report")}`,
    l10n.t(
      "Made with KeyTrail {0} at {1}. Keys: {2}. A last use older than {3} days counts as stale.",
      report.version,
      utcTime(Date.parse(report.madeAt)),
      report.rows.length,
      report.staleAfterDays,
    ),
    ...(report.missing.length === 0
      ? []
      : [
          `**${l10n.t("This report is partial.")}**`,
          report.missing.map((sentence) => `- ${inertText(sentence)}`).join("\n"),
        ]),
    [...head, ...body].join("\n"),
  ].join("\n\n")}\n`;
}

type Column = readonly [name: string, of: (row: ReportRow) => string | undefined];

function columnsOf(): readonly Column[] {
  return [
    [l10n.t("Account"), ({ account }) => code(account)],
    [l10n.t("Owner"), ({ owner }) => inertText(identityText(owner))],
    [l10n.t("Key"), ({ keyId }) => code(keyId)],
    [l10n.t("Label"), ({ label }) => code(label)],
    [l10n.t("Kind"), ({ kind }) => kindWord(kind)],
    [l10n.t("State"), ({ state }) => code(state)],
    [l10n.t("Created"), ({ created }) => time(created)],
    [l10n.t("Places"), ({ places }) => places?.map(inertCode).join(" ")],
    [l10n.t("Verdict"), verdictText],
    [l10n.t("Last use"), ({ lastUse }) => lastUse && lastUseText(lastUse.at, lastUse.mayBeLater)],
    [l10n.t("Service"), ({ lastUse }) => inertText(lastUse?.service?.name ?? "")],
    [l10n.t("Event"), ({ lastUse }) => code(lastUse?.event)],
    [l10n.t("Address"), ({ lastUse }) => code(lastUse?.ip)],
    [l10n.t("Region"), ({ lastUse }) => code(lastUse?.region)],
    [l10n.t("By"), ({ lastUse }) => inertText(identityText(lastUse?.by))],
    [l10n.t("Records since"), ({ recordsSince }) => time(recordsSince)],
    [l10n.t("As of"), ({ asOf }) => time(asOf)],
    [l10n.t("Reasons"), ({ reasons }) => reasons.map(inertText).join(" ")],
    [l10n.t("Caveats"), ({ caveats }) => caveats.map(inertText).join(" ")],
    [l10n.t("Problem"), ({ problem }) => inertText(problem?.message ?? "")],
  ];
}

function verdictText({ verdict, since }: ReportRow): string {
  return since === undefined ? verdictWord(verdict) : l10n.t("No use on record since {0}", time(since) ?? "");
}

function lastUseText(at: string, mayBeLater: true | undefined): string {
  return mayBeLater ? l10n.t("{0} or later", time(at) ?? "") : (time(at) ?? "");
}

function time(value: string | undefined): string | undefined {
  return value === undefined ? undefined : utcTime(Date.parse(value));
}

function code(value: string | undefined): string | undefined {
  return value === undefined ? undefined : inertCode(value);
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(inTable).join(" | ")} |`;
}
