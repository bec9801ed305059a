import { cancelled } from "../../../core/calls/callRunner";
import type { Account } from "../../../core/usage/account";
import { UsageError } from "../../../core/usage/errors";
import type { KnownKey } from "../../../core/usage/key";
import type { Clock } from "../../../core/util/clock";
import type { Disposable } from "../../../core/util/disposable";
import { eachPage, wholeList, type ListRead } from "../listPages";
import type { NcloudApi } from "../ncloudApi";
import { lookAgainIfMissing, SharedLoads } from "../sharedLoads";
import { KEY_LIST, type KeyRow } from "./schema";

/** A key of an account, as a host's list has it. */
export interface ListedKey {
  readonly host: string;
  readonly row: KeyRow;
}

/** Where a key is, or why that is not known. */
export type Whereabouts =
  | { readonly state: "found"; readonly key: ListedKey }
  /** In no list. `failures` are of the hosts that did not show all of theirs; without any, the account does not have it. */
  | { readonly state: "not-listed"; readonly failures: readonly HostFailure[] };

export interface HostFailure {
  readonly host: string;
  readonly error: UsageError;
}

type HostList = ListRead<KeyRow>;

const PAGE_SIZE = 200;

/** Knows the KMS keys of each account: keys that are isolated to a country are on that country's host only. */
export class KmsKeyList implements Disposable {
  private readonly lists: SharedLoads<HostList>;
  /** What each host last showed, for when it fails: a key is not gone because nobody answers. */
  private readonly shown = new Map<string, HostList>();
  /** What later answers told of keys, by account and tag: their own host, and their resource name. */
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
    return lookAgainIfMissing(
      (keepMs) => this.search(account, keyTag, signal, keepMs),
      ({ state }) => state === "found",
    );
  }

  /** The other hosts whose lists have the key too; those that do not show theirs are passed over. */
  async othersWith(
    account: Account,
    keyTag: string,
    than: string,
    signal: AbortSignal,
  ): Promise<readonly ListedKey[]> {
    const identity = await this.api.identityOf(account, signal);
    const hosts = this.api.hostsOf(account).kms.filter((host) => host !== than);
    const lists = await Promise.allSettled(hosts.map((host) => this.listOf(account, identity, host, signal)));
    if (signal.aborted) throw cancelled();
    return hosts.flatMap((host, index) => {
      const list = lists[index];
      const row = list?.status === "fulfilled" ? list.value.rows.get(keyTag) : undefined;
      return row ? [{ host, row }] : [];
    });
  }

  /** Every key of the account, as far as its hosts show or have shown them. Rejects when none shows its list now. */
  async list(account: Account, signal: AbortSignal): Promise<readonly KnownKey[]> {
    const identity = await this.api.identityOf(account, signal);
    const { kms: hosts } = this.api.hostsOf(account);
    const lists = await Promise.allSettled(hosts.map((host) => this.listOf(account, identity, host, signal)));
    if (signal.aborted) throw cancelled();
    const [failed] = lists.filter((one) => one.status === "rejected");
    if (failed && !lists.some(({ status }) => status === "fulfilled")) throw failed.reason;
    const keys = new Map<string, KnownKey>();
    for (const host of hosts) {
      for (const row of this.shown.get(`${identity}|${host}`)?.rows.values() ?? []) {
        const nrn = row.nrn ?? this.nrns.get(`${identity}|${row.keytag}`);
        const aliases = [row.keyname, nrn].filter((alias) => alias !== undefined);
        keys.set(row.keytag, { key: { provider: "ncloud", kind: "kms-key", id: row.keytag }, aliases });
      }
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
        for (const [tag, row] of list.rows) rows.set(tag, row);
        if (list.failure) failures.push({ host, error: list.failure });
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

  /** Takes note of what an answer told: `home` is one of the account's hosts. */
  async learn(
    account: Account,
    keyTag: string,
    { home, nrn }: { readonly home?: string | undefined; readonly nrn?: string | undefined },
    signal: AbortSignal,
  ): Promise<void> {
    const name = `${await this.api.identityOf(account, signal)}|${keyTag}`;
    if (nrn !== undefined) this.nrns.set(name, nrn);
    if (home !== undefined) this.homes.set(name, home);
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
        return { rows: new Map<string, KeyRow>(), failure: error };
      });
      const row = list.rows.get(keyTag);
      if (row !== undefined) return { host, row };
      if (list.failure) failures.push({ host, error: list.failure });
      throw new NotHere();
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
    const name = `${identity}|${host}`;
    const load = async (disposed: AbortSignal): Promise<HostList> => {
      const list = await this.load(account, host, disposed);
      const before = list.failure ? [...(this.shown.get(name)?.rows ?? [])] : [];
      this.shown.set(name, { rows: new Map([...before, ...list.rows]) });
      return list;
    };
    return this.lists.get(name, load, signal, keepMs);
  }

  private load(account: Account, host: string, signal: AbortSignal): Promise<HostList> {
    const operation = "Get Key List";
    const nameOf = ({ keytag }: KeyRow): string => keytag;
    const pages = eachPage<KeyRow>(operation, nameOf, (index) => {
      const query = { pageNo: String(index + 1), pageSize: String(PAGE_SIZE) };
      return this.api.call(account, { operation, host, path: "/kms/v1/keys", query }, KEY_LIST, signal);
    });
    return wholeList(pages, nameOf);
  }
}

/** Stays in this file: what a host without the key answers to whoever waits for the first that has it. */
class NotHere extends Error {}
