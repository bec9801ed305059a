import { isAlphanumeric } from "./boundary";

// Hashes and keys in base64 begin at 64 characters (SHA-384, a line of PEM); paths and lists of words seldom reach 60.
const RUN_MIN = 60;

interface Run {
  readonly start: number;
  readonly end: number;
  readonly isBase64: boolean;
}

/**
 * Answers whether a place in `text` is inside base64 data: a run of at least 60 of its characters that holds a `+` or
 * is ended by `=`. The run last looked at is remembered, so that all questions in the order of the text read it once,
 * even when it is a single line of 20 MB.
 */
export function base64Check(text: string): (at: number) => boolean {
  let run: Run = { start: 0, end: 0, isBase64: false };
  return (at) => {
    if (at < run.start || at >= run.end) run = runAround(text, at);
    return run.isBase64;
  };
}

function runAround(text: string, at: number): Run {
  let start = at;
  while (start > 0 && isOfBase64(text.charCodeAt(start - 1))) start--;
  let end = at;
  while (end < text.length && isOfBase64(text.charCodeAt(end))) end++;
  const isBase64 =
    end - start >= RUN_MIN && (text.charAt(end) === "=" || text.slice(start, end).includes("+"));
  return { start, end, isBase64 };
}

const PLUS = 43;
const SLASH = 47;

function isOfBase64(code: number): boolean {
  return isAlphanumeric(code) || code === SLASH || code === PLUS;
}
