import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A sign-in service on loopback that answers what a test lays out, by path. */
export class SignInServer {
  readonly asked: Asked[] = [];
  answers: Record<string, readonly [status: number, body: unknown]> = {};
  private readonly server: Server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      this.asked.push({ path, authorization: request.headers.authorization, body });
      const answer = this.answers[path];
      if (answer === undefined) {
        request.socket.destroy();
        return;
      }
      const [status, content] = answer;
      response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {});
      response.end(typeof content === "string" ? content : JSON.stringify(content));
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** In a group of tests: one service for all, of which each test finds nothing asked and nothing laid out. */
export function useSignInServer(): SignInServer {
  const server = new SignInServer();
  before(() => server.start());
  after(() => server.stop());
  beforeEach(() => {
    server.asked.length = 0;
    server.answers = {};
  });
  return server;
}
