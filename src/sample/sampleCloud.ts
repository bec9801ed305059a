import type { IncomingMessage, ServerResponse } from "node:http";
import type { Signer } from "./alibaba/authenticate";
import { AlibabaGateway } from "./alibaba/gateway";
import { randomText } from "./alibaba/keyIds";
import { moodOf } from "./alibaba/mood";
import type { SampleKey } from "./alibaba/sampleKey";
import { readQuestion } from "./alibaba/signedCall";
import { DEV, PROD } from "./alibaba/story";
import { deliver } from "./deliver";
import { listenOnLoopback } from "./loopbackServer";
import { Misbehaviours, type Misbehaviour } from "./misbehaviour";
import { RequestLog, type SampleRequest } from "./requestLog";
import { sampleStory, type SampleStory } from "./sampleStory";
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
  /** Which cloud it is with. */
  readonly provider: "alibaba";
  readonly name: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** With temporary credentials. */
  readonly securityToken?: string;
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

/** Starts a sample cloud on the loopback address. */
export async function startSampleCloud(options: SampleCloudOptions = {}): Promise<SampleCloud> {
  const now = options.now ?? Date.now;
  const gateway = new AlibabaGateway(now);
  const story = sampleStory();
  for (const key of Object.values(story.keys)) gateway.addKey(key);
  const accounts = options.accounts ?? [newAccount(PROD), newAccount(DEV)];
  for (const account of accounts) gateway.addSigner(signerOf(account));

  const misbehaviours = new Misbehaviours();
  const log = new RequestLog();
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
    log.add({
      at: now(),
      ...(operation !== undefined && { operation }),
      ...(accessKey !== undefined && { accessKey }),
      ...(account !== undefined && { account }),
      ...(code !== undefined && { code }),
    });
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
    requests: log.requests,
    onRequest: (listener) => log.onRequest(listener),
    misbehave: (rule) => misbehaviours.add(rule),
    addKey: (key) => {
      gateway.addKey(key);
    },
    addSigner: (account, traits = {}) => {
      const { temporary, ...rest } = traits;
      const made = newAccount(account, temporary);
      gateway.addSigner({ ...signerOf(made), ...rest });
      return made;
    },
    close: () => {
      closing.abort();
      return server.close();
    },
  };
}

function newAccount(name: string, temporary = false): SampleAccount {
  const provider = "alibaba";
  if (!temporary) {
    return { provider, name, accessKeyId: "LTAI" + `5t${randomText(18)}`, accessKeySecret: randomText(30) };
  }
  return {
    provider,
    name,
    accessKeyId: "STS." + `NT${randomText(23)}`,
    accessKeySecret: randomText(44),
    securityToken: "CAIS" + randomText(120),
  };
}

function signerOf({ name, accessKeyId, accessKeySecret, securityToken }: SampleAccount): Signer {
  return {
    account: name,
    accessKeyId,
    accessKeySecret,
    ...(securityToken !== undefined && { securityToken }),
  };
}
