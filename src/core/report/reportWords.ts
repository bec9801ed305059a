import * as l10n from "@vscode/l10n";
import type { KeyKind } from "../usage/key";
import type { VerdictKind } from "../verdict/verdict";

/** A verdict in the words that the README explains. */
export function verdictWord(kind: VerdictKind): string {
  switch (kind) {
    case "in-use":
      return l10n.t("In use");
    case "stale":
      return l10n.t("Stale");
    case "no-use-on-record":
      return l10n.t("No use on record");
    case "cannot-tell":
      return l10n.t("Cannot tell");
  }
}

/** What sort of key it is. */
export function kindWord(kind: KeyKind): string {
  switch (kind) {
    case "access-key":
      return l10n.t("access key");
    case "temporary-key":
      return l10n.t("temporary key");
    case "kms-key":
      return l10n.t("KMS key");
  }
}
