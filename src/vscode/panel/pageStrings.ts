import * as vscode from "vscode";
import type { PageStrings } from "../../shared/usagePage";

/** Every fixed word of the usage page; the page itself knows none. */
export function pageStrings(): PageStrings {
  return {
    refresh: vscode.l10n.t("Refresh"),
    copyAsJson: vscode.l10n.t("Copy as JSON"),
    copyEvidence: vscode.l10n.t("Copy Evidence"),
    openInConsole: vscode.l10n.t("Open in Console"),
    servicesTitle: vscode.l10n.t("Services this key has used"),
    shownOfTotal: vscode.l10n.t("{0} of {1}"),
    filterServices: vscode.l10n.t("Filter services"),
    clearFilter: vscode.l10n.t("Clear filter"),
    noServiceMatches: vscode.l10n.t("No service matches “{0}”."),
    service: vscode.l10n.t("Service"),
    timeline: vscode.l10n.t("When it was last used"),
    lastUsed: vscode.l10n.t("Last used"),
    eventAndAddress: vscode.l10n.t("Event · address"),
    event: vscode.l10n.t("Event"),
    address: vscode.l10n.t("Address"),
    region: vscode.l10n.t("Region"),
    source: vscode.l10n.t("Source"),
    events: vscode.l10n.t("Events"),
    addresses: vscode.l10n.t("Addresses"),
    resources: vscode.l10n.t("Resources"),
    notRecordedInDetail: vscode.l10n.t("Not recorded in detail. The service was used all the same."),
    rotationTitle: vscode.l10n.t("Replace this key, step by step"),
    rotationNote: vscode.l10n.t(
      "KeyTrail changes nothing in the cloud. What the records show is ticked by itself; the rest is for you to tick.",
    ),
    copyCommand: vscode.l10n.t("Copy Command"),
    keyFactsTitle: vscode.l10n.t("The key itself"),
    activityTitle: vscode.l10n.t("Records of this key"),
    filterActivity: vscode.l10n.t("Filter records"),
    noRecordMatches: vscode.l10n.t("No record matches “{0}”."),
    loadedOfTotal: vscode.l10n.t("{0} of {1} loaded"),
    loadedSoFar: vscode.l10n.t("{0} loaded, there are more"),
    notLoadedYet: vscode.l10n.t("Not loaded yet"),
    noRecords: vscode.l10n.t("Nothing is on record in this time."),
    when: vscode.l10n.t("When"),
    action: vscode.l10n.t("Action"),
    who: vscode.l10n.t("Who"),
    madeBy: vscode.l10n.t("Made by"),
    rawRecord: vscode.l10n.t("Raw record"),
    showMore: vscode.l10n.t("Show more"),
    loading: vscode.l10n.t("Loading…"),
    retry: vscode.l10n.t("Retry"),
    policyTitle: vscode.l10n.t("The smallest policy that is enough"),
    copyPolicy: vscode.l10n.t("Copy policy"),
    requestId: vscode.l10n.t("Request ID: {0}"),
    staleMark: vscode.l10n.t(
      "The line is the time since the last use. The dashed mark is where a key counts as stale.",
    ),
    detailCaveat: vscode.l10n.t(
      "The cloud keeps the detail of some events only. A service without recorded detail was still used.",
    ),
  };
}
