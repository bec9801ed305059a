import * as l10n from "@vscode/l10n";
import type { RotationStep } from "../../core/verdict/rotation";

/** No document gives the address of one key's page. */
const CONSOLE = "https://console.ncloud.com/";
/** How long the older key should have been quiet before it is switched off: a week has all of a week's jobs. */
const QUIET_DAYS = 7;
/** How long a switched-off key is kept: a month's jobs would have failed by then. */
const KEPT_DAYS = 30;

/** The order in which an access key of a sub account can be replaced without anything failing. */
export const ncloudRotationSteps: readonly RotationStep[] = [
  {
    id: "create",
    title: () => l10n.t("Make a second access key for the sub account."),
    tick: { kind: "exists" },
    consoleUrl: () => CONSOLE,
  },
  {
    id: "deploy",
    title: () =>
      l10n.t("Put the new key wherever the old one is: code, pipelines, servers, other people's files."),
    tick: { kind: "by-hand" },
  },
  {
    id: "new-active",
    title: () =>
      l10n.t("Wait until the new key is in use. How far the records are behind, no document says."),
    tick: { kind: "used" },
  },
  {
    id: "old-quiet",
    title: () => l10n.t("Wait until the old key has been quiet for {0} days.", QUIET_DAYS),
    tick: { kind: "quiet", days: QUIET_DAYS },
  },
  {
    id: "disable",
    title: () => l10n.t("Disable the old key. This can be undone at once."),
    tick: { kind: "disabled" },
    consoleUrl: () => CONSOLE,
  },
  {
    id: "wait",
    title: () =>
      l10n.t("Leave it disabled for {0} days: what needs it fails now, and can be mended.", KEPT_DAYS),
    tick: { kind: "quiet", days: KEPT_DAYS },
  },
  {
    id: "delete",
    title: () => l10n.t("Delete the old key. This cannot be undone."),
    tick: { kind: "gone" },
    consoleUrl: () => CONSOLE,
  },
];
