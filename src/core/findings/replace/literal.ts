/** A literal in a text, and what to put in its place. */
export interface LiteralPlace {
  readonly text: string;
  /** The ID, without the quotes around it: UTF-16 offsets, `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** The variable of the environment, in capitals. */
  readonly variable: string;
}

/** One change of a text; offsets are those of the text as it was. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** How a language puts a variable of the environment in a literal's place; `undefined` where that would not be right. */
export type Idiom = (place: LiteralPlace) => readonly TextChange[] | undefined;

/** The quotes that stand right around the ID, or nothing where it is a part of something longer. */
export function quoteAround({ text, start, end }: LiteralPlace): string | undefined {
  const quote = text.charAt(start - 1);
  return /["'`]/.test(quote) && text.charAt(end) === quote ? quote : undefined;
}

/** A change that takes the quotes away too. */
export function replaceQuoted({ start, end }: LiteralPlace, newText: string): TextChange {
  return { start: start - 1, end: end + 1, newText };
}

/** What stands before the ID on its line. */
export function before({ text, start }: LiteralPlace): string {
  return text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
}

/** What stands behind the ID on its line. */
export function behind({ text, end }: LiteralPlace): string {
  const lineEnd = text.indexOf("\n", end);
  return text.slice(end, lineEnd === -1 ? text.length : lineEnd).replace(/\r$/, "");
}

/** The end of lines that a text has. */
export function endOfLine(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
