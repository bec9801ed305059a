import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Misdeeds } from "./misbehaviour";
import type { WireResponse } from "./wire";

/** Sends an answer, the way the misdeeds want it; resolves when there is nothing more to send. */
export async function deliver(
  response: ServerResponse,
  answer: WireResponse,
  { answer: misdeed, pace }: Misdeeds,
  signal: AbortSignal,
): Promise<void> {
  if (pace !== undefined) await sleep(pace.ms, undefined, { signal });
  switch (misdeed?.kind) {
    case "hang":
      return;
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "truncate":
      send(response, { ...answer, body: firstHalf(answer.body) });
      return;
    case "cut-off":
      response.writeHead(answer.status, {
        ...answer.headers,
        "content-length": Buffer.byteLength(answer.body),
      });
      response.write(firstHalf(answer.body), () => response.socket?.destroy());
      return;
    case "html":
      send(response, { status: misdeed.status, headers: { "content-type": "text/html" }, body: PROXY_PAGE });
      return;
    case "content-type":
      send(response, { ...answer, headers: { ...answer.headers, "content-type": misdeed.contentType } });
      return;
    case "xml-error":
      send(response, xmlError(misdeed.status ?? 503, misdeed.code ?? "ServiceUnavailable"));
      return;
    case "redirect":
      send(response, { status: misdeed.status ?? 302, headers: { location: misdeed.location }, body: "" });
      return;
    case "trickle":
      await trickle(response, answer, misdeed.everyMs, signal);
      return;
    // Whether to refuse is for the gateway to decide, once it knows that the request is in order.
    case "throttle":
    case "server-error":
    case "deny":
    case "envelope":
    case undefined:
      send(response, answer);
  }
}

function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

async function trickle(
  response: ServerResponse,
  { status, headers, body }: WireResponse,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  for (let index = 0; index < bytes.length && !response.destroyed; index += 1) {
    await sleep(everyMs, undefined, { signal });
    response.write(bytes.subarray(index, index + 1));
  }
  response.end();
}

function firstHalf(text: string): string {
  return text.slice(0, Math.floor(text.length / 2));
}

function xmlError(status: number, code: string): WireResponse {
  // This exact spelling of the type is the one the official SDK takes for XML.
  const headers = { "content-type": "text/xml;charset=utf-8" };
  const message = "The request has failed due to a temporary failure of the server.";
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><RequestId>00000000-0000-4000-8000-000000000000</RequestId><HostId>sample</HostId><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers, body };
}

const PROXY_PAGE = `<!DOCTYPE html>
<html><head><title>Gateway</title></head>
<body><h1>The page cannot be displayed</h1><p>Please sign in to the network, or ask your administrator.</p></body></html>
`;
