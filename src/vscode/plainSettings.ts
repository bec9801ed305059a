import * as l10n from "@vscode/l10n";
import { FINDING_RULES, SEVERITIES, USUAL_SEVERITIES, type SeverityTable } from "../core/findings/rule";
import { isRecord } from "../core/util/record";
import { parseAddressLabels, type AddressTable } from "../core/verdict/addressLabels";

/** The settings that are one value each; lists of accounts and keys are read by `accounts/`. */
export interface Settings {
  readonly automatic: boolean;
  readonly staleAfterDays: number;
  readonly cacheMinutes: number;
  readonly codeLens: boolean;
  readonly hover: boolean;
  readonly maskIds: boolean;
  readonly addressLabels: AddressTable;
  readonly problems: boolean;
  readonly severities: SeverityTable;
}

/** The name of such a setting, as people write it. */
export type PlainSettingName = `keytrail.${keyof typeof RULES}`;

/** What is wrong with the value of a setting, and what is used instead. */
export interface PlainSettingProblem {
  readonly setting: PlainSettingName;
  readonly message: string;
}

/** How a value is found: by the setting's name without `keytrail.`; `undefined` where nobody wrote one. */
export type ReadValue = (name: keyof typeof RULES) => unknown;

/** Every plain setting; for one with a mistake in it, what is used instead. */
export function readPlainSettings(read: ReadValue): Settings {
  return {
    automatic: RULES["lookUp.automatic"](read("lookUp.automatic")).used,
    staleAfterDays: RULES.staleAfterDays(read("staleAfterDays")).used,
    cacheMinutes: RULES["cache.minutes"](read("cache.minutes")).used,
    codeLens: RULES["codeLens.enabled"](read("codeLens.enabled")).used,
    hover: RULES["hover.enabled"](read("hover.enabled")).used,
    maskIds: RULES["display.maskIds"](read("display.maskIds")).used,
    addressLabels: RULES.addressLabels(read("addressLabels")).used,
    problems: RULES["problems.enabled"](read("problems.enabled")).used,
    severities: RULES["problems.severities"](read("problems.severities")).used,
  };
}

/** The mistakes in them. The editor marks these in the settings, where nobody looks who wonders why nothing changed. */
export function plainSettingProblems(read: ReadValue): readonly PlainSettingProblem[] {
  return PLAIN_NAMES.flatMap((name) => {
    const { mistake } = RULES[name](read(name));
    return mistake === undefined ? [] : [{ setting: `keytrail.${name}` as const, message: mistake }];
  });
}

/** Whether a text names one of them. */
export function isPlainSetting(text: unknown): text is PlainSettingName {
  return PLAIN_NAMES.some((name) => text === `keytrail.${name}`);
}

/** What a value comes to, and what is wrong with it. */
type Rule<T> = (value: unknown) => { readonly used: T; readonly mistake?: string };

/** Instead of what is neither, `cautious` holds: whoever wrote "no" or "yes" wanted less sent, or less shown. */
function yesOrNo({ usual, cautious }: Readonly<Record<"usual" | "cautious", boolean>>): Rule<boolean> {
  return (value) => {
    if (typeof value === "boolean") return { used: value };
    if (value === undefined) return { used: usual };
    const mistake = l10n.t("The setting must be true or false; {0} is used.", String(cautious));
    return { used: cautious, mistake };
  };
}

/** Of a number outside the range the nearest in it holds; of what is no number, the default. */
function numberFrom(least: number, most: number, usual: number): Rule<number> {
  return (value) => {
    if (value === undefined) return { used: usual };
    const isNumber = typeof value === "number" && Number.isFinite(value);
    const used = isNumber ? Math.min(Math.max(value, least), most) : usual;
    if (used === value) return { used };
    const mistake =
      most === Number.MAX_SAFE_INTEGER
        ? l10n.t("The setting must be a number of at least {0}; {1} is used.", least, used)
        : l10n.t("The setting must be a number from {0} to {1}; {2} is used.", least, most, used);
    return { used, mistake };
  };
}

/** Whatever is right in it holds, and the first thing that is wrong is told. */
const addressNames: Rule<AddressTable> = (value) => {
  if (value === undefined) return { used: [] };
  if (!isRecord(value)) {
    const mistake = l10n.t("The setting must have addresses or networks on the left and names on the right.");
    return { used: [], mistake };
  }
  const { table, mistake } = parseAddressLabels(value);
  if (mistake === undefined) return { used: table };
  return {
    used: table,
    mistake: l10n.t(
      'The setting must have addresses or networks such as 203.0.113.0/24 on the left and names on the right; "{0}" is left out.',
      mistake,
    ),
  };
};

/** Of a table with mistakes the rest holds; a severity that is none leaves the usual one in force. */
function severityTable(value: unknown): ReturnType<Rule<SeverityTable>> {
  if (value === undefined) return { used: USUAL_SEVERITIES };
  if (!isRecord(value))
    return {
      used: USUAL_SEVERITIES,
      mistake: l10n.t("The setting must be an object with severities by the kind of finding."),
    };
  const wrong = Object.entries(value).find(([rule, severity]) => !isRule(rule) || !isSeverity(severity));
  const used = Object.fromEntries(
    Object.entries(value).filter(([rule, severity]) => isRule(rule) && isSeverity(severity)),
  );
  return {
    used: { ...USUAL_SEVERITIES, ...used },
    ...(wrong && {
      mistake: isRule(wrong[0])
        ? l10n.t("{0} must be one of: {1}.", wrong[0], SEVERITIES.join(", "))
        : l10n.t("{0} is no kind of finding; there are: {1}.", wrong[0], FINDING_RULES.join(", ")),
    }),
  };
}

function isRule(text: string): boolean {
  return FINDING_RULES.some((rule) => rule === text);
}

function isSeverity(value: unknown): boolean {
  return SEVERITIES.some((severity) => severity === value);
}

const RULES = {
  "lookUp.automatic": yesOrNo({ usual: true, cautious: false }),
  staleAfterDays: numberFrom(1, 400, 90),
  "cache.minutes": numberFrom(1, Number.MAX_SAFE_INTEGER, 60),
  "codeLens.enabled": yesOrNo({ usual: true, cautious: true }),
  "hover.enabled": yesOrNo({ usual: true, cautious: true }),
  "display.maskIds": yesOrNo({ usual: false, cautious: true }),
  addressLabels: addressNames,
  "problems.enabled": yesOrNo({ usual: true, cautious: true }),
  "problems.severities": severityTable,
};

const PLAIN_NAMES = Object.keys(RULES) as (keyof typeof RULES)[];
