import type { KeyPattern } from "../detect/pattern";
import type { InventoryPage } from "../inventory/inventoryPage";
import type { Account, Site } from "./account";
import type { KeyRef, KnownKey, ProviderId } from "./key";
import type { RotationStep } from "../verdict/rotation";
import type { KeyUsage, LastUse, Service } from "./keyUsage";

/**
 * The whole contract a cloud has to satisfy. Adding a cloud is one new folder and one line in `vscode/services.ts`.
 * Every method that waits rejects with `UsageError` only, and soon after `signal` aborts.
 */
export interface KeyUsageProvider {
  readonly id: ProviderId;
  /** The cloud's name, as its makers write it. */
  readonly displayName: string;
  /** What the detector looks for in text. */
  readonly patterns: readonly KeyPattern[];

  /** What the IDs of this cloud's keys look like, in a sentence for somebody who typed something else. */
  idHint(): string;

  /** The sites to choose from for an account, the usual one first; empty when the cloud is one. */
  readonly sites: readonly Site[];
  /** Whether credentials that are entered may come with a security token. */
  readonly hasSecurityTokens: boolean;

  /** Regions to offer for an account, the usual one first; empty when the cloud's accounts have none. */
  readonly regions: readonly string[];
  /** Whether a setting's text can be a region of this cloud; it becomes part of a host name. */
  isRegion(text: string): boolean;

  /**
   * The key that a person or a setting means by `text`, or `undefined` when no key of this cloud can look like that.
   * `lenient` also takes forms that only somebody who knows them to be IDs can tell from other words.
   */
  parseKey(text: string, lenient?: boolean): KeyRef | undefined;

  /** The variable that the cloud's own tools and SDKs read such an ID from; absent where they read it from none. */
  environmentName(key: KeyRef): string | undefined;

  /** How far back the records of such a key reach at `now` (milliseconds since the epoch); absent when no document says. */
  recordsSince(key: KeyRef, now: number): Date | undefined;

  /** What the records about such a key are worth. */
  recordNotes(key: KeyRef): RecordNotes;

  /** The order of steps in which such a key can be replaced without anything failing; empty where there is none. */
  rotationSteps(key: KeyRef): readonly RotationStep[];

  /** What there is to see of such a key beyond its last use. */
  detailFor(key: KeyRef): KeyDetail;

  /**
   * The account's keys that text alone does not give away (a digest looks like any other), so that they can be found
   * in files. Absent for a cloud whose keys all have a form of their own.
   */
  listKeys?(account: Account, signal: AbortSignal): Promise<readonly KnownKey[]>;

  /**
   * Lists all the keys of an account, whoever's they are, page by page, so that the first show at once. A part that the
   * account may not see is a gap of a page; it throws only when nothing at all could be listed. Absent for a cloud that
   * has no such lists.
   */
  inventory?(account: Account, signal: AbortSignal): AsyncIterable<InventoryPage>;

  /** Asks one account. Resolves with `used` or `no-use-on-record`; everything else is a rejection. */
  lookUp(request: LookUpRequest, signal: AbortSignal): Promise<LookUpAnswer>;

  /** One page of what is on record about one service of one key; for `activity`, about the key as a whole. */
  lookUpDetail(request: DetailRequest, signal: AbortSignal): Promise<DetailPage>;

  /** Whether the account could sign a request now, without sending one and without writing or running anything. */
  checkAccount(account: Account): Promise<AccountCheck>;

  /**
   * Makes one call with the account. Resolves when it may ask about keys, with what is known about the AccessKey that
   * it signs with, if that is a long-term one; rejects with what stands in the way.
   */
  tryAccount(account: Account, signal: AbortSignal): Promise<KeyUsage | undefined>;

  /** Absolute paths of the files that profiles are read from, for noticing when they change. */
  readonly credentialFiles: readonly string[];

  /** Which of these accounts may sign as somebody else since they last signed, after one of those files has changed. */
  changedAccounts(accounts: readonly Account[]): Promise<readonly Account[]>;

  /** The named places in the cloud's own CLI file that an account could take its credentials from. */
  listProfiles(): Promise<ProfileList>;

  /**
   * The smallest policy that lets an identity do what KeyTrail needs, as text to paste into the cloud's console;
   * absent when the cloud has no such text.
   */
  minimalPolicy(): string | undefined;

  /** The policy for listing all keys of an account as well; absent when the cloud has no such text. */
  inventoryPolicy?(): string | undefined;

  /** A page of the cloud's console where a person can act on the key; `account` is the one that answered, if any. */
  consoleUrl(key: KeyRef, usage: KeyUsage | undefined, account: Account | undefined): string;
}

export interface LookUpRequest {
  readonly key: KeyRef;
  readonly account: Account;
  /** Whether the services are wanted too. */
  readonly products: boolean;
}

export interface LookUpAnswer {
  readonly usage: KeyUsage;
  /** The cloud's own record behind each service's latest use, by service code, for a person to read. Never cached on disk. */
  readonly records?: ReadonlyMap<string, string>;
}

/**
 * - `services`: the services that used it, each with its events, addresses and resources.
 * - `activity`: one list of records of the key itself, kept by `service`.
 * - `none`: nothing more.
 */
export type KeyDetail =
  | { readonly kind: "services" }
  | { readonly kind: "activity"; readonly service: Service }
  | { readonly kind: "none" };

/** What a reader must know about the records behind an answer, in the reader's language. */
export interface RecordNotes {
  /** How far the records are behind: part of a line, no sentence. */
  readonly freshness: string;
  /** What the records do not cover, in a sentence. */
  readonly coverage: string;
  /** The operations that an answer comes from, as the cloud names them, for whoever has to show where it comes from. */
  readonly operations?: RecordOperations;
}

/** `ActionTrail: GetAccessKeyLastUsedInfo`; those of the second list are asked for the services only. */
export interface RecordOperations {
  readonly lastUse: readonly string[];
  readonly services: readonly string[];
}

export type DetailKind = "events" | "addresses" | "resources" | "activity";

export interface DetailRequest {
  readonly key: KeyRef;
  readonly account: Account;
  /** With `activity`: the key management service itself. */
  readonly service: Service;
  readonly kind: DetailKind;
  /** From the page before; absent for the first. */
  readonly pageToken?: string;
}

/** One event, address or resource of a service of a key. */
export interface DetailEntry extends Omit<LastUse, "at" | "service" | "mayBeLater" | "zonelessTime"> {
  /** Event name, address, or resource name. */
  readonly name: string;
  /** With resources: their type. */
  readonly resourceType?: string;
  readonly at?: string;
  /** The time as the cloud wrote it, when it gave no time zone; `at` is then absent. */
  readonly zonelessTime?: string;
  /** A record that is no use by a program: see `KeyUsage.otherActivity`. */
  readonly isOther?: true;
  /** A call that KeyTrail makes itself, with the very key it is about: see `KeyUsage.ownCalls`. */
  readonly isOwnCall?: true;
  /** The cloud's own record, for a person to read. */
  readonly record?: string;
}

export interface DetailPage {
  readonly entries: readonly DetailEntry[];
  readonly nextPageToken?: string;
  /** How many entries there are in all, where the cloud says so. */
  readonly total?: number;
}

/** What a look at an account's credentials showed, without using them. */
export type AccountCheck =
  | { readonly state: "ready" }
  | { readonly state: "needs-consent"; readonly consent: ConsentQuestion }
  | { readonly state: "broken"; readonly reason: string };

export type ProfileCheck = AccountCheck & {
  readonly name: string;
  /** As the cloud's CLI names it (`AK`, `RamRoleArn`, …). */
  readonly mode?: string;
  readonly region?: string;
  /** The ID of the long-term key that it signs with, where it holds one: somebody's own key. */
  readonly keyId?: string;
};

/** What the cloud's CLI file holds. A file that is not there is no fault; one that cannot be used says why, in a sentence. */
export type ProfileList = { readonly file: string; readonly profiles: readonly ProfileCheck[] } & (
  { readonly state: "ok" | "missing" } | { readonly state: "unreadable" | "broken"; readonly reason: string }
);

/** Something that reading credentials would do beyond reading, which the user must agree to first. */
export interface ConsentQuestion {
  /** Changes whenever what is agreed to changes; it is what gets remembered. */
  readonly id: string;
  /** What would happen, in a sentence. */
  readonly message: string;
}
