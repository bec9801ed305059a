/** One KMS key and all that the sample cloud has on record about it. */
export interface SampleKmsKey {
  /** The key tag. */
  readonly id: string;
  /** 3 to 15 characters, the first one a letter. */
  readonly name: string;
  /** Name of the account that has it; absent: no account of the sample cloud does. */
  readonly account?: string;
  readonly keyType: "AES256" | "RSA2048" | "ECDSA";
  /** `REVOKE`: it will be deleted, at the time that `destroyInMs` tells. */
  readonly status: "ENABLE" | "DISABLE" | "REVOKE";
  readonly protection: "BASIC" | "COMMON_HSM";
  readonly memo: string;
  readonly registeredAgoMs: number;
  /** After the story's moment. */
  readonly destroyInMs?: number;
  readonly rotation?: { readonly days: number; readonly nextInMs: number };
  /** The oldest first, at least one; version 1 is the first. When each began, before the story's moment. */
  readonly versionsAgoMs: readonly number[];
  /** Where the cloud says that the key's calls go; the real host unless a test has a trap to lay. */
  readonly baseUrl?: string;
  /** In any order. */
  readonly activities: readonly KmsActivity[];
  /** Unusual but possible ways to write the answers about this key. */
  readonly oddities?: KmsOddities;
}

/** Something that was done with a key. */
export interface KmsActivity {
  /** How long before the moment that `StoryClock` tells, in milliseconds: a story told like this never ages. */
  readonly agoMs: number;
  readonly by: Requestor;
  readonly action: string;
}

/** Who did something with a key, and how. */
export interface Requestor {
  /** By a program, by a person in the console, or by the cloud itself. */
  readonly requestType: "API" | "CONSOLE" | "SYSTEM";
  readonly id: string;
  readonly ip: string;
  /** How the caller proved who it is. */
  readonly authentication: "ACCOUNT" | "TOKEN" | "";
}

/** No document has an answer filled in, and those about its form contradict each other. */
export interface KmsOddities {
  /** The spelling of one revision of the documents. */
  readonly spelling?: "KmsKey";
  /** What there is of the latest use: where in the nesting it ends. */
  readonly data?: "absent" | "null" | "inner-absent" | "inner-null" | "empty-strings";
  /** `seoul` is an offset of nine hours; `no-zone` is Seoul's time without saying so. */
  readonly timestamp?: "seoul" | "no-zone" | "absent" | "null" | "empty";
  /** `SUCCESS` in lower case. */
  readonly code?: "lower-case";
  /** Every question about the key fails with this code, and yet with this status; 200 unless given. */
  readonly failure?: { readonly code: string; readonly message: string; readonly status?: number };
  /** The status of the answer about the latest use when there is none; without this it is a success with nothing in it. */
  readonly neverUsed?: 400 | 404;
  /** A kind of request that no document lists, or none at all. */
  readonly requestType?: "unknown" | "absent";
  /** The record is of something that did not succeed. */
  readonly result?: "FAILURE";
}
