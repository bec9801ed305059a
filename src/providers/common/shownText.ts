import { redact } from "../../core/util/redact";

/** A text of a cloud's, fit to be shown: short, and without anything secret that it may quote. */
export function shownText(value: unknown, maxLength = 100): string | undefined {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return undefined;
  const shown = redact(value.slice(0, 10_000)).trim().slice(0, maxLength);
  // Some write a missing value as the word.
  return shown === "" || shown === "undefined" ? undefined : shown;
}

/** A request ID as it came, because support asks for it; nothing else can stand in its place. */
export function requestIdText(value: unknown): string | undefined {
  const id = typeof value === "string" ? value.trim() : undefined;
  return id !== undefined && /^[\w-]{1,48}$/.test(id) && id !== "undefined" ? id : undefined;
}
