import http from "node:http";
import https from "node:https";
import { urlToHttpOptions } from "node:url";
import type { ApiReply } from "./apiReply";

export interface GetRequest {
  /** `https://host[:port]`. */
  readonly origin: string;
  /** Path and query, sent exactly as they stand here. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Makes one request, and follows no redirect. No agent is named, so that VS Code can put its own with the proxy in
 * place. Errors come back as data, because Node's quote addresses. Never rejects.
 */
export function httpGet({ origin, target, headers, signal }: GetRequest): Promise<ApiReply> {
  return new Promise((resolve) => {
    const fail = (error: unknown): void => {
      resolve({ kind: "no-reply", code: signal.aborted ? "Aborted" : codeOf(error) });
    };
    if (signal.aborted) {
      fail(undefined);
      return;
    }
    const url = new URL(origin);
    const options = {
      ...urlToHttpOptions(url),
      path: target,
      method: "GET",
      headers: { accept: "application/json", "user-agent": "KeyTrail", ...headers },
      signal,
    };
    const onResponse = (response: http.IncomingMessage): void => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes <= MAX_BODY_BYTES) return;
        resolve(replyOf(response, undefined));
        response.destroy();
      });
      response.on("end", () => {
        resolve(replyOf(response, Buffer.concat(chunks).toString("utf8")));
      });
      response.on("error", fail);
    };
    try {
      const request = url.protocol === "http:" ? http.request(options) : https.request(options);
      request.on("response", onResponse).on("error", fail).end();
    } catch (error) {
      // A header or a path with characters that none can have is refused before anything is sent.
      fail(error);
    }
  });
}

/** A page of 200 records has some 100 KB. Past this it is somebody's download page. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

function replyOf({ statusCode = 0, headers }: http.IncomingMessage, text: string | undefined): ApiReply {
  const requestId = headers["x-ncp-apigw-request-id"];
  const retryAfterMs = Number(headers["retry-after"]) * 1000;
  const date = Date.parse(headers.date ?? "");
  return {
    kind: "reply",
    status: statusCode,
    text,
    ...(typeof requestId === "string" && { requestId }),
    ...(Number.isFinite(retryAfterMs) && retryAfterMs > 0 && { retryAfterMs }),
    ...(Number.isFinite(date) && { date }),
  };
}

function codeOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  // A proxy that cannot be reached fails in ways of its own, without a code.
  return typeof code === "string" ? code : "NoReply";
}
