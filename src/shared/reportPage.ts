import type { VerdictKind } from "../core/verdict/verdict";
import type { Axis, AxisTick, Tone } from "./usagePage";

/**
 * What the report's page shows: sentences already written by the host in the user's language, and the few numbers the
 * page needs to sort and draw. All of it is inert text.
 */
export interface ReportPage {
  readonly rows: readonly ReportPageRow[];
  /** Every account that a row names, in the order of the settings. */
  readonly accounts: readonly string[];
  /** The axis of the last use, as on a key's own page. */
  readonly axis: Axis;
  /** The axis of the key's age, up to the oldest; absent when no key's creation is known. */
  readonly ages?: AgeAxis;
  /** While look-ups run: how far they have come. */
  readonly busy?: string;
  /** How many keys, and when was asked. */
  readonly footnote: string;
  /** BCP 47, for `lang` and for sorting names. */
  readonly language: string;
}

/** Logarithmic in age, from new (below) to the oldest key (above). */
export interface AgeAxis {
  readonly maxMs: number;
  readonly ticks: readonly AxisTick[];
}

/** One key: a row of the table, and a dot of the picture. */
export interface ReportPageRow {
  /** Names the row in `FromReport`; no other row has the same. */
  readonly id: string;
  /** The label, or the ID as the user wants it shown. */
  readonly name: string;
  /** The ID, where the name is not. */
  readonly idText?: string;
  readonly account?: string;
  readonly owner?: string;
  readonly tone: Tone;
  readonly verdict: VerdictKind;
  /** The answer in a sentence. */
  readonly headline: string;
  readonly service?: string;
  /** How long ago the use was that the verdict rests on, in milliseconds when the page was made. */
  readonly ageMs?: number;
  readonly relative?: string;
  /** In the reader's own time zone. */
  readonly absolute?: string;
  /** In UTC, to the second. */
  readonly utc?: string;
  /** How old the key is, where the cloud says so. */
  readonly createdAgeMs?: number;
  readonly created?: string;
}

/** Every fixed word of the page, in the user's language. `{0}` and `{1}` stand for what the comment beside them says. */
export interface ReportStrings {
  readonly title: string;
  readonly refresh: string;
  readonly stop: string;
  readonly exportReport: string;
  /** Above the picture, for screen readers. */
  readonly pictureTitle: string;
  readonly lastUseAxis: string;
  readonly ageAxis: string;
  /** Names the places in the picture of keys of which no use is known, and of those without a known age. */
  readonly noUseKnown: string;
  readonly ageUnknown: string;
  /** Below the picture: what the dashed mark is. */
  readonly staleMark: string;
  readonly verdicts: Readonly<Record<VerdictKind, string>>;
  /** The group of buttons that choose verdicts. */
  readonly verdictFilter: string;
  readonly accountFilter: string;
  readonly allAccounts: string;
  /** Label and placeholder of the filter box. */
  readonly filterKeys: string;
  readonly clearFilter: string;
  readonly noKeyMatches: string;
  /** {0} of {1} keys are shown. */
  readonly shownOfTotal: string;
  /** Where there is no key. */
  readonly noKeys: string;
  readonly noKeysHint: string;
  /** Column headers. */
  readonly key: string;
  readonly account: string;
  readonly verdict: string;
  readonly lastUsed: string;
  readonly created: string;
  /** In the table, in place of a last use: there is none on record, or nobody knows. */
  readonly noneOnRecord: string;
  readonly notKnown: string;
  readonly showMore: string;
}
