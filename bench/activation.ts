import { inTemporaryFolder, type BenchHost } from "./inHost";
import { EMPTY, KEYTRAIL, type Activation, type ActivationResult } from "./jobs";
import type { BenchRow } from "./row";
import { median } from "./statistics";

/** An even number, so that each goes first equally often. */
const STARTS = 8;
const OVER_EMPTY_MS = 5;

/** Activates KeyTrail and an extension that does nothing in the same host, in turns, in one fresh host after another. */
export async function benchActivation(host: BenchHost): Promise<BenchRow[]> {
  const runs: ActivationResult[] = [];
  for (let start = 0; start < STARTS; start++) {
    const order = start % 2 === 0 ? [KEYTRAIL, EMPTY] : [EMPTY, KEYTRAIL];
    const run = await inTemporaryFolder((folder) =>
      host.run({ kind: "activation", order }, { workspace: folder, home: folder }),
    );
    runs.push(run as ActivationResult);
  }
  const compared = (what: keyof Activation): { readonly over: number; readonly text: string } => {
    const times = (id: string): number[] => runs.map((run) => run[id]?.[what] ?? Number.NaN);
    const [ours, empty] = [times(KEYTRAIL), times(EMPTY)];
    const over = median(ours.map((each, index) => each - (empty[index] ?? Number.NaN)));
    const pair = (of: (times: readonly number[]) => number): string =>
      `${of(ours).toFixed(1)} against ${of(empty).toFixed(1)}`;
    // On a busy machine even a median holds time that other programs took; the quickest start holds least of it.
    const text = `${over.toFixed(1)} ms (${pair(median)}; the quickest: ${pair((times) => Math.min(...times))})`;
    return { over, text };
  };
  const { over, text } = compared("took");
  return [
    {
      what: "activation, over that of an empty extension in the same host",
      measured: text,
      goal: `≤ ${OVER_EMPTY_MS} ms`,
      met: over <= OVER_EMPTY_MS,
    },
    {
      what: "… of this the host's own computing",
      measured: compared("computed").text,
      goal: "–",
      met: true,
    },
  ];
}
