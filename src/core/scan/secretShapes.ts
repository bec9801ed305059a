import type { Finding } from "../detect/finding";
import type { KeyPattern } from "../detect/pattern";
import { isPlaceholder } from "../detect/standIn";
import { isMixed } from "../util/redact";

/** Whether the shape of a secret stands near an ID; nothing of it is kept, or told. */
export interface SecretShapes {
  isNear(text: string, finding: Finding): boolean;
}

/** On the line of the ID and on a few around it, as far as these are lines of settings and not whole files. */
const REACH_LINES = 3;
const REACH_CHARACTERS = 300;
/** Longer than any secret: what adjoins the reach tells a piece of something longer from a whole. */
const MARGIN = 128;

/** Takes the secrets' shapes from the patterns: an ID's secret is one of its own cloud and kind. */
export function secretShapes(patterns: readonly KeyPattern[]): SecretShapes {
  const shapesOf = (provider: string, kind: string): readonly RegExp[] => [
    ...new Set(
      patterns.flatMap((pattern) =>
        pattern.provider === provider && pattern.kind === kind && pattern.secret ? [pattern.secret] : [],
      ),
    ),
  ];
  return {
    isNear: (text, { provider, kind, start, end }) => {
      const from = reachBack(text, start);
      const to = reachOn(text, end);
      const offset = Math.max(0, from - MARGIN);
      const piece = text.slice(offset, to + MARGIN);
      const isSecret = (match: RegExpExecArray): boolean => {
        const at = offset + match.index;
        const isIdItself = at < end && at + match[0].length > start;
        return at >= from && at < to && !isIdItself && !isPlaceholder(match[0]) && isMixed(match[0]);
      };
      return shapesOf(provider, kind).some((shape) =>
        [...piece.matchAll(new RegExp(shape, "g"))].some(isSecret),
      );
    },
  };
}

function reachBack(text: string, start: number): number {
  const least = Math.max(0, start - REACH_CHARACTERS);
  let lines = 0;
  let at = start;
  while (at > least && !(text.charAt(at - 1) === "\n" && ++lines > REACH_LINES)) at--;
  return at;
}

function reachOn(text: string, end: number): number {
  const most = Math.min(text.length, end + REACH_CHARACTERS);
  let lines = 0;
  let at = end;
  while (at < most && !(text.charAt(at) === "\n" && ++lines > REACH_LINES)) at++;
  return at;
}
