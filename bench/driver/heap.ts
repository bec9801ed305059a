import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: (() => void) | undefined;

/** The bytes of the heap that are in use once everything that can go is gone. */
export function heapInUse(): number {
  setFlagsFromString("--expose-gc");
  collect ??= runInNewContext("gc") as () => void;
  // Twice, since what has a finalizer goes with the second round.
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
