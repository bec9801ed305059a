import { createHmac } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import tls from "node:tls";
import { loopbackCertificate } from "./certificate";
import { KEY_ID, SECRET, SECRETS, TOKEN } from "./support";

/**
 * The Security Token Service on loopback, as far as AssumeRole and AssumeRoleWithOIDC go, with TLS that is really
 * verified: the library speaks nothing else. It checks signatures. Its refusals quote secrets, to see that nobody repeats them.
 */
export class StsServer {
  /** The parameters of every request, in order. */
  readonly requests: Readonly<Record<string, string>>[] = [];
  /** How long the sessions last. */
  lifetimeMs = 3_600_000;
  /** Seen by a request before it is answered. */
  gate: Promise<void> = Promise.resolve();
  private readonly server: Server;
  private readonly trusted = defaultCertificates();
  private readonly sessions = new Map<string, { readonly secret: string; readonly token: string }>([
    [KEY_ID, { secret: SECRET, token: "" }],
  ]);

  constructor({ trusted }: { readonly trusted: boolean } = { trusted: true }) {
    const { key, cert } = loopbackCertificate();
    this.server = createServer({ key, cert }, (request, response) => void this.answer(request, response));
    if (trusted) trust([...this.trusted, cert]);
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  /** For `sts_endpoint`. */
  get endpoint(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    trust(this.trusted);
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = new URL(request.url ?? "/", "https://sts").searchParams;
    const body = await new Response(request as unknown as ReadableStream).text();
    const parameters = Object.fromEntries([...query, ...new URLSearchParams(body)]);
    this.requests.push(parameters);
    await this.gate;
    const { RoleArn: role = "", RoleSessionName: session = "" } = parameters;
    const wanted = role.split("/")[1] ?? "";
    const refusal = this.check(parameters) ?? REFUSALS[wanted];
    if (wanted === "hangs") return;
    if (wanted === "resets") {
      request.socket.destroy();
      return;
    }
    if (wanted === "page") {
      response.writeHead(502, { "content-type": "text/html" }).end(`<html>${SECRETS.join()}</html>`);
      return;
    }
    if (wanted === "garbage") {
      response.writeHead(200, { "content-type": "application/json" }).end(`{"Credentials":{"x":"${SECRET}`);
      return;
    }
    if (refusal !== undefined) {
      const [status, Code, Message] = refusal;
      response.writeHead(status, { "content-type": "application/json" });
      response.end(
        JSON.stringify({
          RequestId: REQUEST_ID,
          Code,
          Message: `${Message} ${wanted === "" ? "" : SECRETS.join()}`,
        }),
      );
      return;
    }
    const id = `STS.${wanted}${this.sessions.size}`;
    const made = { secret: `${SECRET}${this.sessions.size}`, token: `${TOKEN}${session}` };
    this.sessions.set(id, made);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(
      JSON.stringify({
        Credentials: {
          AccessKeyId: id,
          AccessKeySecret: made.secret,
          SecurityToken: made.token,
          Expiration: new Date(Date.now() + this.lifetimeMs).toISOString().replace(/\.\d+/, ""),
        },
      }),
    );
  }

  private check(parameters: Readonly<Record<string, string>>): readonly [number, string, string] | undefined {
    if (parameters["Action"] === "AssumeRoleWithOIDC") {
      return parameters["OIDCToken"] === TOKEN
        ? undefined
        : [400, "AuthenticationFail.OIDCToken.Invalid", "invalid"];
    }
    const { AccessKeyId: id = "", Signature: signature, ...signed } = parameters;
    const key = this.sessions.get(id);
    if (key === undefined) return [404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."];
    if ((parameters["SecurityToken"] ?? "") !== key.token)
      return [403, "InvalidSecurityToken.MismatchWithAccessKey", "no"];
    const canonical = Object.entries({ ...signed, AccessKeyId: id })
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .join("&");
    const text = `POST&%2F&${encode(canonical)}`;
    if (createHmac("sha1", `${key.secret}&`).update(text).digest("base64") === signature) return undefined;
    return [
      400,
      "SignatureDoesNotMatch",
      `Specified signature is not matched with our calculation. server string to sign is:${text}`,
    ];
  }
}

export const REQUEST_ID = "7F3A2B10-5C4D-4E6F-8A9B-0C1D2E3F4A5B";

const REFUSALS: Readonly<Record<string, readonly [number, string, string]>> = {
  denied: [403, "NoPermission", "You are not authorized to do this action."],
  absent: [404, "EntityNotExist.Role", "The role not exists."],
  long: [400, "InvalidParameter.DurationSeconds", "too long"],
  skewed: [400, "InvalidTimeStamp.Expired", "Specified time stamp is expired."],
  busy: [429, "Throttling.User", "Request was denied due to user flow control."],
  down: [503, "ServiceUnavailable", "down"],
  puzzling: [400, SECRET, "what?"],
};

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

// Node has these since 22.19; the types here are those of the oldest extension host.
const trusting = tls as unknown as {
  getCACertificates(type: "default"): string[];
  setDefaultCACertificates(certificates: readonly string[]): void;
};

function defaultCertificates(): readonly string[] {
  return trusting.getCACertificates("default");
}

function trust(certificates: readonly string[]): void {
  trusting.setDefaultCACertificates(certificates);
}
