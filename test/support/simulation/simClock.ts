import type { Clock } from "../../../src/core/util/clock";

/** The time of the simulated world: it stands still while somebody looks. */
export class SimClock implements Clock {
  constructor(private time: number) {}

  readonly now = (): number => this.time;

  /** Whoever waits in this world waits until the world ends. */
  readonly sleep = (_ms: number, signal: AbortSignal): Promise<void> => untilAborted(signal);

  goTo(time: number): void {
    this.time = time;
  }
}

/** The time of those who wait for their turn: it passes as fast as they wait, and in the world no time goes by. */
export class TurnClock implements Clock {
  private time = 0;

  readonly now = (): number => this.time;

  /** What is longer than a turn is a time-out, and nothing in this world takes as long as that. */
  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> => {
    if (ms >= LONGEST_TURN_MS) return untilAborted(signal);
    this.time += ms;
    return Promise.resolve();
  };
}

const LONGEST_TURN_MS = 1_000;

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
}
