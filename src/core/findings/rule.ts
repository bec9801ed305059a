import { shownUsage } from "../describe/summarize";
import type { KeyRef } from "../usage/key";
import type { KeyUsage } from "../usage/keyUsage";
import type { UsageState } from "../usage/usageService";
import { judge, type Bench } from "../verdict/judge";

/** What a finding is, by what its key does. The code of its problem, the name in the settings, the heading in the docs. */
export type FindingRule = (typeof FINDING_RULES)[number];

/** The weightiest first. */
export const FINDING_RULES = [
  "root-key-in-use",
  "key-in-use",
  "cannot-tell",
  "stale-key",
  "no-use-on-record",
] as const;

/** How a finding is reported. */
export type Severity = (typeof SEVERITIES)[number];

/** The weightiest first. */
export const SEVERITIES = ["error", "warning", "information", "hint", "off"] as const;

/** `keytrail.problems.severities`, complete. */
export type SeverityTable = Readonly<Record<FindingRule, Severity>>;

/** What is reported how, unless the user says otherwise. */
export const USUAL_SEVERITIES: SeverityTable = {
  "root-key-in-use": "error",
  "key-in-use": "warning",
  "cannot-tell": "warning",
  "stale-key": "information",
  "no-use-on-record": "information",
};

/** What the key of a finding does, by its verdict; `undefined` for a temporary key, which is nobody's worry. */
export function ruleOf(key: KeyRef, state: UsageState, bench: Bench): FindingRule | undefined {
  if (key.kind === "temporary-key") return undefined;
  const usage = shownUsage(state);
  if (!usage) return "cannot-tell";
  const { kind } = judge(usage, bench);
  switch (kind) {
    case "in-use":
      return isRootKey(usage) ? "root-key-in-use" : "key-in-use";
    case "stale":
      return "stale-key";
    case "no-use-on-record":
    case "cannot-tell":
      return kind;
  }
}

/** Whether somebody may be using the key at this moment, for the number at the view. */
export function isAlive(rule: FindingRule | undefined): boolean {
  return rule === "root-key-in-use" || rule === "key-in-use";
}

/** How a finding is reported: with the secret beside the ID one step more urgently, as a reader needs nothing else. */
export function severityOf(rule: FindingRule, nearSecret: boolean, table: SeverityTable): Severity {
  const severity = table[rule];
  if (!nearSecret || severity === "off") return severity;
  return SEVERITIES[SEVERITIES.indexOf(severity) - 1] ?? "error";
}

/** A KMS key is the whole account's, and still may do no more than other keys of its kind. */
function isRootKey({ key, owner }: KeyUsage): boolean {
  return key.kind === "access-key" && owner?.type !== undefined && ROOT_ACCOUNTS.has(owner.type);
}

/** As the clouds spell the owner that may do everything. */
const ROOT_ACCOUNTS = new Set(["root-account", "main-account"]);
