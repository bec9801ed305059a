import * as vscode from "vscode";
import type { KeyFilter, KeySort, KeyView } from "../../core/inventory/keyView";

/** What a filter is called, in the list to choose from. */
export function filterLabel(filter: KeyFilter): string {
  switch (filter) {
    case "in-use":
      return vscode.l10n.t("In use");
    case "stale":
      return vscode.l10n.t("Stale");
    case "no-use":
      return vscode.l10n.t("No use on record");
    case "disabled":
      return vscode.l10n.t("Disabled");
    case "in-code":
      return vscode.l10n.t("Found in an open file");
  }
}

/** What an order is called. */
export function sortLabel(sort: KeySort): string {
  switch (sort) {
    case "listed":
      return vscode.l10n.t("As listed");
    case "last-use":
      return vscode.l10n.t("Last use, longest ago first");
    case "age":
      return vscode.l10n.t("Age, oldest first");
    case "name":
      return vscode.l10n.t("Name");
  }
}

/** What stands above the rows while not all keys are shown. */
export function viewMessage({ filters }: KeyView): string | undefined {
  if (filters.length === 0) return undefined;
  return vscode.l10n.t("Only: {0}", filters.map(filterLabel).join(" · "));
}
