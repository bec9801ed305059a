import type { IncomingMessage } from "node:http";

/** A request as it came off the wire, before anybody has interpreted it. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, byte for byte as they stood in the request line. */
  readonly target: string;
  readonly path: string;
  /** Percent-decoded. A repeated name is repeated here too. */
  readonly query: readonly NamedValue[];
  /** Names in lower case, in the order received. */
  readonly headers: readonly NamedValue[];
  readonly body: Buffer;
}

/** One parameter or header. */
export type NamedValue = readonly [name: string, value: string];

/** What goes back, before the transport has had a chance to misbehave. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The operations take a handful of short strings; whatever is larger is a mistake or an attack. */
const LARGEST_BODY = 1 << 20;

/** Reads a whole request; `undefined` when its body is larger than anything this cloud accepts. */
export async function readRequest(message: IncomingMessage): Promise<WireRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  if (size > LARGEST_BODY) return undefined;
  // Not `new URL`: it throws on targets like `//`, which a client is free to send.
  const target = message.url ?? "/";
  const mark = target.indexOf("?");
  return {
    method: message.method ?? "",
    target,
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? [] : parseForm(target.slice(mark + 1)),
    headers: headerPairs(message.rawHeaders),
    body: Buffer.concat(chunks),
  };
}

/** The parameters of a query string or of a form body. */
export function parseForm(text: string): NamedValue[] {
  return [...new URLSearchParams(text)];
}

/** The value of a header; of a repeated one, the first. */
export function headerOf(request: WireRequest, name: string): string | undefined {
  return request.headers.find(([candidate]) => candidate === name)?.[1];
}

/** `IncomingMessage.headers` merges and drops duplicates, which a signature check must not. */
function headerPairs(raw: readonly string[]): NamedValue[] {
  const pairs: NamedValue[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    pairs.push([(raw[index] ?? "").toLowerCase(), raw[index + 1] ?? ""]);
  }
  return pairs;
}
