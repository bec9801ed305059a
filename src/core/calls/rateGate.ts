import type { Clock } from "../util/clock";

/**
 * Lets at most `limit` calls through in any window of `windowMs` milliseconds, in order of arrival.
 * A place is reserved on arrival; one that is given up while waiting stays reserved, which errs on the slow side.
 */
export class RateGate {
  /** When the latest `limit` calls pass or will pass, oldest first. */
  private readonly reserved: number[] = [];

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the call may be made; rejects with the signal's reason when it aborts first. */
  async pass(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const oldest = this.reserved.length < this.limit ? undefined : this.reserved.shift();
    const at = oldest === undefined ? this.clock.now() : Math.max(this.clock.now(), oldest + this.windowMs);
    this.reserved.push(at);
    // Timers may fire a little early; the window must hold all the same.
    for (let wait = at - this.clock.now(); wait > 0; wait = at - this.clock.now()) {
      await this.clock.sleep(wait, signal);
    }
  }
}
