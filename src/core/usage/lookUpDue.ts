import { forEachInFlight } from "../util/channel";
import { inSlices } from "../util/inSlices";
import { UsageError } from "./errors";
import type { KeyRef } from "./key";
import type { AskOptions, UsageService } from "./usageService";

/** How far the look-ups of many keys have come. */
export interface Progress {
  readonly done: number;
  readonly of: number;
}

/**
 * Looks up those keys whose answer is due (with `fresh`: all), and returns how many were not, because the asker went
 * away. The clouds are asked at the rate that is allowed whatever happens here; but only a few keys wait for their turn
 * at a time, so that stopping stops all the others. A failure is part of a key's answer.
 */
export async function lookUpDue(
  keys: readonly KeyRef[],
  usage: Pick<UsageService, "peek" | "ask">,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void = () => undefined,
  options: Pick<AskOptions, "fresh"> = {},
): Promise<number> {
  const due: KeyRef[] = [];
  for await (const key of inSlices(keys)) if (options.fresh || usage.peek(key).due) due.push(key);
  let done = 0;
  onProgress({ done, of: due.length });
  await forEachInFlight(due, AT_A_TIME, async (key) => {
    // The others' turns are passed over.
    if (signal.aborted || !(await isAsked(key, usage, signal, options))) return;
    onProgress({ done: ++done, of: due.length });
  });
  return due.length - done;
}

async function isAsked(
  key: KeyRef,
  usage: Pick<UsageService, "ask">,
  signal: AbortSignal,
  options: Pick<AskOptions, "fresh">,
): Promise<boolean> {
  try {
    await usage.ask(key, options, signal);
    return true;
  } catch (error) {
    if (error instanceof UsageError && error.kind === "cancelled") return false;
    throw error;
  }
}

/** Enough to keep twenty calls a second going while each takes a second and a half. */
const AT_A_TIME = 30;
