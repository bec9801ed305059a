import type { Clock } from "../../../core/util/clock";
import type { Disposable } from "../../../core/util/disposable";
import { cancelled, tookTooLong } from "./problems";
import { isFresh, type SigningCredentials } from "./signingCredentials";

/** How a session is obtained: `party` is who is asked, for the message when it does not answer within the limit. */
export interface SessionSource {
  readonly party: string;
  readonly limitMs: number;
  readonly start: (signal: AbortSignal) => Promise<SigningCredentials>;
}

/**
 * Temporary credentials in memory, so that not every request asks for new ones.
 * Simultaneous askers share one load; an asker who leaves does not stop it for the others, only time and disposal do.
 */
export class Sessions implements Disposable {
  private readonly sessions = new Map<string, SigningCredentials>();
  private readonly loads = new Map<string, Promise<SigningCredentials>>();
  private readonly disposal = new AbortController();

  constructor(private readonly clock: Clock) {}

  async get(key: string, source: SessionSource, signal: AbortSignal): Promise<SigningCredentials> {
    const known = this.sessions.get(key);
    if (known !== undefined && isFresh(known, this.clock.now())) return known;
    return until(this.loads.get(key) ?? this.load(key, source), signal);
  }

  /** The next asker gets new credentials. */
  forget(): void {
    this.sessions.clear();
    this.loads.clear();
  }

  dispose(): void {
    this.forget();
    this.disposal.abort();
  }

  private load(key: string, source: SessionSource): Promise<SigningCredentials> {
    const load = withinLimit(source, this.clock, this.disposal.signal).then((credentials) => {
      // Not if it was forgotten meanwhile. What never ends, or nobody says when, is asked for again each time.
      if (this.loads.get(key) === load && credentials.expiresAt !== undefined) this.keep(key, credentials);
      return credentials;
    });
    this.loads.set(key, load);
    const settled = (): void => {
      if (this.loads.get(key) === load) this.loads.delete(key);
    };
    load.then(settled, settled);
    return load;
  }

  private keep(key: string, credentials: SigningCredentials): void {
    const now = this.clock.now();
    for (const [each, session] of this.sessions) if (!isFresh(session, now)) this.sessions.delete(each);
    this.sessions.set(key, credentials);
  }
}

async function withinLimit(
  source: SessionSource,
  clock: Clock,
  disposal: AbortSignal,
): Promise<SigningCredentials> {
  const limit = new AbortController();
  const done = new AbortController();
  clock.sleep(source.limitMs, done.signal).then(
    () => {
      limit.abort(tookTooLong(source.party, source.limitMs));
    },
    () => undefined,
  );
  const signal = AbortSignal.any([limit.signal, disposal]);
  try {
    return await until(source.start(signal), signal);
  } finally {
    done.abort();
  }
}

/** Settles as `promise` does, or rejects as soon as the signal aborts; the promise itself goes on. */
async function until<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(cancelled(signal));
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", onAbort);
    });
  });
}
