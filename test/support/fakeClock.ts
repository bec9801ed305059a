import type { Clock } from "../../src/core/util/clock";

/** A clock that stands still until a test moves it. Sleepers wake in the order of their times, as with real timers. */
export class FakeClock implements Clock {
  private readonly sleepers = new Set<Sleeper>();

  constructor(private time = Date.UTC(2026, 10, 20, 8)) {}

  readonly now = (): number => this.time;

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const onAbort = (): void => {
        this.sleepers.delete(sleeper);
        reject(signal.reason as Error);
      };
      const sleeper: Sleeper = {
        at: this.time + Math.max(0, ms),
        wake: () => {
          this.sleepers.delete(sleeper);
          signal.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      signal.addEventListener("abort", onAbort, { once: true });
      this.sleepers.add(sleeper);
    });

  /** How many sleep. */
  get sleeping(): number {
    return this.sleepers.size;
  }

  /** Lets `ms` milliseconds go by; whoever wakes meanwhile acts, and may sleep again, before time goes on. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settled();
    for (let next = this.next(end); next; next = this.next(end)) await this.wake(next);
    this.time = end;
    await settled();
  }

  /** Lets time go by until the promise settles. Fails when nobody sleeps any more and it still has not. */
  async until<T>(promise: Promise<T>): Promise<T> {
    const progress = { pending: true };
    const done = (): void => {
      progress.pending = false;
    };
    promise.then(done, done);
    await settled();
    for (let next = this.next(Infinity); progress.pending && next; next = this.next(Infinity)) {
      await this.wake(next);
    }
    if (progress.pending) throw new Error("Nobody sleeps, and the promise is still pending.");
    return promise;
  }

  /** The machine was suspended: time has gone by, and every timer that was due meanwhile fires only now. */
  async suspend(ms: number): Promise<void> {
    await settled();
    this.time += ms;
    const due = [...this.sleepers].filter(({ at }) => at <= this.time);
    for (const sleeper of due) sleeper.wake();
    await settled();
  }

  /** Somebody set the clock; timers do not care. */
  set(time: number): void {
    const moved = time - this.time;
    this.time = time;
    for (const sleeper of this.sleepers) sleeper.at += moved;
  }

  private next(end: number): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of this.sleepers)
      if (sleeper.at <= end && (!next || sleeper.at < next.at)) next = sleeper;
    return next;
  }

  private async wake(sleeper: Sleeper): Promise<void> {
    this.time = Math.max(this.time, sleeper.at);
    sleeper.wake();
    await settled();
  }
}

/** Resolves when everything that can go on without time or input has gone on. */
export async function settled(): Promise<void> {
  // A turn of the event loop runs all chains of promises to their end; the second is for what the first set off.
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}

interface Sleeper {
  at: number;
  readonly wake: () => void;
}
