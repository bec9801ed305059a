/** Names a cloud; the folder below `src/providers` and the value in settings. */
export type ProviderId = string;

/** What a key is. `temporary-key` is an ID that a security token service handed out (`STS.…`). */
export type KeyKind = "access-key" | "temporary-key" | "kms-key";

/** A key as everybody refers to it. Only ever the ID: no type in this project has room for a key's secret. */
export interface KeyRef {
  readonly provider: ProviderId;
  readonly kind: KeyKind;
  readonly id: string;
  /** The user's own name for it, from `keytrail.keys`. */
  readonly label?: string;
  /** The one account to ask, from `keytrail.keys`; absent means all accounts of the provider. */
  readonly account?: string;
}

/** A key that an account is known to have, and what else it is called in text. */
export interface KnownKey {
  readonly key: KeyRef;
  /** Its name and its resource name in the cloud: a text that is exactly one of these means this key. */
  readonly aliases: readonly string[];
}

/** Two references with the same text mean the same key, whatever their labels. */
export function keyText(key: KeyRef): string {
  return `${key.provider}:${key.kind}:${key.id}`;
}

/** `LTAI5t****wxyz`: enough to tell keys apart on a shared screen, in a log or in a ticket; too little to use. */
export function maskId(id: string): string {
  return id.length > 12 ? `${id.slice(0, 6)}****${id.slice(-4)}` : `${id.slice(0, 2)}****`;
}
