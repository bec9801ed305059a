import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { randomUUID } from "node:crypto";
import type { ClientRequest, IncomingMessage } from "node:http";
import OpenApiClient, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { RuntimeOptions } from "@alicloud/tea-util";
import type { SigningCredentials } from "../credentials/signingCredentials";
import type { ApiReply } from "./apiReply";

/**
 * The only file that knows Alibaba's SDK, and a bundle chunk of its own: it is loaded with the first look-up.
 *
 * The SDK signs and sends. What it lacks is made up for here: it cannot be cancelled, it hides the status of a reply
 * that is not JSON, and it drops the header that says how long to wait. Node announces each request and response on
 * its diagnostics channels, and ours is known by its nonce, so none of this needs a patched SDK. Errors come back as
 * data, because the SDK's own messages quote the whole URL.
 */
export async function send(request: ApiRequest): Promise<ApiReply> {
  const watch = new WireWatch(request.signal);
  try {
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
    const call = new OpenApiRequest({ query: request.query, headers: { [NONCE]: watch.nonce } });
    // Both, because each defaults to 3 s when only the other is given.
    const runtime = new RuntimeOptions({ connectTimeout: request.timeoutMs, readTimeout: request.timeoutMs });
    const reply = (await client.callApi(params, call, runtime)) as { body: unknown; statusCode: number };
    return { kind: "reply", status: reply.statusCode, body: parseJson(reply.body), ...watch.retryAfter() };
  } catch (error) {
    return watch.describe(error);
  } finally {
    watch.end();
  }
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

/** Follows one request on the wire: ends it when the signal aborts, and keeps what the SDK does not pass on. */
class WireWatch {
  readonly nonce = randomUUID().replaceAll("-", "");
  private request: ClientRequest | undefined;
  private response: IncomingMessage | undefined;

  constructor(private readonly signal: AbortSignal) {
    subscribe("http.client.request.start", this.onRequest);
    subscribe("http.client.response.finish", this.onResponse);
    signal.addEventListener("abort", this.onAbort);
  }

  end(): void {
    unsubscribe("http.client.request.start", this.onRequest);
    unsubscribe("http.client.response.finish", this.onResponse);
    this.signal.removeEventListener("abort", this.onAbort);
  }

  retryAfter(): { retryAfterMs?: number } {
    const ms = Number(this.response?.headers["x-acs-retry-after"]);
    return Number.isFinite(ms) && ms > 0 ? { retryAfterMs: ms } : {};
  }

  describe(error: unknown): ApiReply {
    const thrown = typeof error === "object" && error !== null ? (error as SdkError) : {};
    // The SDK sets `data` to the parsed error body, and to nothing else.
    if (typeof thrown.data === "object" && thrown.data !== null) {
      const { statusCode } = thrown.data as { statusCode?: number };
      return { kind: "reply", status: statusCode ?? 0, body: thrown.data, ...this.retryAfter() };
    }
    if (thrown.name === "RequestTimeoutError") return { kind: "no-reply", code: "Timeout" };
    if (typeof thrown.code === "string") return { kind: "no-reply", code: thrown.code };
    if (thrown.message === "aborted") return { kind: "no-reply", code: "ECONNRESET" };
    return { kind: "reply", status: this.response?.statusCode ?? 0, body: undefined, ...this.retryAfter() };
  }

  private readonly onRequest = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    if (request.getHeader(NONCE) !== this.nonce) return;
    this.request = request;
    if (this.signal.aborted) this.onAbort();
  };

  private readonly onResponse = (message: unknown): void => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    if (request !== this.request) return;
    this.response = response;
    if (Number(response.headers["content-length"]) > MAX_BODY_BYTES) request.destroy();
  };

  private readonly onAbort = (): void => {
    this.request?.destroy();
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
