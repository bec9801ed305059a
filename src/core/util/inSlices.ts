/** As much as may be done in one go between two turns of the event loop. */
const SLICE_MS = 4;

/** The items, with a turn of the event loop wherever looking at them has taken too long for whoever else waits. */
export async function* inSlices<T>(items: Iterable<T>): AsyncGenerator<T, void, undefined> {
  let begun = performance.now();
  for (const item of items) {
    yield item;
    if (performance.now() - begun < SLICE_MS) continue;
    await new Promise<void>((resolve) => setImmediate(resolve));
    begun = performance.now();
  }
}
