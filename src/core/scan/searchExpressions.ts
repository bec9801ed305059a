import type { KnownEntry } from "../detect/knownIds";
import type { KeyPattern } from "../detect/pattern";

const NAME_MAX = 80;
const TAIL = "[0-9A-Za-z]";
const OF_NAME = "[0-9A-Za-z_.-]";

/**
 * Expressions for a program that searches files line by line, one of which matches somewhere in every text in which the
 * detector finds a key. They match a little more: whoever uses them has the detector look at the file. Written in what
 * the dialects of Rust and JavaScript have in common.
 */
export function searchExpressions(
  patterns: readonly KeyPattern[],
  known: readonly KnownEntry[],
): readonly string[] {
  const byPattern = patterns.map(({ prefix, tailLength, context }) => {
    const prefixes = anyOf([prefix].flat());
    // What follows a name may stand in the next line.
    if (context?.nameHolds) return `${anyOf(context.nameHolds)}${OF_NAME}{0,${NAME_MAX}}${prefixes}`;
    return context && !canBeEmpty(context.gap) ? prefixes : `${prefixes}${TAIL}{${tailLength[0]}}`;
  });
  const byName = known.flatMap((entry) => ("key" in entry ? entry.aliases : [])).map(aliasExpression);
  const byId = known.map((entry) => literal("key" in entry ? entry.key.id : entry.id));
  // An empty expression would match every line.
  return [...new Set([...byPattern, ...byId, ...byName])].filter((expression) => expression !== "");
}

/** Whether a tail may follow its prefix at once. */
function canBeEmpty(gap: RegExp): boolean {
  gap.lastIndex = 0;
  return gap.test("");
}

// As in `aliases.ts`: what a name may hold must not touch it, unless an escape ends before it.
const BEFORE_ALIAS = String.raw`(?:^|[^0-9A-Za-z_-]|[\x5c%\x5b;][0-9A-Za-z]{1,9})`;
const AFTER_ALIAS = "(?:[^0-9A-Za-z_-]|$)";

function aliasExpression(alias: string): string {
  return alias === "" ? "" : `${BEFORE_ALIAS}${literal(alias)}${AFTER_ALIAS}`;
}

function anyOf(texts: readonly string[]): string {
  const [first, ...others] = texts.map(literal);
  return others.length === 0 ? (first ?? "") : `(?:${[first, ...others].join("|")})`;
}

/** A text as it stands; escaped by its code, because the dialects differ in which other escapes they accept. */
function literal(text: string): string {
  return text.replace(
    /[^0-9A-Za-z\u0080-\uffff]/g,
    (character) => String.raw`\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}
