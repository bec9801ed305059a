import * as l10n from "@vscode/l10n";
import type { Account } from "../../../core/usage/account";
import { UsageError } from "../../../core/usage/errors";
import type { KeyAtHost } from "./activityLog";
import type { HostFailure, KmsKeyList } from "./kmsKeyList";
import type { KeyRow } from "./schema";

/** A host that has a key, or may have it; `row` is what its list says, if the account may see that. */
export interface KeyPlace extends KeyAtHost {
  readonly row: KeyRow | undefined;
}

/** Where to ask about a key. */
export interface KeyPlaces {
  /** One when a list has the key; else every host that hides its list, since it may answer about single keys. */
  readonly places: readonly KeyPlace[];
  /** The other hosts that did not show their whole lists: the key may be there. */
  readonly failures: readonly HostFailure[];
}

/** Finds the places; empty of both means that the account does not have the key. */
export async function placesOf(
  keyList: KmsKeyList,
  account: Account,
  keyTag: string,
  signal: AbortSignal,
): Promise<KeyPlaces> {
  const found = await keyList.find(account, keyTag, signal);
  const home = await keyList.homeOf(account, keyTag, signal);
  if (found.state === "found") {
    const { host, row } = found.key;
    return { places: [{ account, host: home ?? host, keyTag, row }], failures: [] };
  }
  const hidden = found.failures.filter(({ error }) => error.kind === "denied").map(({ host }) => host);
  return {
    places: hidden
      .sort((a, b) => Number(b === home) - Number(a === home))
      .map((host) => ({ account, host, keyTag, row: undefined })),
    failures: found.failures.filter(({ error }) => error.kind !== "denied"),
  };
}

/** The other hosts whose lists have the key as well, while nobody says which of them it lives on. */
export async function otherPlaces(
  keyList: KmsKeyList,
  { account, host, keyTag }: KeyPlace,
  signal: AbortSignal,
): Promise<readonly KeyPlace[]> {
  const others = await keyList.othersWith(account, keyTag, host, signal);
  return others.map((other) => ({ account, keyTag, ...other }));
}

/** Asks every place. Rejects only with what no other place's answer could make up for: a cancellation, or a mistake. */
export async function askAll<T>(
  places: readonly KeyPlace[],
  ask: (place: KeyPlace) => Promise<T>,
): Promise<{ readonly answers: readonly T[]; readonly errors: readonly UsageError[] }> {
  const settled = await Promise.allSettled(places.map(ask));
  const answers: T[] = [];
  const errors: UsageError[] = [];
  for (const one of settled) {
    if (one.status === "fulfilled") answers.push(one.value);
    else if (one.reason instanceof UsageError && one.reason.kind !== "cancelled") errors.push(one.reason);
    else throw one.reason;
  }
  return { answers, errors };
}

/** Of several reasons the one that may pass by itself; that no host has the key, when that is all they say. */
export function worstOf(
  errors: readonly UsageError[],
  failures: readonly HostFailure[],
  account: Account,
): UsageError {
  const reasons = [...errors, ...failures.map(({ error }) => error)].filter(
    ({ kind }) => kind !== "not-found",
  );
  return (
    reasons.find(({ kind }) => kind !== "denied") ??
    reasons[0] ??
    errors[0] ??
    new UsageError("not-found", l10n.t("Account {0} does not have this key.", account.name), {
      code: "KeyNotListed",
    })
  );
}
