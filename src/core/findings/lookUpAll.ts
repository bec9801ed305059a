import { UsageError } from "../usage/errors";

export interface LookUpAllOptions<K> {
  /** Asks about one key; rejects with `cancelled` when the signal aborts. */
  readonly ask: (key: K, signal: AbortSignal) => Promise<unknown>;
  readonly signal: AbortSignal;
  /** Told after each key, with how many are done. */
  readonly onProgress: (done: number) => void;
}

/**
 * Asks about many keys, a few at a time: what would wait for its turn in the lane of an account is not sent at all when
 * the person stops. Resolves with the number of keys that were asked about to the end.
 */
export async function lookUpAll<K>(
  keys: readonly K[],
  { ask, signal, onProgress }: LookUpAllOptions<K>,
): Promise<number> {
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let key = keys[next++]; key !== undefined && !signal.aborted; key = keys[next++]) {
      try {
        await ask(key, signal);
      } catch (error) {
        if (error instanceof UsageError && error.kind === "cancelled") return;
        throw error;
      }
      onProgress(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, keys.length) }, work));
  return done;
}

/** A second's worth of the rate that an account is asked at, so that the lane never runs dry. */
const AT_ONCE = 20;
