import * as vscode from "vscode";
import type { Standing } from "../../core/describe/summarize";

/** A shape for each standing, so that colour is never the only difference. */
export function standingIcon(standing: Standing): vscode.ThemeIcon {
  const [icon, color] = ICONS[standing];
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}

const ICONS: Readonly<Record<Standing, readonly [icon: string, color?: string]>> = {
  used: ["pulse", "charts.green"],
  stale: ["history", "charts.yellow"],
  "no-use-on-record": ["circle-slash", "charts.blue"],
  "cannot-tell": ["unverified", "list.warningForeground"],
  "not-found": ["question"],
  denied: ["lock", "list.warningForeground"],
  failed: ["warning", "list.errorForeground"],
  temporary: ["watch"],
  untracked: ["eye-closed"],
  "looking-up": ["loading~spin"],
  unknown: ["key"],
};
