import * as vscode from "vscode";
import type { Description } from "../../core/describe/describeUsage";
import { UsageError } from "../../core/usage/errors";
import type { KeyRef } from "../../core/usage/key";
import type { UsageService } from "../../core/usage/usageService";
import { COMMANDS } from "../commands/names";
import type { LiveSettings } from "../settings";
import { markdownText, type Words } from "../words";
import type { DocumentKeys } from "./documentKeys";

/** The answer beside the pointer: waits for the cloud when looking up unasked is allowed, else shows what is known. */
export class KeyHoverProvider implements vscode.HoverProvider {
  constructor(
    private readonly documentKeys: DocumentKeys,
    private readonly usage: UsageService,
    private readonly words: Words,
    private readonly settings: LiveSettings,
  ) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    if (!this.settings.now.hover) return undefined;
    const located = this.documentKeys.at(document, position);
    if (!located) return undefined;
    const { key, range } = located;
    // An old answer is shown at once; the scheduler has its successor on the way.
    const { known, failed } = this.usage.peek(key);
    if (!known && !failed && this.settings.mayLookUpUnasked && !(await this.asked(key, token)))
      return undefined;
    return new vscode.Hover(hoverText(key, this.words.describe(key), this.words.nameOf(key)), range);
  }

  /** Whether the answer is there; not, when the pointer went elsewhere first. */
  private async asked(key: KeyRef, token: vscode.CancellationToken): Promise<boolean> {
    const gone = new AbortController();
    const listening = token.onCancellationRequested(() => {
      gone.abort();
    });
    try {
      await this.usage.ask(key, {}, gone.signal);
      return true;
    } catch (error) {
      if (error instanceof UsageError && error.kind === "cancelled") return false;
      throw error;
    } finally {
      listening.dispose();
    }
  }
}

/** Names from the cloud go in as text only; the links are ours, and only these commands may run. */
function hoverText(key: KeyRef, description: Description, name: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.isTrusted = {
    enabledCommands: [COMMANDS.showUsage, COMMANDS.copyUsage, COMMANDS.refreshKey, COMMANDS.openInConsole],
  };
  const lines = [
    `**${markdownText(description.headline)}**${key.label === undefined ? "" : ` · ${markdownText(name)}`}`,
    ...description.facts.map(markdownText),
    ...(description.problem === undefined ? [] : [markdownText(description.problem)]),
    ...description.caveats.map((caveat) => `*${markdownText(caveat)}*`),
    ...(description.footnote ? [markdownText(description.footnote)] : []),
  ];
  text.appendMarkdown(lines.join("\n\n"));
  if (description.standing !== "temporary") text.appendMarkdown(`\n\n${links(key, description).join(" · ")}`);
  return text;
}

function links(key: KeyRef, { standing }: Description): readonly string[] {
  const all = [
    link(vscode.l10n.t("Show Usage Details"), COMMANDS.showUsage, key),
    link(vscode.l10n.t("Copy"), COMMANDS.copyUsage, key),
    link(vscode.l10n.t("Refresh"), COMMANDS.refreshKey, key),
    link(vscode.l10n.t("Open in Console"), COMMANDS.openInConsole, key),
  ];
  return standing === "unknown"
    ? [link(vscode.l10n.t("Look Up"), COMMANDS.refreshKey, key), ...all.slice(0, 1)]
    : all;
}

/** The ID is enough to find the key again; a label could hold a `)`, which would end the link. */
function link(title: string, command: string, { id }: KeyRef): string {
  return `[${title}](command:${command}?${encodeURIComponent(JSON.stringify([id]))})`;
}
