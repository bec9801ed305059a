import * as vscode from "vscode";
import { markdownText, languageOfSentences, type Words } from "../words";
import { localDate } from "../../core/describe/times";
import type { KeyNode } from "./nodes";

/** All there is to say about a key in the tree. */
export function keyTooltip({ key, entry }: KeyNode, words: Words): vscode.MarkdownString {
  const { headline, facts, problem, caveats, footnote } = words.describe(key);
  const lines = [headline, ...facts, ...listedFacts(entry), problem, ...caveats, footnote].filter(
    (line) => line !== undefined && line !== "",
  );
  return new vscode.MarkdownString(
    [`**${markdownText(words.idOf(key))}**`, ...lines.map((line) => markdownText(line ?? ""))].join("\n\n"),
  );
}

/** What the account's own list says of it. */
function listedFacts(entry: KeyNode["entry"]): readonly string[] {
  if (!entry) return [];
  const date = (time: string): string => localDate(Date.parse(time), { language: languageOfSentences() });
  const { createdAt } = entry.info;
  return [
    ...(createdAt === undefined ? [] : [vscode.l10n.t("Made on {0}", date(createdAt))]),
    ...(entry.changedAt === undefined || entry.changedAt === createdAt
      ? []
      : [vscode.l10n.t("Last changed in the cloud on {0}", date(entry.changedAt))]),
  ];
}
