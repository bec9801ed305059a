/** `a.{b,c}` as `a.b` and `a.c`, braces in braces too; what does not close stands for itself. */
export function expandBraces(glob: string): readonly string[] {
  const open = glob.indexOf("{");
  const close = open === -1 ? -1 : closingBrace(glob, open);
  if (close === -1) return [glob];
  const [before, after] = [glob.slice(0, open), glob.slice(close + 1)];
  return alternatives(glob.slice(open + 1, close)).flatMap((inner) =>
    expandBraces(`${before}${inner}${after}`),
  );
}

function closingBrace(glob: string, open: number): number {
  let depth = 0;
  for (let at = open; at < glob.length; at++) {
    if (glob.charAt(at) === "{") depth++;
    if (glob.charAt(at) === "}" && --depth === 0) return at;
  }
  return -1;
}

/** Splits at the commas that are in no further braces. */
function alternatives(inner: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < inner.length; at++) {
    const character = inner.charAt(at);
    if (character === "{") depth++;
    else if (character === "}") depth--;
    else if (character === "," && depth === 0) {
      parts.push(inner.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, inner.slice(start)];
}

/**
 * What a glob without braces means for a path with slashes from the folder on, as an expression's source for its
 * `byteText`: `*` and `?` stay in their folder, `**` as a whole name goes through folders, `[a-z]`, `[!a]`, and a
 * backslash before what means itself. `undefined` where it means nothing. All as ripgrep has it, to whom `?` is a byte
 * and `[!a]` may be a slash.
 */
export function globSource(text: string): string | undefined {
  const glob = byteText(text);
  let source = "";
  for (let at = 0; at < glob.length;) {
    const rest = glob.slice(at);
    const atNameStart = at === 0 || glob.charAt(at - 1) === "/";
    const folders = atNameStart ? /^(?:\*\*\/)+/.exec(rest)?.[0] : undefined;
    if (folders !== undefined) {
      source += "(?:[^/]+/)*";
      at += folders.length;
    } else if (atNameStart && rest === "**") {
      source += "[^]+";
      at += 2;
    } else {
      const [piece, length] = characterSource(rest) ?? [];
      if (piece === undefined || length === undefined) return undefined;
      source += piece;
      at += length;
    }
  }
  return isExpression(source) ? source : undefined;
}

function isExpression(source: string): boolean {
  try {
    return new RegExp(source, "u").source !== "";
  } catch {
    return false;
  }
}

/** What the glob's first character, or what it introduces, means, and how long that is. */
function characterSource(glob: string): readonly [source: string, length: number] | undefined {
  const first = glob.charAt(0);
  switch (first) {
    case "*":
      return ["[^/]*", /^\*+/.exec(glob)?.[0].length ?? 1];
    case "?":
      return ["[^/]", 1];
    case "\\":
      return glob.length > 1 ? [escaped(glob.charAt(1)), 2] : undefined;
    // Braces that are left over do not fit together.
    case "{":
    case "}":
      return undefined;
    case "[": {
      const whole = /^\[([!^]?)(\]?[^\]]*)\]/.exec(glob);
      if (!whole) return undefined;
      const [text, not = "", members = ""] = whole;
      if ([...members.matchAll(/([^])-([^])/gu)].some(([, from = "", to = ""]) => from > to))
        return undefined;
      return [`[${not === "" ? "" : "^"}${members.replace(/[\\\][^]/g, String.raw`\$&`)}]`, text.length];
    }
    default:
      return [escaped(first), 1];
  }
}

function escaped(character: string): string {
  if (/[\w/]/.test(character) || character > "\x7f") return character;
  return String.raw`\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}

/** A text with a character for each of its bytes in UTF-8. */
export function byteText(text: string): string {
  if (ASCII.test(text)) return text;
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}

// eslint-disable-next-line no-control-regex -- all of ASCII is what is meant
const ASCII = /^[\x00-\x7f]*$/;
