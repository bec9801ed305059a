import * as v from "valibot";

/** A text on the wire without the space around it; a number is one too, and whatever else stands there is none. */
export const maybeText = v.pipe(
  v.optional(v.unknown()),
  v.transform((value): string | undefined => {
    const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
    return text === "" ? undefined : text;
  }),
);
