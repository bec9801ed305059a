import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import type { CallRunner } from "../../core/calls/callRunner";
import { accountIdentity, type Account, type Site } from "../../core/usage/account";
import { UsageError } from "../../core/usage/errors";
import type { Clock } from "../../core/util/clock";
import { bodyOf } from "./apiErrors";
import type { SigningCredentials } from "./credentials/signingCredentials";
import { hostsOf, type Hosts } from "./hosts";
import type { Operation } from "./operations";
import { parseNcloudKey } from "./parseKey";
import { signedHeaders } from "./signature";
import type { ApiReply } from "./wire/apiReply";
import type { GetRequest } from "./wire/httpGet";

/** Makes one request; see `httpGet`. */
export type Get = (request: GetRequest) => Promise<ApiReply>;

export interface NcloudApiParts {
  readonly runner: CallRunner;
  readonly clock: Clock;
  readonly credentialsOf: (account: Account, signal: AbortSignal) => Promise<SigningCredentials>;
  readonly get: Get;
  /** The built-in ones, unless somebody has others to play with. */
  readonly hosts?: Readonly<Record<Site, Hosts>>;
}

export interface ApiQuestion {
  readonly operation: Operation;
  /** One of the account's hosts. */
  readonly host: string;
  /** Every part that comes from outside is encoded already. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** Calls per second and operation, for each account. KMS takes ten times as many; of the others no document says. */
const RATE_PER_SECOND = 20;

/** Signs and makes the calls, and parses what comes back. Rejects with `UsageError` only. */
export class NcloudApi {
  constructor(private readonly parts: NcloudApiParts) {}

  hostsOf(account: Account): Hosts {
    return hostsOf(account, this.parts.hosts);
  }

  /** The access key ID that the account signs with. */
  async signerOf(account: Account, signal: AbortSignal): Promise<string> {
    return (await this.credentialsOf(account, signal)).accessKeyId;
  }

  /** Names whose answers they are: changes with the account's entry in the settings, and with its credentials. */
  async identityOf(account: Account, signal: AbortSignal): Promise<string> {
    return `${accountIdentity(account)}|${await this.signerOf(account, signal)}`;
  }

  async call<Schema extends v.GenericSchema>(
    account: Account,
    { operation, host, path, query }: ApiQuestion,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<v.InferOutput<Schema>> {
    const { runner, clock, get } = this.parts;
    const lane = { account: account.name, operation, perSecond: RATE_PER_SECOND };
    // Before the lane: a broken profile needs no place in the queue.
    const credentials = await this.credentialsOf(account, signal);
    const { origin, pathname, host: hostName } = new URL(host);
    const parameters = query === undefined ? "" : `?${new URLSearchParams(query).toString()}`;
    // What is signed is what is sent, character for character.
    const target = `${pathname === "/" ? "" : pathname}${path}${parameters}`;
    const body = await runner.run(
      lane,
      async (attempt) => {
        const headers = signedHeaders({ method: "GET", target, timestamp: clock.now() }, credentials);
        const reply = await get({ origin, target, headers, signal: attempt });
        return bodyOf(reply, { account: account.name, operation, host: hostName, now: clock.now() });
      },
      signal,
    );
    const parsed = v.safeParse(schema, body);
    if (parsed.success) return parsed.output;
    throw new UsageError(
      "unreadable",
      l10n.t(
        "The answer to {0} does not have the documented form, so nothing was concluded from it.",
        operation,
      ),
      { code: "UnexpectedShape" },
    );
  }

  private async credentialsOf(account: Account, signal: AbortSignal): Promise<SigningCredentials> {
    const credentials = await this.parts.credentialsOf(account, signal);
    if (parseNcloudKey(credentials.accessKeyId, true)?.kind !== "access-key")
      throw notAnAccessKeyId(account.name);
    return credentials;
  }
}

/** An access key ID is sent in clear. What does not look like one may be the secret, in the wrong place. */
function notAnAccessKeyId(account: string): UsageError {
  const message = l10n.t(
    "What account {0} has as its access key ID does not look like one; the secret key may stand in its place. Nothing was sent. Check the account's credentials.",
    account,
  );
  return new UsageError("credentials", message, { code: "NotAnAccessKeyId" });
}
