import * as vscode from "vscode";
import { describeUsage, type Description } from "../core/describe/describeUsage";
import { summarize, type Summary, type Wording } from "../core/describe/summarize";
import type { Clock } from "../core/util/clock";
import { maskId, type KeyRef } from "../core/usage/key";
import type { KeyUsage } from "../core/usage/keyUsage";
import type { KeyUsageProvider } from "../core/usage/provider";
import type { UsageService } from "../core/usage/usageService";
import type { JudgedUsage } from "../core/verdict/verdict";
import { judged, judgedState } from "../core/verdict/verdictWords";
import type { LiveSettings } from "./settings";

/** Puts keys into words for the person in front of this window; shared by every surface. */
export class Words {
  constructor(
    private readonly providers: readonly KeyUsageProvider[],
    private readonly usage: UsageService,
    private readonly settings: LiveSettings,
    private readonly clock: Clock,
  ) {}

  /** All there is to say, for a hover, a tooltip or a panel. */
  describe(key: KeyRef): Description {
    return describeUsage(key, this.usage.peek(key), this.wordingFor(key));
  }

  summarize(key: KeyRef): Summary {
    return summarize(key, this.usage.peek(key), this.wording());
  }

  /**
   * The words where the key is in sight, so that the scheduler asks within a moment: "Looking up…" from the start,
   * instead of an offer to look it up that goes before anybody could take it. Whoever draws many passes the wording.
   */
  summarizeInSight(key: KeyRef, wording = this.wording()): Summary {
    const state = this.usage.peek(key);
    const awaited =
      !state.known &&
      !state.failed &&
      this.settings.mayLookUpUnasked &&
      this.usage.accountsFor(key).length > 0;
    return summarize(key, awaited ? { ...state, busy: true } : state, wording);
  }

  wording(): Wording {
    return {
      now: this.clock.now(),
      language: languageOfSentences(),
      staleAfterDays: this.settings.now.staleAfterDays,
      addressLabels: this.settings.now.addressLabels,
    };
  }

  /** With what the records about the key are worth, for whoever has room to say it. */
  wordingFor(key: KeyRef): Wording {
    const notes = this.providers.find(({ id }) => id === key.provider)?.recordNotes(key);
    return { ...this.wording(), ...(notes && { notes }) };
  }

  /** An answer with its verdict of this moment, as commands return it. */
  judged(usage: KeyUsage): JudgedUsage {
    return judged(usage, this.wordingFor(usage.key));
  }

  /** What is known about a key, with its verdict of this moment; `undefined` where nothing is. */
  judgedState(key: KeyRef): JudgedUsage | undefined {
    return judgedState(this.usage.peek(key), this.wordingFor(key));
  }

  /** The ID as the user wants it shown. */
  idOf(key: KeyRef): string {
    return this.settings.now.maskIds ? maskId(key.id) : key.id;
  }

  /** The label, if the user gave one; else the key's name in the cloud, where it has one; else the ID. */
  nameOf(key: KeyRef): string {
    return key.label ?? this.usage.peek(key).known?.keyInfo?.name ?? this.idOf(key);
  }
}

/** Where VS Code draws `$(name)` as an icon: keeps a name from the cloud a name. */
export function withoutIcons(text: string): string {
  return text.replace(/\$\(/g, "\\$(");
}

/** Notifications turn `[text](target)` into a link: keeps a text from the cloud a text. */
export function withoutLinks(text: string): string {
  return text.replaceAll("](", "] (");
}

/**
 * Text as Markdown that shows it as it is typed: every character that could mean anything becomes a reference to
 * itself. `MarkdownString.appendText` does less (it leaves `https://…` to become a link) and more (its spaces do not
 * break, so that a sentence runs out of the hover).
 */
export function markdownText(text: string): string {
  return text
    .trim()
    .replace(/\s+/gu, " ")
    .replace(/[^\p{L}\p{N}\p{M} ]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

/** What the sentences are written in: VS Code's language where there is a translation, so that times match the words. */
export function languageOfSentences(): string {
  return vscode.l10n.bundle ? vscode.env.language : "en";
}
