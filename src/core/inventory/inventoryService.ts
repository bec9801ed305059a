import { cancelled } from "../calls/callRunner";
import { accountIdentity, type Account } from "../usage/account";
import { UsageError } from "../usage/errors";
import { keyText, type KeyRef } from "../usage/key";
import type { Identity, KeyInfo, Problem } from "../usage/keyUsage";
import { unexpected } from "../usage/localAnswers";
import type { KeyUsageProvider } from "../usage/provider";
import type { Clock } from "../util/clock";
import type { Disposable } from "../util/disposable";
import { Emitter, type Event } from "../util/event";
import {
  ownerText,
  type InventoryGap,
  type InventoryKey,
  type InventoryPage,
  type InventoryProgress,
  type OwnerKeys,
} from "./inventoryPage";

export interface InventoryServiceParts {
  readonly providers: readonly Pick<KeyUsageProvider, "id" | "inventory">[];
  /** The valid accounts at this moment, in the order of the settings. */
  readonly accounts: () => readonly Account[];
  readonly clock: Clock;
  /** A listing that failed, for the log. */
  readonly onProblem: (account: Account, error: unknown) => void;
}

/** What is known of an account's keys at this moment. */
export interface InventoryState {
  readonly caller?: Identity;
  /** In the order in which they became known. */
  readonly owners: readonly OwnerKeys[];
  readonly gaps: readonly InventoryGap[];
  /** How the listing stands that these come from: whether they are all. */
  readonly status: ListingStatus;
  /** A listing that is under way, be it the first or a new one. */
  readonly busy?: InventoryProgress;
  /** When the listing began. */
  readonly asOf: string;
  /** Why the latest listing failed; what an earlier one showed stands beside it. */
  readonly problem?: Problem;
}

/**
 * - `listing`: not all keys are here yet.
 * - `ended`: all keys are here but for the gaps.
 * - `stopped`: somebody stopped it before its end.
 * - `failed`: it ended before its end, or never began.
 */
export type ListingStatus = "listing" | "ended" | "stopped" | "failed";

/** Where a key stands in the lists. */
export interface ListedPlace {
  readonly account: string;
  readonly owner: Identity;
  readonly entry: InventoryKey;
}

/**
 * Knows all the keys of the accounts that somebody had listed, for as long as the window lives. One listing for each
 * account at a time; whoever asks meanwhile waits for that one.
 */
export class InventoryService implements Disposable {
  private readonly changed: Emitter<void>;
  /** Fires when a state may have changed; dozens of times a second while keys are listed. */
  readonly onDidChange: Event<void>;
  private readonly settled: Emitter<void>;
  /** Fires when a listing has ended, or was forgotten: what rests on whole lists may be drawn again. */
  readonly onDidSettle: Event<void>;
  private readonly entries = new Map<string, Entry>();
  private readonly closing = new AbortController();
  private places: ReadonlyMap<string, ListedPlace> | undefined;

  constructor(private readonly parts: InventoryServiceParts) {
    this.changed = new Emitter();
    this.onDidChange = this.changed.event;
    this.settled = new Emitter();
    this.onDidSettle = this.settled.event;
  }

  /** Whether the account's cloud has lists at all. */
  canList({ provider }: Pick<Account, "provider">): boolean {
    return this.parts.providers.find(({ id }) => id === provider)?.inventory !== undefined;
  }

  /** What is known, without asking anybody; `undefined` when nobody has had the account listed. */
  peek(account: Account): InventoryState | undefined {
    const entry = this.entries.get(accountIdentity(account));
    if (!entry) return undefined;
    const { whole, current, problem } = entry;
    // A new listing takes the place of an old one when it is complete, so that no rows go and come back.
    const shown = whole ?? current;
    if (!shown) return undefined;
    return {
      ...(shown.caller && { caller: shown.caller }),
      owners: shown.ownersNow,
      gaps: shown.gaps,
      status: shown.status,
      ...(current?.status === "listing" && { busy: current.progress }),
      asOf: shown.asOf,
      ...(problem && { problem }),
    };
  }

  /** Lists the account's keys, or waits for who does. What goes wrong is part of the state; never rejects. */
  async list(account: Account): Promise<void> {
    const name = accountIdentity(account);
    const entry: Entry = this.entries.get(name) ?? {};
    this.entries.set(name, entry);
    entry.busy ??= this.run(account, entry).finally(() => {
      delete entry.busy;
      this.tell();
      this.settled.fire();
    });
    await entry.busy;
  }

  /** Stops the listing of an account; what is there stays. */
  stop(account: Account): void {
    this.entries.get(accountIdentity(account))?.end?.abort();
  }

  /** Forgets an account's keys, which may be somebody else's now. */
  forget({ provider, name }: Pick<Account, "provider" | "name">): void {
    const account = this.parts.accounts().find((one) => one.provider === provider && one.name === name);
    if (!account) return;
    this.stop(account);
    if (!this.entries.delete(accountIdentity(account))) return;
    this.tell();
    this.settled.fire();
  }

  /** Forgets whatever is no account of now. */
  accountsChanged(): void {
    const now = new Set(this.parts.accounts().map(accountIdentity));
    for (const [name, entry] of this.entries) {
      if (now.has(name)) continue;
      entry.end?.abort();
      this.entries.delete(name);
    }
    this.tell();
    this.settled.fire();
  }

  /** Where the key stands in the list of an account; the first of the settings, if several have it. */
  find(key: KeyRef): ListedPlace | undefined {
    this.places ??= this.sortPlaces();
    return this.places.get(keyText(key));
  }

  /** All listed keys, each once. */
  get keys(): readonly KeyRef[] {
    this.places ??= this.sortPlaces();
    return Array.from(this.places.values(), ({ entry }) => entry.key);
  }

  /** The listed key with this ID. */
  findId(id: string): KeyRef | undefined {
    this.places ??= this.sortPlaces();
    for (const { entry } of this.places.values()) if (entry.key.id === id) return entry.key;
    return undefined;
  }

  /** What an account's list says of the key itself. */
  infoOf(key: KeyRef): KeyInfo | undefined {
    return this.find(key)?.entry.info;
  }

  /** The owner's other keys: with a rotation, the one that replaces this one, or that this one replaces. */
  siblingsOf(key: KeyRef): readonly InventoryKey[] {
    const place = this.find(key);
    if (!place) return [];
    const account = this.parts.accounts().find(({ name }) => name === place.account);
    const owners = (account && this.peek(account)?.owners) ?? [];
    const text = ownerText(place.owner);
    return (
      owners
        .filter(({ owner }) => ownerText(owner) === text)
        .flatMap(({ keys }) => keys)
        // The main account's KMS keys are many and have nothing to do with each other.
        .filter((one) => one.key.kind === "access-key" && key.kind === "access-key")
        .filter((one) => keyText(one.key) !== keyText(key))
    );
  }

  dispose(): void {
    this.closing.abort();
    this.changed.dispose();
    this.settled.dispose();
  }

  private async run(account: Account, entry: Entry): Promise<void> {
    const provider = this.parts.providers.find(({ id }) => id === account.provider);
    if (!provider?.inventory) return;
    const end = new AbortController();
    const signal = AbortSignal.any([end.signal, this.closing.signal]);
    const listing = new Listing(new Date(this.parts.clock.now()).toISOString());
    entry.current = listing;
    entry.end = end;
    delete entry.problem;
    // There is nothing to keep for the time being, so the new rows show as they come.
    if (entry.whole?.ownersNow.length === 0) delete entry.whole;
    this.tell();
    try {
      for await (const page of provider.inventory(account, signal)) {
        if (signal.aborted) throw cancelled();
        listing.add(page);
        this.tell();
      }
      listing.status = "ended";
    } catch (error) {
      if (signal.aborted) listing.status = "stopped";
      else {
        listing.status = "failed";
        entry.problem = (error instanceof UsageError ? error : unexpected(error)).toProblem();
        this.parts.onProblem(account, error);
      }
    } finally {
      delete entry.end;
    }
    // What was stopped or failed shows only where there is nothing better.
    if (listing.status === "ended" || !entry.whole) entry.whole = listing;
    delete entry.current;
  }

  private tell(): void {
    this.places = undefined;
    if (!this.closing.signal.aborted) this.changed.fire();
  }

  private sortPlaces(): ReadonlyMap<string, ListedPlace> {
    const places = new Map<string, ListedPlace>();
    for (const account of this.parts.accounts()) {
      for (const { owner, keys } of this.peek(account)?.owners ?? []) {
        for (const entry of keys) {
          const text = keyText(entry.key);
          if (!places.has(text)) places.set(text, { account: account.name, owner, entry });
        }
      }
    }
    return places;
  }
}

interface Entry {
  /** What the latest listing found that came to its end, or the only one that there was. */
  whole?: Listing;
  /** The listing that is under way. */
  current?: Listing;
  busy?: Promise<void>;
  end?: AbortController;
  problem?: Problem;
}

/** One listing of an account, as far as it has come. */
class Listing {
  caller: Identity | undefined;
  readonly gaps: InventoryGap[] = [];
  status: ListingStatus = "listing";
  progress: InventoryProgress = { done: 0 };
  private readonly owners = new Map<string, OwnerKeys>();
  private sorted: readonly OwnerKeys[] | undefined;

  constructor(readonly asOf: string) {}

  get ownersNow(): readonly OwnerKeys[] {
    return (this.sorted ??= [...this.owners.values()]);
  }

  add({ caller, owners = [], progress, gaps = [] }: InventoryPage): void {
    this.caller = caller ?? this.caller;
    // An owner that comes again brings more about the same keys.
    for (const one of owners) this.owners.set(ownerText(one.owner), one);
    if (owners.length > 0) this.sorted = undefined;
    this.progress = progress ?? this.progress;
    this.gaps.push(...gaps);
  }
}
