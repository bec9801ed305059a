import type * as v from "valibot";
import type { Account } from "../../../core/usage/account";
import type { OpenApi } from "../openApi";
import {
  ACCESS_KEYS,
  CALLER,
  IMS_USERS,
  RAM_USERS,
  type AccessKeyRow,
  type Caller,
  type ImsUser,
  type RamUser,
} from "./schema";

/** The products that know whose keys an account has. All three answer at one central host, whatever the region. */
const PRODUCTS = {
  sts: { version: "2015-04-01", host: "https://sts.aliyuncs.com" },
  ram: { version: "2015-05-01", host: "https://ram.aliyuncs.com" },
  ims: { version: "2019-08-15", host: "https://ims.aliyuncs.com" },
} as const;

/** Where the calls go, unless an account has an `endpoint`. */
export const INVENTORY_HOSTS: readonly string[] = Object.values(PRODUCTS).map(({ host }) => host);

/** The largest page that the operations give. */
const PAGE_SIZE = "1000";
/** A million users are more than any account may have; a list without end is somebody else's. */
const MAX_PAGES = 1000;

/** Asks for users and their keys. Rejects with `UsageError` only. */
export class Directory {
  constructor(
    private readonly api: OpenApi,
    private readonly account: Account,
    private readonly signal: AbortSignal,
  ) {}

  /** Who the account signs as; no permission is needed to ask. */
  async caller(): Promise<Caller> {
    return this.call("sts", "GetCallerIdentity", {}, CALLER);
  }

  /** The RAM users, page by page. */
  ramUsers(): AsyncGenerator<UserPage<RamUser>> {
    return pages((query) => this.call("ram", "ListUsers", query, RAM_USERS));
  }

  /** The same users as IMS has them. */
  imsUsers(): AsyncGenerator<UserPage<ImsUser>> {
    return pages((query) => this.call("ims", "ListUsers", query, IMS_USERS));
  }

  /** The keys of a RAM user, or the caller's own. */
  async ramKeys(userName?: string): Promise<readonly AccessKeyRow[]> {
    const query = userName === undefined ? undefined : { UserName: userName };
    return this.call("ram", "ListAccessKeys", query ?? {}, ACCESS_KEYS);
  }

  /** The same keys, with the time at which each was last changed. */
  async imsKeys(principalName: string): Promise<readonly AccessKeyRow[]> {
    return this.call("ims", "ListAccessKeys", { UserPrincipalName: principalName }, ACCESS_KEYS);
  }

  private async call<Schema extends v.GenericSchema>(
    product: keyof typeof PRODUCTS,
    operation: string,
    query: Readonly<Record<string, string>>,
    schema: Schema,
  ): Promise<v.InferOutput<Schema>> {
    const { version, host } = PRODUCTS[product];
    // IMS asks for the permissions that RAM has.
    const needs = `${product === "sts" ? "sts" : "ram"}:${operation}`;
    const question = {
      ...{ product, operation, version, query, needs },
      ...{ endpoint: this.account.endpoint ?? host, policy: "inventory" as const },
    };
    return this.api.call(this.account, question, schema, this.signal);
  }
}

/** Some of an account's users; `isCut` when there are more and no way to them. */
export interface UserPage<User> {
  readonly users: readonly User[];
  readonly isCut: boolean;
}

async function* pages<User>(
  ask: (query: Readonly<Record<string, string>>) => Promise<MarkedPage<User>>,
): AsyncGenerator<UserPage<User>> {
  let marker: string | undefined;
  for (let page = 1; ; page++) {
    const answer = await ask({ MaxItems: PAGE_SIZE, ...(marker !== undefined && { Marker: marker }) });
    const { users, isTruncated, marker: next } = answer;
    // A list that says it goes on, and not where, or goes round in circles, is cut off here.
    const isCut = isTruncated && (next === undefined || next === marker || page >= MAX_PAGES);
    yield { users, isCut };
    if (!isTruncated || isCut) return;
    marker = next;
  }
}

interface MarkedPage<User> {
  readonly users: readonly User[];
  readonly isTruncated: boolean;
  readonly marker: string | undefined;
}
