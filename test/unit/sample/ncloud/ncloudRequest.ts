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
}

/** A request signed as the documents say. */
export function signedNcloud({
  origin,
  account,
  target,
  method = "GET",
  timestamp,
}: NcloudWish): NcloudRequest {
  const text = {
    method,
    target,
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
