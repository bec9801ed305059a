import type { Clock } from "../util/clock";

/** Lets at most `limit` calls through in any window of `windowMs` milliseconds, in order of arrival. */
export class RateGate {
  /** When the latest `limit` calls passed, oldest first; what counts is when they did, however late a timer was. */
  private passed: number[] = [];
  /** Settles when everybody who came before has passed or given up. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the call may be made. One that is given up rejects with the signal's reason, at its turn at the latest. */
  pass(signal: AbortSignal): Promise<void> {
    const mine = this.turn.then(() => this.wait(signal));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async wait(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    // Timers may fire a little early; the window must hold all the same.
    for (let ms = this.msToWait(); ms > 0; ms = this.msToWait()) await this.clock.sleep(ms, signal);
    if (this.passed.length >= this.limit) this.passed.shift();
    this.passed.push(this.clock.now());
  }

  private msToWait(): number {
    const now = this.clock.now();
    // A clock that was set back would make calls of the past look like calls of tomorrow, and close the gate until then.
    if ((this.passed.at(-1) ?? now) > now) this.passed = this.passed.map((at) => Math.min(at, now));
    const oldest = this.passed.length < this.limit ? undefined : this.passed[0];
    return oldest === undefined ? 0 : oldest + this.windowMs - now;
  }
}
