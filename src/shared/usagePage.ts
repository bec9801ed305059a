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
  readonly services: Services;
  readonly actions: readonly PageAction[];
  readonly axis: Axis;
  /** BCP 47, for `lang` and for sorting names. */
  readonly language: string;
}

/** The outcome as a colour and a shape; the words always say it too. */
export type Tone = "used" | "stale" | "none" | "unknown" | "problem";

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

export interface PageProblem {
  readonly message: string;
  readonly requestId?: string;
  /** With a missing permission: the policy to copy. */
  readonly policy?: string;
  readonly retryable: boolean;
}

export type Services =
  | { readonly state: "loading" }
  /** There is nothing to list and the answer above says why. */
  | { readonly state: "none" }
  | { readonly state: "failed"; readonly problem: PageProblem }
  | { readonly state: "listed"; readonly rows: readonly ServiceRow[] };

export interface ServiceRow {
  readonly code: string;
  readonly name: string;
  readonly tone: Tone;
  /** How long ago the last use was, in milliseconds at the moment the page was made; absent if the cloud gave no time. */
  readonly ageMs?: number;
  readonly relative: string;
  readonly absolute?: string;
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
  readonly ticks: readonly { readonly ageMs: number; readonly label: string }[];
}

export type PageAction = "refresh" | "copy" | "openConsole";

export type DetailKind = "events" | "addresses" | "resources";

/** What is known of one service's events, addresses or resources. */
export interface DetailState {
  readonly service: string;
  readonly kind: DetailKind;
  readonly rows: readonly DetailRow[];
  readonly loading: boolean;
  /** Whether the cloud has a further page. */
  readonly more: boolean;
  readonly problem?: PageProblem;
}

export interface DetailRow {
  readonly name: string;
  readonly resourceType?: string;
  readonly ageMs?: number;
  readonly relative: string;
  readonly absolute?: string;
  readonly source?: string;
  readonly raw?: string;
}

/** Every fixed word of the page, in the user's language. `{0}` stands for a number or a name. */
export interface PageStrings {
  readonly refresh: string;
  readonly copyAsJson: string;
  readonly openInConsole: string;
  readonly servicesTitle: string;
  readonly filterServices: string;
  readonly service: string;
  readonly lastUsed: string;
  readonly event: string;
  readonly source: string;
  readonly addressAndRegion: string;
  readonly timeline: string;
  readonly events: string;
  readonly addresses: string;
  readonly resources: string;
  readonly rawRecord: string;
  readonly hideRawRecord: string;
  readonly noRawRecord: string;
  readonly showMore: string;
  readonly loading: string;
  readonly retry: string;
  readonly copyPolicy: string;
  readonly policyTitle: string;
  readonly requestId: string;
  readonly noServiceMatches: string;
  readonly notRecordedInDetail: string;
  readonly detailCaveat: string;
  readonly staleMark: string;
  readonly showDetails: string;
  readonly hideDetails: string;
  readonly sortedNewestFirst: string;
  readonly sortedOldestFirst: string;
}
