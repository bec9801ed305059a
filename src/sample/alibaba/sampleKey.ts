import type { ServiceName } from "./serviceNames";

/** One AccessKey and all that the sample cloud has on record about it. */
export interface SampleKey {
  readonly id: string;
  /** Name of the account that has it; absent: no account of the sample cloud does. */
  readonly account?: string;
  readonly owner: SampleOwner;
  readonly services: readonly ServiceStory[];
  /** Switched off by somebody. */
  readonly inactive?: true;
  /** Before the moment that `StoryClock` tells; 300 days unless given. */
  readonly createdAgoMs?: number;
  /** When its entry was last changed; when it was made, unless given. */
  readonly changedAgoMs?: number;
  /** Every question about the key gets this error, from whichever account it comes. */
  readonly refusal?: "NoPermission" | "ServiceUnavailable";
  /** Unusual but possible ways to write the answers about this key. */
  readonly oddities?: Oddities;
}

/** Who a key belongs to. */
export interface SampleOwner {
  /** `root-account` or `ram-user`. */
  readonly type: string;
  /** `root` with a root account. */
  readonly name: string;
  /** Of the user; with a root account, of the account. */
  readonly id: string;
}

/** What one service has seen of a key. */
export interface ServiceStory {
  readonly service: ServiceName;
  readonly region: string;
  /** `ManagementEvent`, `DataEvent` or `Internal`. */
  readonly source: string;
  /** The newest first, at least one. Events, addresses and resources are listed from these, each with its latest use. */
  readonly uses: readonly Use[];
  /** The cloud keeps the events, addresses and resources of some services only; of this one it has none. */
  readonly withoutDetail?: true;
  /** The cloud lists the service and does not say when it was used. */
  readonly withoutTime?: true;
}

/** One call that was made with a key. */
export interface Use {
  /** How long before the moment that `StoryClock` tells, in milliseconds: a story told like this never ages. */
  readonly agoMs: number;
  readonly event: string;
  readonly ip: string;
  readonly resource?: { readonly type: string; readonly name: string };
}

/** No document says how the cloud writes what it does not know, and samples show more than one way. */
export interface Oddities {
  /** Instead of every `UsedTimestamp`. */
  readonly timestamp?: "zero" | "empty" | "null" | "absent";
  /** Every text ends in a line feed. */
  readonly trailingNewline?: boolean;
  /** Instead of every `Detail`; `huge` is one megabyte of valid JSON, `broken` stops in the middle of a string. */
  readonly detail?: "broken" | "absent" | "empty" | "null" | "not-an-object" | "huge";
  /** `AccountType` and `Source` hold values that no document lists. */
  readonly unknownEnums?: boolean;
}

/** A user of an account. One who has a key is known by that. */
export interface SampleUser {
  readonly name: string;
  readonly id: string;
  /** Name of the account. */
  readonly account: string;
}
