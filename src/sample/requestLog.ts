/** A request that arrived. There is no room in it for a secret, a signature or a token. */
export interface SampleRequest {
  readonly operation?: string;
  /** The ID of the key that was asked about. */
  readonly accessKey?: string;
  /** Who asked; absent if they could not prove it. */
  readonly account?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Of the error that was decided on; absent with a success. */
  readonly code?: string;
}

const REQUESTS_KEPT = 10_000;

/** Remembers the latest requests and tells whoever listens. */
export class RequestLog {
  /** In the order in which they arrived. */
  readonly requests: SampleRequest[] = [];
  private readonly listeners = new Set<{ readonly call: (request: SampleRequest) => void }>();

  /** Remembers a request and calls every listener. */
  add(request: SampleRequest): void {
    this.requests.push(request);
    if (this.requests.length > REQUESTS_KEPT) this.requests.shift();
    for (const { call } of [...this.listeners]) call(request);
  }

  /** Calls the listener with each request from now on, until the result is disposed of. */
  onRequest(listener: (request: SampleRequest) => void): { dispose(): void } {
    const entry = { call: listener };
    this.listeners.add(entry);
    return { dispose: () => void this.listeners.delete(entry) };
  }
}
