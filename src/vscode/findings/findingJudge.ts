import { problemMessage } from "../../core/findings/findingWords";
import type { ListedFinding } from "../../core/findings/listedFinding";
import { FINDING_RULES, ruleOf, severityOf, type FindingRule, type Severity } from "../../core/findings/rule";
import type { WorkspaceFinding } from "../../core/scan/finding";
import { keyText, type KeyRef } from "../../core/usage/key";
import type { UsageService } from "../../core/usage/usageService";
import type { Registry } from "../accounts/registry";
import type { LiveSettings } from "../settings";
import type { Words } from "../words";

/** What a finding is reported as, and in what words. */
export interface Judged {
  readonly rule: FindingRule;
  readonly severity: Severity;
  readonly message: string;
}

/** Judges findings by what is known of their keys. It peeks, and asks nobody. */
export class FindingJudge {
  /** Many places have one key, and every surface asks about each of them. */
  private readonly rules = new Map<string, FindingRule | undefined>();
  private readonly messages = new Map<string, string>();

  constructor(
    private readonly usage: UsageService,
    private readonly registry: Registry,
    private readonly words: Words,
    private readonly settings: LiveSettings,
  ) {}

  /** The key of a finding, with the label and the account that the user gave it. */
  keyOf({ key }: WorkspaceFinding): KeyRef {
    return this.registry.configured(key);
  }

  ruleOf(key: KeyRef): FindingRule | undefined {
    const text = keyText(key);
    if (!this.rules.has(text)) this.rules.set(text, ruleOf(key, this.usage.peek(key), this.words.wording()));
    return this.rules.get(text);
  }

  /** To be called when something may have changed about a key, or about how it is worded. */
  forget(): void {
    this.rules.clear();
    this.messages.clear();
  }

  /** For sorting: what is most urgent comes first, what is nobody's worry last. */
  rankOf(key: KeyRef): number {
    const rule = this.ruleOf(key);
    return rule === undefined ? FINDING_RULES.length : FINDING_RULES.indexOf(rule);
  }

  /** `undefined` for what is not reported whatever the settings say. */
  judge(finding: ListedFinding): Judged | undefined {
    const key = this.keyOf(finding);
    const rule = this.ruleOf(key);
    if (rule === undefined) return undefined;
    const nearSecret = finding.nearSecret === true;
    return {
      rule,
      severity: severityOf(rule, nearSecret, this.settings.now.severities),
      message: this.messageOf(key, rule, nearSecret),
    };
  }

  private messageOf(key: KeyRef, rule: FindingRule, nearSecret: boolean): string {
    const text = `${keyText(key)} ${nearSecret}`;
    const known = this.messages.get(text);
    if (known !== undefined) return known;
    const summary = this.words.summarize(key);
    const message = problemMessage(rule, { summary, shownId: this.words.idOf(key), nearSecret });
    this.messages.set(text, message);
    return message;
  }
}
