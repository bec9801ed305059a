import { randomUUID } from "node:crypto";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import {
  acs3Canonical,
  acs3Signature,
  acs3StringToSign,
  percentEncode,
  rpcSignature,
  rpcStringToSign,
  sha256Hex,
} from "../../../src/sample/alibaba/signature";

/** A request in the hands of a test, which may spoil it before it is sent. */
export interface RawRequest {
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

/** What a test wants to have signed. */
export interface Wish {
  readonly origin: string;
  readonly account: {
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
    readonly securityToken?: string;
  };
  readonly action: string;
  readonly query: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch, or what to send instead of a date. */
  readonly date: number | string;
  readonly nonce?: string;
  readonly method?: string;
  readonly version?: string;
  readonly body?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** In how many pieces the body came. */
  readonly chunks: number;
}

/** A request signed with ACS3-HMAC-SHA256. */
export function signedAcs3(wish: Wish): RawRequest {
  const { accessKeyId, accessKeySecret, securityToken } = wish.account;
  const method = wish.method ?? "POST";
  const body = wish.body === undefined ? "" : new URLSearchParams(wish.body).toString();
  const bodyHash = sha256Hex(body);
  const headers = {
    host: new URL(wish.origin).host,
    "x-acs-action": wish.action,
    "x-acs-version": wish.version ?? "2020-07-06",
    "x-acs-date": dateText(wish.date),
    "x-acs-signature-nonce": wish.nonce ?? randomUUID(),
    "x-acs-content-sha256": bodyHash,
    ...(securityToken !== undefined && { "x-acs-security-token": securityToken }),
    ...(wish.body !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
    ...wish.headers,
  };
  const canonical = acs3Canonical({
    method,
    path: "/",
    query: Object.entries(wish.query),
    headers: Object.entries(headers),
    bodyHash,
  });
  const signature = acs3Signature(acs3StringToSign(canonical.text), accessKeySecret);
  const authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${canonical.signedHeaders},Signature=${signature}`;
  return {
    origin: wish.origin,
    method,
    path: "/",
    query: wish.query,
    headers: { ...headers, authorization },
    body,
  };
}

/** A request signed with the older HMAC-SHA1; `body` parameters are signed with those of the query. */
export function signedRpc(wish: Wish): RawRequest {
  const { accessKeyId, accessKeySecret, securityToken } = wish.account;
  const method = wish.method ?? "POST";
  const query = {
    ...wish.query,
    Action: wish.action,
    Format: "json",
    Version: wish.version ?? "2020-07-06",
    Timestamp: dateText(wish.date),
    SignatureNonce: wish.nonce ?? randomUUID(),
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    AccessKeyId: accessKeyId,
    ...(securityToken !== undefined && { SecurityToken: securityToken }),
  };
  const stringToSign = rpcStringToSign(method, Object.entries({ ...query, ...wish.body }));
  return {
    origin: wish.origin,
    method,
    path: "/",
    query: { ...query, Signature: rpcSignature(stringToSign, accessKeySecret) },
    headers: wish.body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" },
    body: wish.body === undefined ? "" : new URLSearchParams(wish.body).toString(),
  };
}

/** Sends a request as it stands and waits for the whole answer; rejects with what the network says. */
export function sendRaw({ origin, method, path, query, headers, body }: RawRequest): Promise<RawAnswer> {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`,
  );
  const target = `${path}?${pairs.join("&")}`;
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    // No agent: a connection that one test has spoilt must not serve the next.
    const options = { hostname, port, method, path: target, headers: copyHeaders(headers), agent: false };
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
    request.end(body);
  });
}

/** The status and the code of an error, in one text that a test can name. */
export async function refusal(request: RawRequest): Promise<string> {
  const { status, text } = await sendRaw(request);
  const { Code } = JSON.parse(text) as { Code?: string };
  return `${status} ${Code ?? "success"}`;
}

function dateText(date: number | string): string {
  return typeof date === "string" ? date : `${new Date(date).toISOString().slice(0, 19)}Z`;
}

function copyHeaders(headers: RawRequest["headers"]): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]),
  );
}
