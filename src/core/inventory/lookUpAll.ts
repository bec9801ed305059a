import type { KeyRef } from "../usage/key";
import type { UsageService } from "../usage/usageService";
import { forEachInFlight } from "../util/channel";
import { inSlices } from "../util/inSlices";

/** As few as keep the lane busy: whoever stops it waits for no more than these. */
const IN_FLIGHT = 30;

/**
 * Looks up every one of the keys whose answer is missing or old, at the rate that the cloud allows. Resolves with how
 * many were asked about, also when the signal ends it; what goes wrong with a key is part of its own answer.
 */
export async function lookUpAll(
  usage: Pick<UsageService, "peek" | "ask">,
  keys: readonly KeyRef[],
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const due: KeyRef[] = [];
  for await (const key of inSlices(keys)) if (usage.peek(key).due) due.push(key);
  let done = 0;
  await forEachInFlight(due, IN_FLIGHT, async (key) => {
    if (signal.aborted) return;
    try {
      await usage.ask(key, {}, signal);
    } catch {
      // Its only rejection is that somebody stopped waiting.
      return;
    }
    done++;
    onProgress(done, due.length);
  });
  return done;
}
