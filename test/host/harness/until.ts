import { setTimeout as delay } from "node:timers/promises";

/**
 * Waits for what VS Code has no event for; where there is an event, that is awaited instead. Resolves with the first
 * value that is not `undefined`; there is no time limit but the test's own.
 */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await delay(50);
  }
}

/** Gives something that must not happen the time to happen: the scheduler pauses 150 ms before it asks. */
export async function aMoment(): Promise<void> {
  await delay(500);
}
