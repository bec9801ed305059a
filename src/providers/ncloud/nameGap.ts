/** A quotation mark: plain, in a string with its backslashes, as an escape sequence, in HTML, in a link, in prose. */
const QUOTE = "(?:\\\\{0,7}[\"'`]|\\\\{1,7}(?:x2[27]|u002[27])|&quot;|&#3[49];|%2[27]|[“”‘’「」『』])";
const BLANKS = "[ \\t]{0,60}";

/** After a name in source code: `[]` of an array, or a type, as in `keyTag: string = …` and `keyTag string = …`. */
const DECLARATION = `(?:\\[\\d{0,4}\\]|\\?)?(?:(?:${BLANKS}:|[ \\t]{1,60})[ \\t]{0,9}[&*]?[A-Za-z][\\w.<>]{0,30}(?=[ \\t]{0,9}=))?`;

const SEPARATOR = [
  "=>",
  ":=",
  "==?",
  // The last of these is a shell's default: `${NAME:-value}`.
  "::?-?",
  "[：＝]",
  // Columns of a table, and a default in source code.
  "\\|\\|?",
  "\\?\\?",
  // As links write `=` and `:`, also a link in a link; JSON written by Gson.
  "%(?:25){0,3}3[ADad]",
  "\\\\{1,7}u003[ad]",
].join("|");

const BETWEEN = [
  `(?:${QUOTE})?[\\])]{0,2}\\*{0,2}${DECLARATION}${BLANKS}(?:${SEPARATOR})`,
  // A name and its value that stand apart, before what a list would make of it: `name: NAME, value: …`, `name="NAME" value="…"`.
  `(?:${QUOTE})?[\\s,]{1,60}(?:${QUOTE})?value(?:${QUOTE})?${BLANKS}[:=]`,
  // Arguments of a call, or a list: `put("name", "value")`.
  `${QUOTE}${BLANKS},`,
  // A tag's end.
  `(?:${QUOTE})?>`,
  // ENV NAME value; --name value
  "(?=[ \\t])",
].join("|");

/** Before the value: on the next line only in quotes; a call that wraps it (`ncloud.String("…")`), letters of a string. */
const OPENING =
  `(?:${BLANKS}|\\s{0,80}(?=["'\`]))` + `[\\[({]?(?:[A-Za-z_][\\w.]{0,40}\\()?(?:[A-Za-z@$]{0,2}${QUOTE})?`;

/**
 * What stands between a name and its value in source code, settings, environments, links, headers and prose, as a sticky
 * expression; `rest` is what may belong to the name yet.
 */
export function nameGap(rest = ""): RegExp {
  return new RegExp(`${rest}(?:${BETWEEN})${OPENING}`, "y");
}
