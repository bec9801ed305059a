import type { ProviderId } from "./key";

/** Where an account's credentials are kept. Never the credentials themselves. */
export type CredentialSource =
  | { readonly kind: "environment" }
  | { readonly kind: "profile"; readonly name: string }
  | { readonly kind: "stored" };

/** A part of a cloud with hosts and accounts of its own. */
export type Site = "public" | "government";

/** One valid entry of `keytrail.accounts`, or an account of the sample cloud. */
export interface Account {
  readonly name: string;
  readonly provider: ProviderId;
  readonly credentials: CredentialSource;
  readonly region?: string;
  readonly site?: Site;
  /** Checked when the settings are read: `https:`, or `http:` on a loopback address. */
  readonly endpoint?: string;
  /** Lives until the window closes and is in no settings file: the sample cloud's accounts. */
  readonly thisSessionOnly?: true;
}

/** Changes whenever an answer obtained through the account may no longer be its answer. */
export function accountIdentity(account: Account): string {
  const { credentials: source } = account;
  const kept = source.kind === "profile" ? `profile:${source.name}` : source.kind;
  return [
    account.provider,
    account.name,
    kept,
    account.region ?? "",
    account.site ?? "",
    account.endpoint ?? "",
  ].join("|");
}
