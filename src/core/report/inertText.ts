/**
 * Text from a cloud, a setting or a file as Markdown that shows it as it is typed, wherever it is pasted: in a ticket, a
 * chat, a repository. It cannot become a link, an image, a mention, a command, markup, or a row of a table. Unlike
 * character references this stays readable as plain text too, and mentions are recognised after those are resolved.
 */
export function inertText(text: string): string {
  const line = oneLine(text);
  return Array.from(line.matchAll(RUNS), ([run], index) =>
    isPlain(run, index === 0) ? run : fenced(run),
  ).join("");
}

/** The whole text as code: for names and IDs, which a reader copies. */
export function inertCode(text: string): string {
  const line = oneLine(text);
  return line === "" ? "" : fenced(line);
}

/** For a cell of a table, where a bar ends the cell even in code. */
export function inTable(markdown: string): string {
  return markdown.replaceAll("|", "\\|");
}

/** Without line breaks, and with what nobody can see, or what turns text round, made visible. */
function oneLine(text: string): string {
  return text
    .replace(/\s+/gu, " ")
    .trim()
    .replace(UNSEEN, (character) => `⟨U+${hex(character)}⟩`);
}

const UNSEEN = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

/** A space, some words of a script that is written without spaces, or anything else up to the next of these. */
const WIDE =
  "\\p{Script=Han}\\p{Script=Hangul}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff00-\\uffef";
const RUNS = new RegExp(` |[${WIDE}]+|[^ ${WIDE}]+`, "gu");

/** Whether Markdown, with all extensions that are common, shows a run as it is. */
function isPlain(run: string, isFirst: boolean): boolean {
  if (MARKUP.test(run)) return false;
  return !isFirst || !AT_THE_BEGINNING.test(run);
}

/**
 * Letters and digits are safe, and the punctuation of sentences; but not what makes an address of them (`a.b`, `a:b`,
 * `//`), nor what is doubled (`--`, `==`).
 */
const MARKUP = new RegExp(
  [
    `[^\\p{L}\\p{N}\\p{M}${WIDE} .,:;?%/()'"…·=+–—“”‘’⟨⟩-]`,
    "\\.\\p{L}",
    ":\\p{L}",
    "//",
    "--",
    "==",
    "''",
    "^www\\.",
  ].join("|"),
  "u",
);
/** A list, a heading of the older kind, a rule. */
const AT_THE_BEGINNING = /^(?:[-+=]|\p{N}{1,9}[.)])/u;

/** Between more backticks than are in it. */
function fenced(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const room = /^[` ]|[` ]$/.test(text) ? " " : "";
  return `${fence}${room}${text}${room}${fence}`;
}
