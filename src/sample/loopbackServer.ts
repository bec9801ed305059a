import { createServer, type RequestListener } from "node:http";

/** A plain HTTP server that only this machine can reach. */
export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly origin: string;
  /** Ends every open connection, also those whose answer is still due. */
  close(): Promise<void>;
}

/** Listens on the IPv4 loopback address; port 0 lets the system choose a free one. */
export function listenOnLoopback(listener: RequestListener, port = 0): Promise<LoopbackServer> {
  const server = createServer(listener);
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("A TCP server has a TCP address.");
      resolve({ origin: `http://127.0.0.1:${address.port}`, close });
    });
  });
}
