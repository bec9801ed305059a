import type { Standing } from "../describe/summarize";

/** Which keys a person wants to see, and in which order. */
export interface KeyView {
  /** Empty means all. */
  readonly filters: readonly KeyFilter[];
  readonly sort: KeySort;
}

/** The kinds of keys to choose from. */
export const KEY_FILTERS = ["in-use", "stale", "no-use", "disabled", "in-code"] as const;
export type KeyFilter = (typeof KEY_FILTERS)[number];

/** `listed` is the order of the settings and of the cloud. */
export const KEY_SORTS = ["listed", "last-use", "age", "name"] as const;
export type KeySort = (typeof KEY_SORTS)[number];

/** All keys, in the order in which they are listed. */
export const WHOLE_VIEW: KeyView = { filters: [], sort: "listed" };

/** What filtering and sorting go by. */
export interface KeyLook {
  readonly standing: Standing;
  readonly lastUseAt?: string | undefined;
  readonly createdAt?: string | undefined;
  /** As the cloud spells it. */
  readonly state?: string | undefined;
  /** What the row is called. */
  readonly name: string;
  readonly isInCode: boolean;
}

/**
 * Whether a key is one of those wanted: of one of the kinds, and in code where only such keys are wanted. `undecided`
 * when that hangs on its use, and nobody knows that: such a key must not vanish without a word.
 */
export function passes({ filters }: Pick<KeyView, "filters">, look: KeyLook): "yes" | "no" | "undecided" {
  if (filters.includes("in-code") && !look.isInCode) return "no";
  const kinds = filters.filter((filter) => filter !== "in-code");
  if (kinds.length === 0 || kinds.some((kind) => isOfKind(kind, look))) return "yes";
  const hangsOnUse = kinds.some((kind) => kind !== "disabled");
  return hangsOnUse && UNKNOWN_USE.has(look.standing) ? "undecided" : "no";
}

/** Whether the key is switched off, or about to go. */
export function isDisabled(state: string | undefined): boolean {
  return /^(disabled?|inactive|revoked?)$/i.test(state ?? "");
}

function isOfKind(kind: Exclude<KeyFilter, "in-code">, { standing, state }: KeyLook): boolean {
  switch (kind) {
    case "in-use":
      return standing === "used";
    case "stale":
      return standing === "stale";
    case "no-use":
      return standing === "no-use-on-record";
    case "disabled":
      return isDisabled(state);
  }
}

const UNKNOWN_USE: ReadonlySet<Standing> = new Set([
  "unknown",
  "looking-up",
  "failed",
  "denied",
  "cannot-tell",
]);

/** Sorts what has a look; those without what is sorted by come last, and equals stay as they were. */
export function sorted<T>(items: readonly T[], sort: KeySort, lookOf: (item: T) => KeyLook): readonly T[] {
  if (sort === "listed") return items;
  const withRanks = items.map((item) => ({ item, rank: rankOf(lookOf(item), sort) }));
  return withRanks.sort((a, b) => compare(a.rank, b.rank)).map(({ item }) => item);
}

/** What to compare, the smaller first; within a class by text. */
interface Rank {
  readonly class: number;
  readonly text: string;
}

function rankOf({ standing, lastUseAt, createdAt, name }: KeyLook, sort: Exclude<KeySort, "listed">): Rank {
  switch (sort) {
    case "last-use":
      // Those that may go first: no use on record, then the longest quiet; of whose use nobody knows, last.
      if (lastUseAt !== undefined) return { class: 1, text: lastUseAt };
      return { class: standing === "no-use-on-record" ? 0 : 2, text: "" };
    case "age":
      return { class: createdAt === undefined ? 1 : 0, text: createdAt ?? "" };
    case "name":
      return { class: 0, text: name.toLowerCase() };
  }
}

/** By code unit, which is the order of time for ISO 8601. */
function compare(a: Rank, b: Rank): number {
  return a.class - b.class || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);
}
