import type { IncomingMessage, ServerResponse } from "node:http";
import { AlibabaGateway } from "./alibaba/gateway";
import { randomText, sampleKeyId } from "./alibaba/keyIds";
import { moodOf } from "./alibaba/mood";
import type { SampleKey } from "./alibaba/sampleKey";
import { readQuestion } from "./alibaba/signedCall";
import { DEV, PROD, sampleKeys, type SampleKeys } from "./alibaba/story";
import { deliver } from "./deliver";
import { listenOnLoopback } from "./loopbackServer";
import { Misbehaviours, type Misbehaviour } from "./misbehaviour";
import { readRequest } from "./wire";

/** How a sample cloud may differ from the one that everybody gets. */
export interface SampleCloudOptions {
  /** Milliseconds since the epoch; the machine's clock unless a test owns the time. */
  readonly now?: () => number;
  /** A free one unless given. */
  readonly port?: number;
  /** Unless given, `sample-prod` and `sample-dev` with credentials that nobody can guess. */
  readonly accounts?: readonly SampleAccount[];
}

/** An account of the sample cloud, with credentials that may ask about its keys. */
export interface SampleAccount {
  readonly name: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** With temporary credentials. */
  readonly securityToken?: string;
}

/** Whom the sample cloud is about. */
export interface SampleStory {
  readonly keys: SampleKeys;
}

/** A request that arrived. There is no room in it for a secret, a signature or a token. */
export interface SampleRequest {
  readonly operation?: string;
  /** The ID of the key that was asked about. */
  readonly accessKey?: string;
  /** Who asked; absent if they could not prove it. */
  readonly account?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Of the error that was decided on; absent with a success. */
  readonly code?: string;
}

/** Credentials that are not as good as an account's own. */
export interface SignerTraits {
  /** Temporary credentials, with a security token. */
  readonly temporary?: boolean;
  /** When temporary credentials end, in milliseconds since the epoch. */
  readonly expiresAt?: number;
  readonly disabled?: boolean;
}

/** A cloud on this machine that speaks the real ones' wire protocols and checks every signature as they do. */
export interface SampleCloud {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly origin: string;
  readonly accounts: readonly SampleAccount[];
  readonly story: SampleStory;
  /** The latest ten thousand requests, in the order in which they arrived. */
  readonly requests: readonly SampleRequest[];
  /** Calls the listener with each request, before it is answered. */
  onRequest(listener: (request: SampleRequest) => void): { dispose(): void };
  /** Puts a rule in force, until it is spent or the result is disposed of. */
  misbehave(rule: Misbehaviour): { dispose(): void };
  /** Puts a key on record, or changes what is on record about it. */
  addKey(key: SampleKey): void;
  /** Makes further credentials for an account. */
  addSigner(account: string, traits?: SignerTraits): SampleAccount;
  /** Ends every connection, also those whose answer is still due. */
  close(): Promise<void>;
}

const REQUESTS_KEPT = 10_000;

/** Starts a sample cloud on the loopback address. */
export async function startSampleCloud(options: SampleCloudOptions = {}): Promise<SampleCloud> {
  const now = options.now ?? Date.now;
  const gateway = new AlibabaGateway(now);
  const story: SampleStory = { keys: sampleKeys() };
  for (const key of Object.values(story.keys)) gateway.addKey(key);
  const accounts = options.accounts ?? [newAccount(PROD), newAccount(DEV)];
  for (const { name, ...credentials } of accounts) gateway.addSigner({ account: name, ...credentials });

  const misbehaviours = new Misbehaviours();
  const requests: SampleRequest[] = [];
  const listeners = new Set<(request: SampleRequest) => void>();
  const closing = new AbortController();

  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(message);
    if (request === undefined) {
      response.writeHead(413).end();
      return;
    }
    const { operation, parameters } = readQuestion(request);
    const accessKey = parameters.get("AccessKey");
    const misdeeds = misbehaviours.take(operation, accessKey);
    const { response: decided, account, code } = gateway.answer(request, moodOf(misdeeds));
    const arrived: SampleRequest = {
      at: now(),
      ...(operation !== undefined && { operation }),
      ...(accessKey !== undefined && { accessKey }),
      ...(account !== undefined && { account }),
      ...(code !== undefined && { code }),
    };
    requests.push(arrived);
    if (requests.length > REQUESTS_KEPT) requests.shift();
    for (const listener of [...listeners]) listener(arrived);
    await deliver(response, decided, misdeeds, closing.signal);
  };

  const server = await listenOnLoopback((message, response) => {
    // Either the client went away or the cloud is closing; a fault of ours shows as a connection that ends.
    answer(message, response).catch(() => response.destroy());
  }, options.port);

  return {
    origin: server.origin,
    accounts,
    story,
    requests,
    onRequest: (listener) => {
      const entry = (request: SampleRequest): void => {
        listener(request);
      };
      listeners.add(entry);
      return { dispose: () => void listeners.delete(entry) };
    },
    misbehave: (rule) => misbehaviours.add(rule),
    addKey: (key) => {
      gateway.addKey(key);
    },
    addSigner: (account, traits = {}) => {
      const { temporary, ...rest } = traits;
      const { name, ...credentials } = newAccount(account, temporary);
      gateway.addSigner({ account: name, ...credentials, ...rest });
      return { name, ...credentials };
    },
    close: () => {
      closing.abort();
      return server.close();
    },
  };
}

function newAccount(name: string, temporary = false): SampleAccount {
  if (!temporary) return { name, accessKeyId: sampleKeyId(randomText(24)), accessKeySecret: randomText(30) };
  return {
    name,
    accessKeyId: "STS." + `NT${randomText(23)}`,
    accessKeySecret: randomText(44),
    securityToken: "CAIS" + randomText(120),
  };
}
