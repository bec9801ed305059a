/**
 * What the usage page shows: sentences already written by the host in the user's language, and the few numbers the
 * page needs to sort and draw. All of it is inert text: the page renders it as text nodes and nothing else.
 */
export interface UsagePage {
  /** The whole ID, or the masked one if the user asked for that. */
  readonly keyText: string;
  readonly label?: string;
  /** `RAM user alice · account prod (1047…2211)`, once known. */
  readonly ownerLine?: string;
  readonly answer: Answer;
  /** What the cloud says of the key itself, in the order to read it; empty when it was not asked or said nothing. */
  readonly keyFacts: readonly Fact[];
  readonly services: Services;
  /** Of a key that has one list of records in place of services. */
  readonly activity?: Activity;
  /** Of a key that can be replaced by a second one of its owner. */
  readonly rotation?: Rotation;
  readonly actions: readonly PageAction[];
  readonly axis: Axis;
  /** BCP 47, for `lang` and for sorting names. */
  readonly language: string;
}

/** The outcome as a colour and a shape; the words always say it too. */
export type Tone = "used" | "stale" | "none" | "unknown" | "problem";

/** What the card at the top of the page says. */
export interface Answer {
  readonly tone: Tone;
  /** The answer in one sentence. */
  readonly headline: string;
  /** What it rests on; full sentences or ` · `-joined facts, most important first. */
  readonly lines: readonly string[];
  /** How far the records reach, how fresh they are, who was asked and when. */
  readonly footnote: string;
  /** While a look-up runs: what to tell about it. */
  readonly busy?: string;
  /** Why nothing, or nothing newer, is known. */
  readonly problem?: PageProblem;
}

/** What failed, and what the person can do about it from the page. */
export interface PageProblem {
  readonly message: string;
  readonly requestId?: string;
  /** With a missing permission: the policy to copy. */
  readonly policy?: string;
  readonly retryable: boolean;
}

/** What is known of the services that a key has used. */
export type Services =
  | { readonly state: "loading" }
  /** There is nothing to list and the answer above says why. */
  | { readonly state: "none" }
  | { readonly state: "failed"; readonly problem: PageProblem }
  | { readonly state: "listed"; readonly rows: readonly ServiceRow[] };

/** One row of the table: the latest use of one service. */
export interface ServiceRow {
  /** Names the row: no other row of the page has the same. */
  readonly code: string;
  readonly name: string;
  readonly tone: Tone;
  /** How long ago the last use was, in milliseconds at the moment the page was made; absent if the cloud gave no time. */
  readonly ageMs?: number;
  readonly relative: string;
  /** In the reader's own time zone. */
  readonly absolute?: string;
  /** In UTC, to the second. */
  readonly utc?: string;
  readonly source?: string;
  readonly event?: string;
  readonly ip?: string;
  readonly region?: string;
  /** The cloud's record, pretty-printed where it is JSON. */
  readonly raw?: string;
}

/** The axis of the picture: logarithmic in age, from the start of the records (left) to now (right). */
export interface Axis {
  readonly windowMs: number;
  /** Where the dashed mark stands (`keytrail.staleAfterDays`). */
  readonly staleAfterMs: number;
  /**
   * In any order. Where the room is too small for all labels the page keeps those of now (age 0), of the window's start
   * and of the stale mark, in this order, and of the others as many as fit.
   */
  readonly ticks: readonly AxisTick[];
}

/** A named age on the axis. */
export interface AxisTick {
  readonly ageMs: number;
  readonly label: string;
}

/** A name and a value, both in words. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** The records of a key, from the start of the window to now: a picture and a table, loaded page by page. */
export interface Activity {
  /** Names the list in `LoadDetail` and `DetailState`, which have the kind `activity`. */
  readonly service: string;
  /** The rows of the picture, top to bottom. */
  readonly lanes: readonly ActivityLane[];
  readonly windowMs: number;
  readonly ticks: readonly AxisTick[];
}

export interface ActivityLane {
  readonly kind: RecordKind;
  readonly label: string;
}

/** Who made a record: a program (which is a use), a person in the console, or the cloud itself. */
export type RecordKind = "program" | "console" | "system";

/** How the key is replaced without anything failing, and how far that has come. */
export interface Rotation {
  /** `The new key was active 4 minutes ago; the old key has been quiet for 9 days.` */
  readonly sentence?: string;
  /** Which key is the old one and which the new. */
  readonly pair: string;
  /** In the order in which they are safe. */
  readonly steps: readonly RotationStepRow[];
}

export interface RotationStepRow {
  readonly id: string;
  readonly title: string;
  /** Whether the records show that it is done. */
  readonly done: boolean;
  /** Nothing on record shows it; the person ticks it. */
  readonly byHand: boolean;
  readonly hasPage: boolean;
  readonly hasCommand: boolean;
}

/** What the links at the top of the page do. */
export type PageAction = "refresh" | "copy" | "copyEvidence" | "openConsole";

/** The tabs of a service. */
export type ServiceTab = "events" | "addresses" | "resources";

/** What can be loaded page by page: a tab of a service, or the records of the key as a whole. */
export type DetailKind = ServiceTab | "activity";

/** What is known of one service's events, addresses or resources. */
export interface DetailState {
  readonly service: string;
  readonly kind: DetailKind;
  readonly rows: readonly DetailRow[];
  readonly loading: boolean;
  /** Whether the cloud has a further page. */
  readonly more: boolean;
  /** How many rows there are in all, where the cloud says so. */
  readonly total?: number;
  readonly problem?: PageProblem;
}

/** One event, address or resource. */
export interface DetailRow {
  readonly name: string;
  readonly resourceType?: string;
  readonly relative: string;
  /** In the reader's own time zone. */
  readonly absolute?: string;
  /** In UTC, to the second. */
  readonly utc?: string;
  readonly source?: string;
  readonly raw?: string;
  /** With activity: how long ago, in milliseconds when the page was made; absent if the cloud gave no time to tell. */
  readonly ageMs?: number;
  /** With activity: who made the record. */
  readonly recordKind?: RecordKind;
  readonly who?: string;
  readonly ip?: string;
}

/** Every fixed word of the page, in the user's language. `{0}` and `{1}` stand for what the comment beside them says. */
export interface PageStrings {
  readonly refresh: string;
  readonly copyAsJson: string;
  readonly copyEvidence: string;
  readonly openInConsole: string;
  readonly servicesTitle: string;
  /** Beside the title while a filter is set: {0} of {1} services are shown. */
  readonly shownOfTotal: string;
  /** Label and placeholder of the filter box. */
  readonly filterServices: string;
  readonly clearFilter: string;
  /** {0}: what the user typed. */
  readonly noServiceMatches: string;
  /** Column headers, and the names of the facts in an open row. */
  readonly service: string;
  readonly timeline: string;
  readonly lastUsed: string;
  readonly eventAndAddress: string;
  readonly event: string;
  readonly address: string;
  readonly region: string;
  readonly source: string;
  /** Tabs of a service, and what each says when the cloud has nothing to list there. */
  readonly events: string;
  readonly addresses: string;
  readonly resources: string;
  readonly notRecordedInDetail: string;
  /** Above the steps that replace the key, and below them. */
  readonly rotationTitle: string;
  readonly rotationNote: string;
  readonly copyCommand: string;
  /** Above what the cloud says of the key itself. */
  readonly keyFactsTitle: string;
  /** Above the records of a key, and on their filter box. */
  readonly activityTitle: string;
  readonly filterActivity: string;
  /** {0}: what the user typed. */
  readonly noRecordMatches: string;
  /** While not all records are loaded: {0} of {1} are; or {0} are and nobody knows of how many. */
  readonly loadedOfTotal: string;
  readonly loadedSoFar: string;
  /** In the picture, for the time from which no record is loaded yet. */
  readonly notLoadedYet: string;
  readonly noRecords: string;
  /** Column headers of the records. */
  readonly when: string;
  readonly action: string;
  readonly who: string;
  readonly madeBy: string;
  /** Opens the cloud's own record of one use. */
  readonly rawRecord: string;
  readonly showMore: string;
  readonly loading: string;
  readonly retry: string;
  readonly policyTitle: string;
  readonly copyPolicy: string;
  /** {0}: the ID. */
  readonly requestId: string;
  /** Below the table: what the dashed mark is, and that the cloud keeps only some of the detail. */
  readonly staleMark: string;
  readonly detailCaveat: string;
}
