import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { randomUUID } from "node:crypto";
import type { ClientRequest, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import OpenApiClient, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { RuntimeOptions } from "@alicloud/tea-util";
import type { SigningCredentials } from "../credentials/signingCredentials";
import type { ApiReply } from "./apiReply";

/**
 * The only file that knows Alibaba's SDK, and a bundle chunk of its own: it is loaded with the first look-up.
 *
 * The SDK signs and sends. What it lacks is made up for here: it cannot be cancelled, its time-outs miss requests on a
 * connection that is used again, it hides the status of a reply that is not JSON, it drops the headers that say how
 * long to wait and which request it was, and it reads a body of any size. Node announces each request and response on
 * its diagnostics channels, and ours is known by its nonce, so none of this needs a patched SDK. Errors come back as
 * data, because the SDK's own messages quote the whole URL. Never rejects.
 */
export async function send(request: ApiRequest): Promise<ApiReply> {
  if (request.signal.aborted) return { kind: "no-reply", code: "Aborted" };
  const watch = new WireWatch(request);
  const reply = callSdk(request, watch.nonce)
    .then(
      ({ statusCode, body }) => watch.reply(statusCode, parseJson(body)),
      (error: unknown) => watch.describe(error),
    )
    .finally(() => {
      watch.end();
    });
  // Not the reply alone: when its connection is closed at the wrong moment, the SDK waits for ever.
  return Promise.race([reply, watch.givenUp]);
}

async function callSdk(request: ApiRequest, nonce: string): Promise<{ statusCode: number; body: unknown }> {
  const { protocol, host, pathname } = new URL(request.endpoint);
  const { accessKeyId, accessKeySecret, securityToken } = request.credentials;
  const credential = {
    getCredential: () => Promise.resolve({ type: "", accessKeyId, accessKeySecret, securityToken }),
  };
  const client = new OpenApiClient(
    // The type asks for the whole credentials library; all the SDK calls is this one method.
    new Config({
      credential,
      endpoint: host,
      protocol: protocol === "http:" ? "HTTP" : "HTTPS",
      userAgent: "KeyTrail",
    }),
  );
  const params = new Params({
    action: request.operation,
    version: request.version,
    protocol: "HTTPS",
    pathname,
    method: "POST",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    // As text, so that what cannot be parsed still comes with its status.
    bodyType: "string",
  });
  // Not compressed: the SDK does not unpack what it reads.
  const headers = { [NONCE]: nonce, "accept-encoding": "identity" };
  const call = new OpenApiRequest({ query: request.query, headers });
  // Ours comes first; without any, the SDK's would be 3 s. Both, because each has that default of its own.
  const timeoutMs = request.timeoutMs + 5_000;
  const runtime = new RuntimeOptions({ connectTimeout: timeoutMs, readTimeout: timeoutMs });
  return (await client.callApi(params, call, runtime)) as { statusCode: number; body: unknown };
}

export interface ApiRequest {
  /** `https://host[:port][/path]`. */
  readonly endpoint: string;
  readonly operation: string;
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
  readonly credentials: SigningCredentials;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const NONCE = "x-acs-signature-nonce";
/** The largest answer documented is some 100 KB; a `Detail` may be larger. Past this it is somebody's download page. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Follows one request on the wire: ends it when nobody wants it any more, and keeps what the SDK does not pass on. */
class WireWatch {
  readonly nonce = randomUUID().replaceAll("-", "");
  /** What came of the request, when it was ended from here. */
  readonly givenUp: Promise<ApiReply>;
  private settle: (reply: ApiReply) => void = () => undefined;
  private isGivenUp = false;
  private request: ClientRequest | undefined;
  private response: IncomingMessage | undefined;
  /** The response lets go of it at its end, and the next request may have it then. */
  private socket: Socket | undefined;
  private receivedBytes = 0;
  private readonly timer: NodeJS.Timeout;
  private readonly signal: AbortSignal;

  constructor({ signal, timeoutMs }: Pick<ApiRequest, "signal" | "timeoutMs">) {
    this.signal = signal;
    this.givenUp = new Promise((resolve) => (this.settle = resolve));
    this.timer = setTimeout(() => {
      this.giveUp({ kind: "no-reply", code: "Timeout" });
    }, timeoutMs);
    subscribe("http.client.request.start", this.onRequest);
    subscribe("http.client.response.finish", this.onResponse);
    signal.addEventListener("abort", this.onAbort);
  }

  end(): void {
    clearTimeout(this.timer);
    unsubscribe("http.client.request.start", this.onRequest);
    unsubscribe("http.client.response.finish", this.onResponse);
    this.signal.removeEventListener("abort", this.onAbort);
    this.socket?.off("data", this.onData);
  }

  reply(status: number, body: unknown): ApiReply {
    const retryAfterMs = Number(this.response?.headers["x-acs-retry-after"]);
    const requestId = this.response?.headers["x-acs-request-id"];
    return {
      kind: "reply",
      status,
      body,
      ...(typeof requestId === "string" && { requestId }),
      ...(Number.isFinite(retryAfterMs) && retryAfterMs > 0 && { retryAfterMs }),
    };
  }

  describe(error: unknown): ApiReply {
    const thrown = typeof error === "object" && error !== null ? (error as SdkError) : {};
    const status = this.response?.statusCode ?? 0;
    // The SDK sets `data` to the parsed error body, and to nothing else.
    if (typeof thrown.data === "object" && thrown.data !== null) return this.reply(status, thrown.data);
    if (thrown.name === "RequestTimeoutError") return { kind: "no-reply", code: "Timeout" };
    if (typeof thrown.code === "string") return { kind: "no-reply", code: thrown.code };
    if (thrown.message === "aborted") return { kind: "no-reply", code: "ECONNRESET" };
    // A proxy that cannot be reached fails in ways of its own, without a code.
    return this.response ? this.reply(status, undefined) : { kind: "no-reply", code: "NoReply" };
  }

  private giveUp(reply: ApiReply): void {
    this.isGivenUp = true;
    this.settle(reply);
    // One that has not begun yet is awaited, to be ended then.
    if (!this.request) return;
    this.request.destroy();
    this.end();
  }

  private readonly onRequest = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    if (request.getHeader(NONCE) !== this.nonce) return;
    this.request = request;
    if (!this.isGivenUp) return;
    request.destroy();
    this.end();
  };

  private readonly onResponse = (message: unknown): void => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    if (request !== this.request) return;
    this.response = response;
    this.socket = response.socket.on("data", this.onData);
    if (Number(response.headers["content-length"]) > MAX_BODY_BYTES) this.refuse();
  };

  /** A body of chunks does not say how long it will be. */
  private readonly onData = (chunk: Buffer): void => {
    this.receivedBytes += chunk.length;
    if (this.receivedBytes > MAX_BODY_BYTES) this.refuse();
  };

  private refuse(): void {
    this.giveUp(this.reply(this.response?.statusCode ?? 0, undefined));
  }

  private readonly onAbort = (): void => {
    this.giveUp({ kind: "no-reply", code: "Aborted" });
  };
}

interface SdkError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly data?: unknown;
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text)) as unknown;
  } catch {
    // The caller sees that there is no body it can read, and the status with it.
    return undefined;
  }
}
