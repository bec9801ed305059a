import assert from "node:assert/strict";
import { inspect } from "node:util";
import { CALL_LIMITS, CallRunner, type CallLimits } from "../../src/core/calls/callRunner";
import type { Account, Site } from "../../src/core/usage/account";
import { UsageError, type UsageErrorKind } from "../../src/core/usage/errors";
import type { KeyRef } from "../../src/core/usage/key";
import type { KeyUsage } from "../../src/core/usage/keyUsage";
import type { DetailPage, LookUpAnswer } from "../../src/core/usage/provider";
import { toStoredText } from "../../src/core/usage/storedCredentials";
import { systemClock, type Clock } from "../../src/core/util/clock";
import { NcloudBackend } from "../../src/providers/ncloud/backend";
import { NcloudCredentials } from "../../src/providers/ncloud/credentials/ncloudCredentials";
import type { SigningCredentials } from "../../src/providers/ncloud/credentials/signingCredentials";
import type { Hosts } from "../../src/providers/ncloud/hosts";
import { NcloudApi } from "../../src/providers/ncloud/ncloudApi";
import { NcloudProvider } from "../../src/providers/ncloud/provider";
import { httpGet } from "../../src/providers/ncloud/wire/httpGet";
import { DIGITS, makeIds, UPPER } from "./syntheticIds";

/** The extension's limits with pauses too short to notice; what is tested is not how long they are. */
export const QUICK: CallLimits = { ...CALL_LIMITS, pauseMs: 2, pauseCapMs: 4 };

const ids = makeIds(21);
/** An access key ID as the cloud writes them, of a sub account, that no cloud handed out. */
export function subAccountKeyId(): string {
  return "ncp_iam_" + `BPASKR${ids.characters(1, DIGITS)}${ids.characters(13)}`;
}
/** The secret that would go with one. */
export function secretKey(): string {
  return "ncp_iam_" + `BPKSKR${ids.characters(28)}`;
}
/** A key tag that no cloud handed out. */
export function keyTag(): string {
  return ids.characters(64, "0123456789abcdef");
}
/** Older IDs have no prefix. */
export function oldKeyId(): string {
  return ids.characters(1, DIGITS) + ids.characters(19, UPPER);
}
/** Credentials that nothing but the sample cloud would accept. */
export const OWN: SigningCredentials = { accessKeyId: subAccountKeyId(), accessKeySecret: secretKey() };

/** How the provider under test differs from the extension's. */
export interface ProviderOptions {
  readonly limits?: CallLimits;
  readonly clock?: Clock;
  /** Of those who wait for their turn to call; the same unless given. */
  readonly turns?: Clock;
  /** The public site's hosts; an account without an `endpoint` has these. */
  readonly hosts?: Partial<Hosts>;
}

/** The provider as the extension puts it together, with what it sends on record. */
export class NcloudUnderTest {
  readonly provider: NcloudProvider;
  readonly backend: NcloudBackend;
  /** Path and query of each request, in the order in which they left. */
  readonly sent: string[] = [];
  private readonly stored = new Map<string, string>();
  private readonly secrets: string[] = [];

  constructor({ limits = QUICK, clock = systemClock, turns = clock, hosts }: ProviderOptions = {}) {
    const credentials = new NcloudCredentials({
      env: () => ({}),
      configPath: "/nowhere/configure",
      stored: { read: (name) => Promise.resolve(this.stored.get(name)) },
      clock,
    });
    const api = new NcloudApi({
      runner: new CallRunner(turns, limits),
      clock,
      credentialsOf: (account) => credentials.resolve(account),
      get: (request) => {
        this.sent.push(request.target);
        return httpGet(request);
      },
      ...(hosts && { hosts: sitesWith(hosts) }),
    });
    this.backend = new NcloudBackend({ api, credentials, clock });
    this.provider = new NcloudProvider({
      backend: () => Promise.resolve(this.backend),
      configPath: "/nowhere/configure",
    });
  }

  /** An account whose credentials are in the secret store. */
  account(
    endpoint: string | undefined,
    { accessKeyId, accessKeySecret }: SigningCredentials = OWN,
    { name = "prod", site }: { readonly name?: string; readonly site?: Site } = {},
  ): Account {
    this.stored.set(name, toStoredText({ accessKeyId, accessKeySecret }));
    this.secrets.push(accessKeySecret);
    const credentials = { kind: "stored" } as const;
    return {
      ...{ name, provider: "ncloud", credentials },
      ...(endpoint !== undefined && { endpoint }),
      ...(site && { site }),
    };
  }

  /** Asks the account; whatever comes of it has been searched for secrets. */
  async lookUp(
    account: Account,
    key: KeyRef,
    { products = false, signal = new AbortController().signal } = {},
  ): Promise<LookUpAnswer> {
    return this.searched(this.provider.lookUp({ key, account, products }, signal));
  }

  /** The result alone. */
  async ask(account: Account, key: KeyRef, products = false): Promise<KeyUsage> {
    return (await this.lookUp(account, key, { products })).usage;
  }

  /** One page of a key's activity; whatever comes of it has been searched for secrets. */
  async activity(account: Account, key: KeyRef, pageToken?: string): Promise<DetailPage> {
    const request = {
      ...{ key, account, service: { code: "Kms", name: "" }, kind: "activity" as const },
      ...(pageToken !== undefined && { pageToken }),
    };
    return this.searched(this.provider.lookUpDetail(request, new AbortController().signal));
  }

  /** Tries the account; whatever comes of it has been searched for secrets. */
  async tryAccount(account: Account): Promise<KeyUsage | undefined> {
    return this.searched(this.provider.tryAccount(account, new AbortController().signal));
  }

  /** How many requests went to paths of that form. */
  count(path: RegExp): number {
    return this.sent.filter((target) => path.test(target)).length;
  }

  private async searched<T>(promise: Promise<T>): Promise<T> {
    try {
      const value = await promise;
      assertTellsNoSecret(value, this.secrets);
      return value;
    } catch (error) {
      assertTellsNoSecret(error, this.secrets);
      throw error;
    }
  }
}

function sitesWith(hosts: Partial<Hosts>): Readonly<Record<Site, Hosts>> {
  const nowhere = "https://nowhere.invalid";
  const all = { kms: [nowhere], subAccount: nowhere, sts: nowhere, ...hosts };
  return { public: all, government: all };
}

/** Looks where a log, a message or a debugger would for what no account may tell. */
export function assertTellsNoSecret(value: unknown, secrets: readonly string[]): void {
  const shown = [inspect(value, { depth: 20, showHidden: true }), JSON.stringify({ value })];
  if (value instanceof Error) shown.push(value.message, value.stack ?? "", inspect(value.cause));
  for (const text of shown) {
    for (const secret of secrets) {
      // All IDs and secrets begin with the same words.
      const bait = secret.replace(/^ncp_iam_/, "");
      for (let start = 0; start + 10 <= bait.length; start++) {
        assert.ok(!text.includes(bait.slice(start, start + 10)), `tells a secret: ${text}`);
      }
    }
    assert.doesNotMatch(text, /signature-v2|x-ncp-apigw-timestamp/i, "tells a header of a signed request");
    assert.doesNotMatch(text, /:\/\/[^\s"']*\?/, "tells a URL with its query");
  }
}

/** The KMS key with this tag. */
export function kmsKey(id: string): KeyRef {
  return { provider: "ncloud", kind: "kms-key", id };
}

/** The access key with this ID. */
export function accessKey(id: string): KeyRef {
  return { provider: "ncloud", kind: "access-key", id };
}

/** The `UsageError` of that kind that the promise rejects with. */
export async function refusalOf(promise: Promise<unknown>, kind: UsageErrorKind): Promise<UsageError> {
  const error = await promise.then(
    (value) => assert.fail(`resolved with ${inspect(value)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof UsageError, inspect(error));
  assert.equal(error.kind, kind, error.message);
  return error;
}
