import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { ncloudSignature } from "../../../../src/sample/ncloud/signature";
import type { RawAnswer } from "../rawRequest";

/** A request in the hands of a test, which may spoil it before it is sent. */
export interface NcloudRequest {
  readonly origin: string;
  readonly method: string;
  /** Path and query, sent byte for byte. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

/** What a test wants to have signed. */
export interface NcloudWish {
  readonly origin: string;
  readonly account: { readonly accessKeyId: string; readonly accessKeySecret: string };
  readonly target: string;
  readonly method?: string;
  /** Milliseconds since the epoch, or what to send instead of a time. */
  readonly timestamp?: number | string;
  /** What is signed instead of the target, by a client that is mistaken about it. */
  readonly signedTarget?: string;
}

/** A request signed as the documents say. */
export function signedNcloud(wish: NcloudWish): NcloudRequest {
  const { origin, account, target, method = "GET", timestamp } = wish;
  const text = {
    method,
    target: wish.signedTarget ?? target,
    timestamp: String(timestamp ?? Date.now()),
    accessKeyId: account.accessKeyId,
  };
  const headers = {
    "x-ncp-apigw-timestamp": text.timestamp,
    "x-ncp-iam-access-key": text.accessKeyId,
    "x-ncp-apigw-signature-v2": ncloudSignature(text, account.accessKeySecret),
  };
  return { origin, method, target, headers };
}

/** Sends a request as it stands and waits for the whole answer; rejects with what the network says. */
export function sendNcloud({ origin, method, target, headers }: NcloudRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const copied = Object.entries(headers).map(
      ([name, value]) => [name, typeof value === "string" ? value : [...value]] as const,
    );
    // No agent: a connection that one test has spoilt must not serve the next.
    const options = {
      ...{ hostname, port, method, path: target, agent: false },
      headers: Object.fromEntries(copied),
    };
    const request = httpRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, chunks: chunks.length });
      });
    });
    request.on("error", reject);
    request.end();
  });
}

/** Status, code and details of the gateway's own error, in one text that a test can name. */
export async function ncloudRefusal(request: NcloudRequest): Promise<string> {
  const { status, text } = await sendNcloud(request);
  const { error } = JSON.parse(text) as { error?: { errorCode: string; message: string; details?: string } };
  return error
    ? [status, error.errorCode, error.message, error.details].join(" ").trim()
    : `${status} success`;
}

/** The body of an answer that must be a success. */
export async function ncloudBody(request: NcloudRequest): Promise<unknown> {
  const { status, text } = await sendNcloud(request);
  assert.equal(status, 200, text);
  return JSON.parse(text) as unknown;
}

/** What stands in a body at a place such as `data.keyList.0.keyTag`; `undefined` if nothing does. */
export function at(body: unknown, place: string): unknown {
  return place
    .split(".")
    .reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | null)?.[name], body);
}
