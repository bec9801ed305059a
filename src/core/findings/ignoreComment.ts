/**
 * The reason in a comment `keytrail-ignore: reason` that is about the place at `at`: on the same line, or on a line of
 * its own just above. `undefined` where there is none, or no reason in it: nobody could review that later.
 */
export function ignoreReason(text: string, at: number): string | undefined {
  const lineStart = startOfLine(text, at);
  const own = reasonIn(text.slice(lineStart, endOfLine(text, at)));
  if (own !== undefined) return own.reason;
  if (lineStart === 0 || text.charAt(lineStart - 1) !== "\n") return undefined;
  const previousEnd = lineStart - 1;
  const previous = reasonIn(text.slice(startOfLine(text, previousEnd), previousEnd));
  // Behind code, the comment is about the code of its own line.
  return previous?.isAlone ? previous.reason : undefined;
}

const COMMENT = /keytrail-ignore:[ \t]*(.*)/;
/** What ends a comment in one of the languages that need it to. */
const CLOSER = /\s*(?:\*\/|-->|#\}|--%>|\*\)|\?>).*$/;
/** A minified file is one line; what is further away than this is about something else. */
const LINE_MAX = 1_000;

function reasonIn(line: string): { readonly reason: string; readonly isAlone: boolean } | undefined {
  const match = COMMENT.exec(line);
  if (!match) return undefined;
  const reason = (match[1] ?? "").replace(CLOSER, "").trim();
  if (reason === "") return undefined;
  return {
    reason,
    isAlone: !/[\p{L}\p{N}]/u.test(line.slice(0, match.index).replace(/^\s*(?:rem|REM)\s/, "")),
  };
}

function startOfLine(text: string, at: number): number {
  const least = Math.max(0, at - LINE_MAX);
  const piece = text.slice(least, at);
  return least + piece.lastIndexOf("\n") + 1;
}

function endOfLine(text: string, at: number): number {
  const piece = text.slice(at, at + LINE_MAX);
  const end = piece.search(/\r?\n/);
  return at + (end === -1 ? piece.length : end);
}
