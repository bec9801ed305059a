import * as vscode from "vscode";
import { verdictWord } from "../../core/report/reportWords";
import type { ReportStrings } from "../../shared/reportPage";

/** Every fixed word of the report's page; the page itself knows none. */
export function reportStrings(): ReportStrings {
  return {
    title: vscode.l10n.t("Keys report"),
    refresh: vscode.l10n.t("Refresh"),
    stop: vscode.l10n.t("Stop"),
    exportReport: vscode.l10n.t("Export Report…"),
    pictureTitle: vscode.l10n.t("All keys by their last use and their age"),
    lastUseAxis: vscode.l10n.t("Last use"),
    ageAxis: vscode.l10n.t("Age of the key"),
    noUseKnown: vscode.l10n.t("No use known"),
    ageUnknown: vscode.l10n.t("Age not known"),
    staleMark: vscode.l10n.t("The dashed line is where a key counts as stale."),
    verdicts: {
      "in-use": verdictWord("in-use"),
      stale: verdictWord("stale"),
      "no-use-on-record": verdictWord("no-use-on-record"),
      "cannot-tell": verdictWord("cannot-tell"),
    },
    verdictFilter: vscode.l10n.t("Show keys by verdict"),
    accountFilter: vscode.l10n.t("Show keys of account"),
    allAccounts: vscode.l10n.t("All accounts"),
    filterKeys: vscode.l10n.t("Filter keys"),
    clearFilter: vscode.l10n.t("Clear filter"),
    noKeyMatches: vscode.l10n.t("No key matches what you chose."),
    shownOfTotal: vscode.l10n.t("{0} of {1}"),
    noKeys: vscode.l10n.t("There are no keys to report."),
    noKeysHint: vscode.l10n.t("Add keys to the side bar, or an account that lists its own."),
    key: vscode.l10n.t("Key"),
    account: vscode.l10n.t("Account · owner"),
    verdict: vscode.l10n.t("Verdict"),
    lastUsed: vscode.l10n.t("Last used"),
    created: vscode.l10n.t("Created"),
    noneOnRecord: vscode.l10n.t("none on record"),
    notKnown: vscode.l10n.t("not known"),
    showMore: vscode.l10n.t("Show more"),
  };
}
