import * as v from "valibot";
import { isRecord } from "../../../core/util/record";
import { maybeText } from "../../common/maybeText";
import { readTime, type CloudTime } from "./cloudTime";

/**
 * Building blocks of the schemas, as tolerant as the documents are at odds with each other: any field may be absent,
 * null, empty, in other capitals, or a number in a string. Each turns those into a value or `undefined`.
 */

type Folded = Readonly<Record<string, unknown>>;

/** The fields under lower-case names; of two that differ in capitals only, the one that says something. */
export function foldNames(value: unknown): Folded {
  const folded: Record<string, unknown> = {};
  if (!isRecord(value)) return folded;
  for (const [name, field] of Object.entries(value)) {
    const lower = name.toLowerCase();
    if (folded[lower] === undefined || folded[lower] === null || folded[lower] === "") folded[lower] = field;
  }
  return folded;
}

/** An object, with its names in lower case. */
export const foldedObject = v.pipe(
  v.custom<Folded>(isRecord),
  v.transform((value) => foldNames(value)),
);

/** An object whose names may be spelt with any capitals; the schema's are in lower case. */
export function folded<Entries extends v.ObjectEntries>(entries: Entries) {
  return v.pipe(foldedObject, v.object(entries));
}

/** The elements that the schema takes, and how many are something else. */
export function listOf<Schema extends v.GenericSchema>(schema: Schema) {
  return v.pipe(
    v.array(v.unknown()),
    v.transform((items) => {
      const rows = items.flatMap((item): v.InferOutput<Schema>[] => {
        const parsed = v.safeParse(schema, item);
        return parsed.success ? [parsed.output] : [];
      });
      return { rows, unread: items.length - rows.length };
    }),
  );
}

/** A whole number that is not negative. */
export const maybeCount = v.pipe(
  maybeText,
  v.transform((text): number | undefined => {
    const count = text === undefined ? NaN : Number(text);
    return Number.isSafeInteger(count) && count >= 0 ? count : undefined;
  }),
);

export const maybeFlag = v.pipe(
  v.optional(v.unknown()),
  v.transform((value): boolean | undefined => {
    const flag = typeof value === "string" ? value.trim().toLowerCase() : value;
    return flag === true || flag === "true" ? true : flag === false || flag === "false" ? false : undefined;
  }),
);

/** When something happened; anything that is no time says that it did, and not when. */
export const maybeTime = v.pipe(
  v.optional(v.unknown()),
  v.transform((value): CloudTime | undefined => readTime(value)),
);

/** A moment that is known for certain, in ISO 8601; other texts and times without a zone are left out. */
export const maybeMoment = v.pipe(
  maybeTime,
  v.transform((time): string | undefined => (time?.kind === "moment" ? time.at : undefined)),
);
