import type { Finding } from "../detect/finding";
import type { KeyPattern } from "../detect/pattern";
import { isPlaceholder } from "../detect/standIn";

/** Whether the shape of a secret stands near an ID; nothing of it is kept, or told. */
export interface SecretShapes {
  isNear(text: string, finding: Finding): boolean;
}

/** About five lines of a settings file on either side. */
const REACH = 400;

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
      const shapes = shapesOf(provider, kind);
      if (shapes.length === 0) return false;
      // What is cut off in the middle is not judged by the rest of it.
      const before = text.slice(Math.max(0, start - REACH), start);
      const after = text.slice(end, end + REACH);
      const around = [
        start > REACH ? before.replace(/^[A-Za-z0-9+/_]+/, "") : before,
        end + REACH < text.length ? after.replace(/[A-Za-z0-9+/_]+$/, "") : after,
      ];
      return around.some((part) => shapes.some((shape) => holdsSecret(part, shape)));
    },
  };
}

function holdsSecret(text: string, shape: RegExp): boolean {
  return [...text.matchAll(new RegExp(shape, "g"))].some(([secret]) => !isPlaceholder(secret));
}
