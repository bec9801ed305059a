import { inTemporaryFolder, type BenchHost } from "./inHost";
import { EMPTY, KEYTRAIL, type ActivationResult } from "./jobs";
import type { BenchRow } from "./row";
import { median } from "./statistics";

/** An even number, so that each goes first equally often. */
const STARTS = 8;
const OVER_EMPTY_MS = 5;

/** Activates KeyTrail and an extension that does nothing in the same host, in turns, in one fresh host after another. */
export async function benchActivation(host: BenchHost): Promise<BenchRow[]> {
  const runs: { readonly ours: number; readonly empty: number }[] = [];
  for (let start = 0; start < STARTS; start++) {
    const order = start % 2 === 0 ? [KEYTRAIL, EMPTY] : [EMPTY, KEYTRAIL];
    const times = await inTemporaryFolder(
      async (folder) =>
        (await host.run(
          { kind: "activation", order },
          { workspace: folder, home: folder },
        )) as ActivationResult,
    );
    runs.push({ ours: times[KEYTRAIL] ?? Number.NaN, empty: times[EMPTY] ?? Number.NaN });
  }
  const over = median(runs.map(({ ours, empty }) => ours - empty));
  const ours = median(runs.map((run) => run.ours));
  const empty = median(runs.map((run) => run.empty));
  return [
    {
      what: "activation, over that of an empty extension in the same host",
      measured: `${over.toFixed(1)} ms (${ours.toFixed(1)} against ${empty.toFixed(1)})`,
      goal: `≤ ${OVER_EMPTY_MS} ms`,
      met: over <= OVER_EMPTY_MS,
    },
  ];
}
