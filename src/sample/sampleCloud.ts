import type { IncomingMessage, ServerResponse } from "node:http";
import { AlibabaGateway } from "./alibaba/gateway";
import { crowd } from "./alibaba/inventoryStory";
import type { SampleKey } from "./alibaba/sampleKey";
import { DEV, PROD } from "./alibaba/story";
import { deliver } from "./deliver";
import { listenOnLoopback } from "./loopbackServer";
import { Misbehaviours, type Misbehaviour } from "./misbehaviour";
import { NcloudGateway } from "./ncloud/gateway";
import { isNcloudPath } from "./ncloud/routes";
import type { SampleKmsKey } from "./ncloud/sampleKmsKey";
import type { SampleSubAccount } from "./ncloud/sampleSubAccount";
import { NCLOUD } from "./ncloud/story";
import { RequestLog, type SampleRequest } from "./requestLog";
import {
  alibabaSigner,
  newAccount,
  ncloudSigner,
  type SampleAccount,
  type SignerTraits,
} from "./sampleAccount";
import { sampleStory, type SampleStory } from "./sampleStory";
import { StoryClock } from "./storyClock";
import { readRequest } from "./wire";

export type { SampleAccount } from "./sampleAccount";

/** How a sample cloud may differ from the one that everybody gets. */
export interface SampleCloudOptions {
  /** Milliseconds since the epoch; the machine's clock unless a test owns the time. */
  readonly now?: () => number;
  /** A free one unless given. */
  readonly port?: number;
  /** Unless given, `sample-prod`, `sample-dev` and `sample-ncloud`, with credentials that nobody can guess. */
  readonly accounts?: readonly SampleAccount[];
  /** So many more users in an account of Alibaba Cloud, with two keys each. */
  readonly crowd?: { readonly account: string; readonly users: number };
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
  /** Puts a KMS key on record, or changes what is on record about it. */
  addKmsKey(key: SampleKmsKey): void;
  /** Puts a sub account and its access keys on record, or changes what is on record about them. */
  addSubAccount(subAccount: SampleSubAccount): void;
  /** Makes further credentials for an account. */
  addSigner(account: string, traits?: SignerTraits): SampleAccount;
  /** Ends every connection, also those whose answer is still due. */
  close(): Promise<void>;
}

/** Starts a sample cloud on the loopback address. */
export async function startSampleCloud(options: SampleCloudOptions = {}): Promise<SampleCloud> {
  const now = options.now ?? Date.now;
  const clock = new StoryClock(now);
  const story = sampleStory();
  const alibaba = new AlibabaGateway(clock);
  const inAccounts = options.crowd ? crowd(options.crowd.account, options.crowd.users) : [];
  for (const key of [...Object.values(story.keys), ...Object.values(story.unlisted), ...inAccounts])
    alibaba.addKey(key);
  for (const user of story.keyless) alibaba.addUser(user);
  const ncloud = new NcloudGateway(clock);
  for (const key of Object.values(story.ncloud)) if ("activities" in key) ncloud.addKmsKey(key);
  for (const subAccount of story.subAccounts) ncloud.addSubAccount(subAccount);

  const letIn = (account: SampleAccount, traits: SignerTraits = {}): void => {
    if (account.provider === "ncloud") ncloud.addSigner(ncloudSigner(account, traits));
    else alibaba.addSigner(alibabaSigner(account, traits));
  };
  const accounts = options.accounts ?? [
    newAccount("alibaba", PROD),
    newAccount("alibaba", DEV),
    newAccount("ncloud", NCLOUD),
  ];
  for (const account of accounts) letIn(account);

  const misbehaviours = new Misbehaviours();
  const log = new RequestLog();
  const closing = new AbortController();

  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(message);
    if (request === undefined) {
      response.writeHead(413).end();
      return;
    }
    const gateway = isNcloudPath(request.path) ? ncloud : alibaba;
    const subject = gateway.subjectOf(request);
    const misdeeds = misbehaviours.take(subject.operation, subject.accessKey);
    const { response: decided, account, code } = gateway.answer(request, misdeeds);
    log.add({
      at: now(),
      ...subject,
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
      alibaba.addKey(key);
    },
    addKmsKey: (key) => {
      ncloud.addKmsKey(key);
    },
    addSubAccount: (subAccount) => {
      ncloud.addSubAccount(subAccount);
    },
    addSigner: (account, traits = {}) => {
      // An account that was never heard of is one of Alibaba Cloud's.
      const provider = accounts.find(({ name }) => name === account)?.provider ?? "alibaba";
      const made = newAccount(provider, account, traits);
      letIn(made, traits);
      return made;
    },
    close: () => {
      closing.abort();
      return server.close();
    },
  };
}
