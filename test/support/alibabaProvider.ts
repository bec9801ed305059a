import assert from "node:assert/strict";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { inspect } from "node:util";
import { CALL_LIMITS, CallRunner, type CallLimits } from "../../src/core/calls/callRunner";
import type { Account } from "../../src/core/usage/account";
import { UsageError, type UsageErrorKind } from "../../src/core/usage/errors";
import type { KeyRef } from "../../src/core/usage/key";
import type { DetailPage, DetailRequest, LookUpAnswer } from "../../src/core/usage/provider";
import { toStoredText } from "../../src/core/usage/storedCredentials";
import { systemClock, type Clock } from "../../src/core/util/clock";
import { ActionTrail } from "../../src/providers/alibaba/actionTrail";
import { AlibabaBackend } from "../../src/providers/alibaba/backend";
import { AlibabaCredentials } from "../../src/providers/alibaba/credentials/alibabaCredentials";
import type { SigningCredentials } from "../../src/providers/alibaba/credentials/signingCredentials";
import { AlibabaProvider } from "../../src/providers/alibaba/provider";
import { send } from "../../src/providers/alibaba/sdk/openApiClient";
import { listenOnLoopback } from "../../src/sample/loopbackServer";
import { makeIds } from "./syntheticIds";

/** The extension's limits with pauses too short to notice; what is tested is not how long they are. */
export const QUICK: CallLimits = { ...CALL_LIMITS, pauseMs: 2, pauseCapMs: 4 };

const ids = makeIds(8);
/** Keys that are asked about, and credentials that nothing but the sample cloud would accept. */
export const KEY_ID = ids.longTerm(24);
export const OWN: SigningCredentials = {
  accessKeyId: ids.longTerm(24),
  accessKeySecret: ids.characters(30),
};
/** Temporary ones. */
export const SESSION: SigningCredentials = {
  accessKeyId: ids.temporary(25),
  accessKeySecret: ids.characters(44),
  securityToken: `CAIS${ids.characters(120)}`,
};

/** How the provider under test differs from the extension's. */
export interface ProviderOptions {
  readonly limits?: CallLimits;
  /** BCP 47. */
  readonly language?: string;
  readonly clock?: Clock;
  /** Of those who wait for their turn to call; the same unless given. */
  readonly turns?: Clock;
}

/** The provider as the extension puts it together, with the real SDK, and with what it sends and forgets on record. */
export class ProviderUnderTest {
  readonly provider: AlibabaProvider;
  /** When each request was handed to the SDK, in milliseconds since the epoch. */
  readonly sentAt: number[] = [];
  /** Called with the operation when the SDK has brought back what came of a request. */
  onReply: (operation: string) => void = () => undefined;
  /** How often the credentials were told that a session was refused. */
  sessionsRefused = 0;
  private readonly stored = new Map<string, string>();
  private readonly secrets: string[] = [];
  private readonly credentials: AlibabaCredentials;

  constructor({ limits = QUICK, language = "en", clock = systemClock, turns = clock }: ProviderOptions = {}) {
    const configPath = "/nowhere/config.json";
    this.credentials = new AlibabaCredentials({
      env: () => ({}),
      configPath,
      stored: { read: (name) => Promise.resolve(this.stored.get(name)) },
      consents: new Set(),
      clock,
    });
    const actionTrail = new ActionTrail({
      runner: new CallRunner(turns, limits),
      credentialsOf: (account, signal) => this.credentials.resolve(account, signal),
      onRefusedSession: () => {
        this.sessionsRefused += 1;
        this.credentials.forgetSessions();
      },
      loadSend: () =>
        Promise.resolve(async (request) => {
          this.sentAt.push(Date.now());
          const reply = await send(request);
          this.onReply(request.operation);
          return reply;
        }),
    });
    const { credentials } = this;
    const backend = new AlibabaBackend({ actionTrail, credentials, clock, language });
    this.provider = new AlibabaProvider({ backend: () => Promise.resolve(backend), configPath });
  }

  /** An account whose credentials are in the secret store. */
  account(endpoint: string, credentials: SigningCredentials = OWN, name = "prod"): Account {
    this.stored.set(name, toStoredText(credentials));
    this.secrets.push(credentials.accessKeySecret, credentials.securityToken ?? credentials.accessKeySecret);
    return { name, provider: "alibaba", credentials: { kind: "stored" }, endpoint };
  }

  /** Asks the account; whatever comes of it has been searched for secrets. */
  async lookUp(
    account: Account,
    id = KEY_ID,
    { products = false, signal = new AbortController().signal } = {},
  ): Promise<LookUpAnswer> {
    return this.searched(this.provider.lookUp({ key: keyOf(id), account, products }, signal));
  }

  /** One page; whatever comes of it has been searched for secrets. */
  async lookUpDetail(request: DetailRequest): Promise<DetailPage> {
    return this.searched(this.provider.lookUpDetail(request, new AbortController().signal));
  }

  /** Tries the account; whatever comes of it has been searched for secrets. */
  async tryAccount(account: Account): ReturnType<AlibabaProvider["tryAccount"]> {
    return this.searched(this.provider.tryAccount(account, new AbortController().signal));
  }

  /** Looks where a log, a message or a debugger would for what no account of this provider may tell. */
  assertTellsNoSecret(value: unknown): void {
    const shown = [inspect(value, { depth: 20, showHidden: true }), JSON.stringify({ value })];
    if (value instanceof Error) shown.push(value.message, value.stack ?? "", inspect(value.cause));
    for (const text of shown) {
      for (const secret of this.secrets) {
        for (let start = 0; start + 10 <= secret.length; start++) {
          assert.ok(!text.includes(secret.slice(start, start + 10)), `tells a secret: ${text}`);
        }
      }
      assert.doesNotMatch(
        text,
        /\b[0-9a-f]{64}\b|Signature=(?!\*)|authorization["']?\s*[:=]/i,
        "tells a signature",
      );
      assert.doesNotMatch(text, /:\/\/[^\s"']*\?(?!\*)/, "tells a URL with its query");
    }
  }

  private async searched<T>(promise: Promise<T>): Promise<T> {
    try {
      const value = await promise;
      this.assertTellsNoSecret(value);
      return value;
    } catch (error) {
      this.assertTellsNoSecret(error);
      throw error;
    }
  }
}

/** The key with this ID. */
export function keyOf(id: string): KeyRef {
  return { provider: "alibaba", kind: "access-key", id };
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

/** What a scripted server saw of a request. */
export interface SeenRequest {
  readonly operation: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** What it says: a status, a type and a text, or whatever the script does with the response itself. */
export type Script = (request: SeenRequest, response: ServerResponse, message: IncomingMessage) => void;

/** A server that says whatever it is told to, right or wrong; signatures do not matter to it. */
export interface ScriptedServer {
  readonly origin: string;
  readonly requests: readonly SeenRequest[];
  readonly close: () => Promise<void>;
}

/** Starts one; it is for what the sample cloud, which speaks as the real one does, would never say. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const requests: SeenRequest[] = [];
  const server = await listenOnLoopback((message, response) => {
    const { pathname, searchParams } = new URL(message.url ?? "/", "http://host.invalid");
    const operation = String(message.headers["x-acs-action"]);
    const request = { operation, path: pathname, query: searchParams, headers: message.headers };
    requests.push(request);
    script(request, response, message);
  });
  return { origin: server.origin, requests, close: () => server.close() };
}

interface Said {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A script's usual line. Objects are sent as JSON. */
export function say(
  response: ServerResponse,
  body: unknown,
  { status = 200, type = "application/json", headers = {} }: Said = {},
): void {
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

/** The ID that scripted answers give every request. */
export const REQUEST_ID = "0F9B1D1C-0000-4000-8000-00000000CAFE";
