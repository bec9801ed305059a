import type { LoopDelay } from "../jobs";

const TICK_MS = 1;

/**
 * How long anything kept the extension host's event loop from its next turn while `work` was going on. On a busy
 * machine other programs do that too, so the time that the thread itself computed between two turns is told as well.
 */
export async function loopDelayDuring(work: () => Promise<unknown>): Promise<LoopDelay> {
  const start = performance.now();
  let lastTurn = start;
  let lastSpent = spentMs();
  let late = 0;
  let computed = 0;
  const probe = setInterval(() => {
    const turn = performance.now();
    const spent = spentMs();
    late = Math.max(late, turn - lastTurn - TICK_MS);
    computed = Math.max(computed, spent - lastSpent);
    lastTurn = turn;
    lastSpent = spent;
  }, TICK_MS);
  await work();
  clearInterval(probe);
  return { seconds: (performance.now() - start) / 1000, late, computed };
}

/** The processor time that this thread has used. */
function spentMs(): number {
  const { user, system } = (process as unknown as ThreadTimes).threadCpuUsage();
  return (user + system) / 1000;
}

/** Newer than the Node whose types are installed, which is that of the oldest VS Code. */
interface ThreadTimes {
  threadCpuUsage(): { readonly user: number; readonly system: number };
}
