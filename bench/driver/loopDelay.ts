import type { LoopDelay } from "../jobs";
import { threadMs } from "./threadMs";

const TICK_MS = 1;

/**
 * How long anything kept the extension host's event loop from its next turn while `work` was going on. On a busy
 * machine other programs do that too, so the time that the thread itself computed between two turns is told as well.
 */
export async function loopDelayDuring(work: () => Promise<unknown>): Promise<LoopDelay> {
  const start = performance.now();
  let lastTurn = start;
  let lastSpent = threadMs();
  let late = 0;
  let computed = 0;
  const probe = setInterval(() => {
    const turn = performance.now();
    const spent = threadMs();
    late = Math.max(late, turn - lastTurn - TICK_MS);
    computed = Math.max(computed, spent - lastSpent);
    lastTurn = turn;
    lastSpent = spent;
  }, TICK_MS);
  await work();
  clearInterval(probe);
  return { seconds: (performance.now() - start) / 1000, late, computed };
}
