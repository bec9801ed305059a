import * as l10n from "@vscode/l10n";
import { localDate, localTime, type Reader } from "../../core/describe/times";
import type { KeyInfo, KeyRotation, KeyUsage } from "../../core/usage/keyUsage";
import type { Fact } from "../../shared/usagePage";

/** What the cloud says of the key itself, for the page: codes in words where they are documented, else as they are. */
export function keyFactsOf(usage: KeyUsage | undefined, reader: Reader): readonly Fact[] {
  const info = usage?.keyInfo;
  if (!info) return [];
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    [l10n.t("Name"), info.name],
    [l10n.t("State"), info.state === undefined ? undefined : stateText(info.state, info, reader)],
    [l10n.t("Type"), info.type],
    [l10n.t("Protection"), info.protection === undefined ? undefined : protectionText(info.protection)],
    [l10n.t("Rotation"), info.rotation && rotationText(info.rotation, reader)],
    [l10n.t("Versions"), versionText(info)],
    [l10n.t("Created"), info.createdAt === undefined ? undefined : date(info.createdAt, reader)],
    [l10n.t("Memo"), info.memo],
    [l10n.t("NRN"), info.nrn],
  ];
  return facts.flatMap(([name, value]) => (value === undefined || value === "" ? [] : [{ name, value }]));
}

function stateText(state: string, { deletionAt }: KeyInfo, reader: Reader): string {
  switch (state.toUpperCase()) {
    case "ENABLE":
      return l10n.t("enabled ({0})", state);
    case "DISABLE":
      return l10n.t("disabled ({0})", state);
    case "ACTIVE":
      return l10n.t("enabled");
    case "INACTIVE":
      return l10n.t("disabled");
    case "REVOKE":
      return deletionAt === undefined
        ? l10n.t("scheduled for deletion ({0})", state)
        : l10n.t("scheduled for deletion on {1} ({0})", state, date(deletionAt, reader));
    default:
      return state;
  }
}

function protectionText(protection: string): string {
  return protection === "COMMON_HSM" ? l10n.t("hardware security module ({0})", protection) : protection;
}

function rotationText({ automatic, everyDays, nextAt }: KeyRotation, reader: Reader): string {
  if (!automatic) return l10n.t("not automatic");
  const every =
    everyDays === undefined ? l10n.t("automatic") : l10n.t("automatic, every {0} days", everyDays);
  return nextAt === undefined
    ? every
    : l10n.t("{0}; next on {1}", every, localTime(Date.parse(nextAt), reader));
}

function versionText({ currentVersion, versionCount }: KeyInfo): string | undefined {
  if (currentVersion === undefined) return versionCount === undefined ? undefined : String(versionCount);
  return versionCount === undefined
    ? l10n.t("the current one is {0}", currentVersion)
    : l10n.t("{1} in all, the current one is {0}", currentVersion, versionCount);
}

function date(time: string, reader: Reader): string {
  return localDate(Date.parse(time), reader);
}
