import { abortable } from "../../core/calls/callRunner";
import type { Clock } from "../../core/util/clock";
import type { Disposable } from "../../core/util/disposable";

/** A list is the same for all keys of an account. */
const KEEP_MS = 5 * 60_000;
/** What is in no list may have been made just now, so only a list this new says so. */
export const FRESH_MS = 10_000;
/** Long enough for everybody who asks at once to hear of it, short enough for a person to try again. */
const KEEP_FAILURE_MS = 10_000;

/**
 * Answers that many questions need: loaded once for whoever asks meanwhile, and remembered for some minutes. Whoever
 * goes away stops only waiting; only disposal ends a load.
 */
export class SharedLoads<T> implements Disposable {
  private readonly loads = new Map<string, Load<T>>();
  private readonly disposed = new AbortController();

  constructor(private readonly clock: Clock) {}

  /**
   * @param name names everything that the answer depends on.
   * @param keepMs how old a remembered answer may be.
   */
  get(
    name: string,
    load: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
    keepMs = KEEP_MS,
  ): Promise<T> {
    const known = this.loads.get(name);
    if (known && this.isGood(known, keepMs)) return abortable(known.answer, signal);
    const begun: Load<T> = { answer: load(this.disposed.signal) };
    this.loads.set(name, begun);
    const settle = (failed: boolean) => (): void => {
      begun.settled = { at: this.clock.now(), failed };
    };
    begun.answer.then(settle(false), settle(true));
    return abortable(begun.answer, signal);
  }

  dispose(): void {
    this.disposed.abort();
    this.loads.clear();
  }

  private isGood({ settled }: Load<T>, keepMs: number): boolean {
    if (!settled) return true;
    const ageMs = this.clock.now() - settled.at;
    // A negative age comes from a clock that was set back.
    return ageMs >= 0 && ageMs < (settled.failed ? KEEP_FAILURE_MS : keepMs);
  }
}

/** Looks into the lists that are remembered, and into new ones when what is looked for is not there. */
export async function lookAgainIfMissing<Found>(
  look: (keepMs?: number) => Promise<Found>,
  isThere: (found: Found) => boolean,
): Promise<Found> {
  const found = await look();
  return isThere(found) ? found : look(FRESH_MS);
}

interface Load<T> {
  readonly answer: Promise<T>;
  settled?: { readonly at: number; readonly failed: boolean };
}
