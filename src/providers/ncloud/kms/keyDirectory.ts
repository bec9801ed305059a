import type { Account } from "../../../core/usage/account";
import { UsageError } from "../../../core/usage/errors";
import type { KnownKey } from "../../../core/usage/key";
import type { Clock } from "../../../core/util/clock";
import type { Disposable } from "../../../core/util/disposable";
import type { NcloudApi } from "../ncloudApi";
import { SharedLoads } from "../sharedLoads";
import { KEY_LIST, type KeyRow } from "./schema";

/** A key of an account, as a host's list has it. */
export interface ListedKey {
  readonly host: string;
  readonly row: KeyRow;
}

/** Where a key is, or why that is not known. */
export type Whereabouts =
  | { readonly state: "found"; readonly key: ListedKey }
  /** In no list. `failures` are of the hosts that did not show theirs; without any, the account does not have the key. */
  | { readonly state: "not-listed"; readonly failures: readonly HostFailure[] };

export interface HostFailure {
  readonly host: string;
  readonly error: UsageError;
}

type HostList = ReadonlyMap<string, KeyRow>;

const PAGE_SIZE = 200;
/** As many keys as no account has; a list that never ends is somebody else's. */
const MAX_PAGES = 100;
/** A key that is in no list may have been made just now, so only a list this new says so. */
export const FRESH_MS = 10_000;

/** Knows the KMS keys of each account: keys that are isolated to a country are on that country's host only. */
export class KeyDirectory implements Disposable {
  private readonly lists: SharedLoads<HostList>;
  /** What later answers told of keys: their own host, by account and tag, and their resource name, by tag. */
  private readonly homes = new Map<string, string>();
  private readonly nrns = new Map<string, string>();

  constructor(
    private readonly api: NcloudApi,
    clock: Clock,
  ) {
    this.lists = new SharedLoads(clock);
  }

  /** Rejects with `cancelled`, or because the account cannot sign at all. Resolves as soon as any host has the key. */
  async find(account: Account, keyTag: string, signal: AbortSignal): Promise<Whereabouts> {
    const found = await this.search(account, keyTag, signal);
    return found.state === "found" ? found : this.search(account, keyTag, signal, FRESH_MS);
  }

  /** Every key of the account. Rejects when no host shows its list. */
  async list(account: Account, signal: AbortSignal): Promise<readonly KnownKey[]> {
    const { rows, failures } = await this.rows(account, signal);
    const [failed] = failures;
    if (failed && failures.length === this.api.hostsOf(account).kms.length) throw failed.error;
    const keys = new Map<string, KnownKey>();
    for (const row of rows) {
      const nrn = row.nrn ?? this.nrns.get(row.keytag);
      const aliases = [row.keyname, nrn].filter((alias) => alias !== undefined);
      keys.set(row.keytag, { key: { provider: "ncloud", kind: "kms-key", id: row.keytag }, aliases });
    }
    return [...keys.values()];
  }

  /** What each host's list says of its keys, and which hosts did not show theirs. */
  async rows(
    account: Account,
    signal: AbortSignal,
    keepMs?: number,
  ): Promise<{ readonly rows: readonly KeyRow[]; readonly failures: readonly HostFailure[] }> {
    const identity = await this.api.identityOf(account, signal);
    const rows = new Map<string, KeyRow>();
    const failures: HostFailure[] = [];
    const listHost = async (host: string): Promise<void> => {
      try {
        const list = await this.listOf(account, identity, host, signal, keepMs);
        for (const [tag, row] of list) rows.set(tag, row);
      } catch (error) {
        if (!(error instanceof UsageError) || error.kind === "cancelled") throw error;
        failures.push({ host, error });
      }
    };
    await Promise.all(this.api.hostsOf(account).kms.map(listHost));
    return { rows: [...rows.values()], failures };
  }

  /** The host that a key's calls go to, when an answer has told it. */
  async homeOf(account: Account, keyTag: string, signal: AbortSignal): Promise<string | undefined> {
    return this.homes.get(`${await this.api.identityOf(account, signal)}|${keyTag}`);
  }

  /** Takes note of what an answer told. Only the account's own hosts are ever called, whatever the cloud says. */
  async learn(
    account: Account,
    keyTag: string,
    told: { readonly baseUrl?: string | undefined; readonly nrn?: string | undefined },
    signal: AbortSignal,
  ): Promise<void> {
    if (told.nrn !== undefined) this.nrns.set(keyTag, told.nrn);
    const home = this.api.hostsOf(account).kms.find((host) => isSameHost(host, told.baseUrl));
    if (home !== undefined) this.homes.set(`${await this.api.identityOf(account, signal)}|${keyTag}`, home);
  }

  dispose(): void {
    this.lists.dispose();
  }

  private async search(
    account: Account,
    keyTag: string,
    signal: AbortSignal,
    keepMs?: number,
  ): Promise<Whereabouts> {
    const identity = await this.api.identityOf(account, signal);
    const { kms: hosts } = this.api.hostsOf(account);
    const failures: HostFailure[] = [];
    const lookInto = async (host: string): Promise<ListedKey> => {
      const list = await this.listOf(account, identity, host, signal, keepMs).catch((error: unknown) => {
        if (!(error instanceof UsageError) || error.kind === "cancelled") throw error;
        failures.push({ host, error });
        return undefined;
      });
      const row = list?.get(keyTag);
      if (row === undefined) throw new NotHere();
      return { host, row };
    };
    try {
      // Not all of them: a host that does not answer must not keep a key waiting that another one has.
      return { state: "found", key: await Promise.any(hosts.map(lookInto)) };
    } catch (error) {
      const reasons: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
      const fatal = reasons.find((reason) => !(reason instanceof NotHere));
      if (fatal instanceof Error) throw fatal;
      return { state: "not-listed", failures };
    }
  }

  private listOf(
    account: Account,
    identity: string,
    host: string,
    signal: AbortSignal,
    keepMs?: number,
  ): Promise<HostList> {
    const load = (disposed: AbortSignal): Promise<HostList> => this.load(account, host, disposed);
    return this.lists.get(`${identity}|${host}`, load, signal, keepMs);
  }

  private async load(account: Account, host: string, signal: AbortSignal): Promise<HostList> {
    const keys = new Map<string, KeyRow>();
    for (let page = 1; page <= MAX_PAGES; page++) {
      const query = { pageNo: String(page), pageSize: String(PAGE_SIZE) };
      const question = { operation: "Get Key List", host, path: "/kms/v1/keys", query } as const;
      const { keylist, totalpageno } = await this.api.call(account, question, KEY_LIST, signal);
      const before = keys.size;
      for (const row of keylist ?? []) keys.set(row.keytag, row);
      // A cloud that knows no pages says the same again.
      if (page >= (totalpageno ?? Infinity) || keys.size === before) break;
    }
    return keys;
  }
}

/** Stays in this file: what a host without the key answers to whoever waits for the first that has it. */
class NotHere extends Error {}

function isSameHost(host: string, baseUrl: string | undefined): boolean {
  return URL.canParse(baseUrl ?? "") && new URL(baseUrl ?? "").origin === new URL(host).origin;
}
