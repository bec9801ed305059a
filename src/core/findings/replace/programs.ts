import {
  before,
  behind,
  endOfLine,
  quoteAround,
  replaceQuoted,
  type Idiom,
  type TextChange,
} from "./literal";

/** JavaScript and TypeScript: `process.env.NAME`, and `${process.env.NAME}` inside a template. */
export const inJavaScript: Idiom = (place) => {
  const { text, start, end, variable } = place;
  const value = `process.env.${variable}`;
  const quote = quoteAround(place);
  if (quote !== undefined) {
    const around = before(place).slice(0, -1);
    // A name of a property, or of a module, has to be a literal.
    if (/^\s*:/.test(behind(place).slice(1)) && !/[?:]\s*$/.test(around)) return undefined;
    if (/\b(?:import|from|require\()\s*$/.test(around)) return undefined;
    const isAttribute = /<[A-Za-z][^<>]*\s[\w-]+=$/.test(around);
    return [replaceQuoted(place, isAttribute ? `{${value}}` : value)];
  }
  return isInTemplate(text, start) ? [{ start, end, newText: `\${${value}}` }] : undefined;
};

/** Python: `os.environ["NAME"]`, which fails at once where the variable is not set; and the import that it needs. */
export const inPython: Idiom = (place) => {
  const { text, variable } = place;
  const quote = quoteAround(place);
  if (quote === undefined || quote === "`") return undefined;
  const prefix = /[A-Za-z]*$/.exec(before(place).slice(0, -1))?.[0] ?? "";
  // A text of bytes is no text, and quotes in threes hold more than one line.
  if (
    /b/i.test(prefix) ||
    before(place).endsWith(quote.repeat(3)) ||
    behind(place).startsWith(quote.repeat(3))
  )
    return undefined;
  const other = quote === "'" ? "'" : '"';
  const { start, end, newText } = replaceQuoted(place, `os.environ[${other}${variable}${other}]`);
  const change = { start: start - prefix.length, end, newText };
  return /^import\s+(?:[\w.]+\s*,\s*)*os\b(?!\.)/m.test(text) ? [change] : [pythonImport(text), change];
};

/** Go: `os.Getenv("NAME")`, and the import that it needs. A constant cannot be read from the environment. */
export const inGo: Idiom = (place) => {
  const { text, variable, start } = place;
  const quote = quoteAround(place);
  if (quote !== '"' && quote !== "`") return undefined;
  if (isConstant(text.slice(0, start))) return undefined;
  const change = replaceQuoted(place, `os.Getenv("${variable}")`);
  if (/^\s*(?:import\s+)?"os"\s*$/m.test(text)) return [change];
  const added = goImport(text);
  return added && [added, change];
};

/** Java: `System.getenv("NAME")`. An annotation and a case take constants only. */
export const inJava: Idiom = (place) => {
  if (quoteAround(place) !== '"') return undefined;
  if (before(place).endsWith('"""') || behind(place).startsWith('"""')) return undefined;
  if (/^\s*@|@\w+\s*\([^)]*$|\bcase\s+"$/.test(before(place))) return undefined;
  return [replaceQuoted(place, `System.getenv("${place.variable}")`)];
};

/** An odd number of back quotes before it on the way from the last end of a statement: good enough for a preview. */
function isInTemplate(text: string, start: number): boolean {
  const ticks = text.slice(Math.max(0, start - 2_000), start).match(/(?<!\\)`/g)?.length ?? 0;
  return ticks % 2 === 1;
}

/** Behind what has to come first: a line for the shell, the encoding, the module's own text, and `from __future__`. */
function pythonImport(text: string): TextChange {
  const first =
    /^(?:#.*\r?\n|\s*\r?\n)*(?:(?:"""[^]*?"""|'''[^]*?''')[ \t]*\r?\n(?:[ \t]*\r?\n)*)?(?:from __future__ import .*\r?\n)*/.exec(
      text,
    );
  const at = first?.[0].length ?? 0;
  return { start: at, end: at, newText: `import os${endOfLine(text)}` };
}

function isConstant(head: string): boolean {
  const last = [...head.matchAll(/^[ \t]*(const|var|func|type|import)\b/gm)].at(-1);
  if (last?.[1] !== "const") return false;
  const rest = head.slice(last.index + last[0].length);
  // A group in brackets lasts until they close; a single one until the end of its line.
  return /^\s*\(/.test(rest) ? !/\n[ \t]*\)/.test(rest) : !rest.includes("\n");
}

function goImport(text: string): TextChange | undefined {
  const eol = endOfLine(text);
  const group = /^import\s*\([ \t]*\r?\n/m.exec(text);
  if (group) {
    const at = group.index + group[0].length;
    return { start: at, end: at, newText: `\t"os"${eol}` };
  }
  const clause = /^package\s+\w+.*(?:\r?\n|$)/m.exec(text);
  if (!clause) return undefined;
  const at = clause.index + clause[0].length;
  return { start: at, end: at, newText: `${eol}import "os"${eol}` };
}
