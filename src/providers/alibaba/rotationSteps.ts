import * as l10n from "@vscode/l10n";
import type { RotationStep, StepPlace } from "../../core/verdict/rotation";

/** How long the older key should have been quiet before it is switched off: a week has all of a week's jobs. */
const QUIET_DAYS = 7;
/** How long a switched-off key is kept: a month's jobs would have failed by then. */
const KEPT_DAYS = 30;

/** The order in which an AccessKey of a RAM user can be replaced without anything failing. */
export const alibabaRotationSteps: readonly RotationStep[] = [
  {
    id: "create",
    title: () => l10n.t("Make the user's second AccessKey. A RAM user can have two."),
    tick: { kind: "exists" },
    consoleUrl: userPage,
    command: ({ userName }) => ram("CreateAccessKey", userName),
  },
  {
    id: "deploy",
    title: () =>
      l10n.t("Put the new key wherever the old one is: code, pipelines, servers, other people's files."),
    tick: { kind: "by-hand" },
  },
  {
    id: "new-active",
    title: () => l10n.t("Wait until the new key is in use. The records are an hour or more behind."),
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
    consoleUrl: userPage,
    command: ({ olderId, userName }) =>
      `${ram("UpdateAccessKey", userName)} --UserAccessKeyId ${quoted(olderId)} --Status Inactive`,
  },
  {
    id: "wait",
    title: () =>
      l10n.t("Leave it disabled for {0} days: what needs it fails now, and can be mended.", KEPT_DAYS),
    tick: { kind: "quiet", days: KEPT_DAYS },
  },
  {
    id: "delete",
    title: () => l10n.t("Delete the old key. It goes into the recycle bin first, where the account has one."),
    tick: { kind: "gone" },
    consoleUrl: userPage,
    command: ({ olderId, userName }) =>
      `${ram("DeleteAccessKey", userName)} --UserAccessKeyId ${quoted(olderId)}`,
  },
];

function userPage({ userName }: StepPlace): string {
  return userName === undefined
    ? "https://ram.console.aliyun.com/manage/ak"
    : `https://ram.console.aliyun.com/users/${encodeURIComponent(userName)}`;
}

/** Without a user's name the command is about the caller's own keys. */
function ram(operation: string, userName: string | undefined): string {
  const user = userName === undefined ? "" : ` --UserName ${quoted(userName)}`;
  return `aliyun ram ${operation}${user}`;
}

/** As every shell takes it: names of users come from the cloud, and a person pastes the command. */
function quoted(text: string): string {
  return /^[\w.@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
