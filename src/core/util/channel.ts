/** Hands what one part of the code finds to another that reads it at its own pace, in order. For one reader. */
export class Channel<T> implements AsyncIterable<T> {
  private readonly waiting: T[] = [];
  private ended: { readonly error?: unknown } | undefined;
  private wake: () => void = () => undefined;

  push(item: T): void {
    this.waiting.push(item);
    this.wake();
  }

  /** There is no more to come; with an error, the reader gets that after everything before it. */
  end(error?: unknown): void {
    this.ended ??= error === undefined ? {} : { error };
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      // Not one by one with `shift` on the queue itself: what is pushed meanwhile belongs to the next round.
      for (const item of this.waiting.splice(0)) yield item;
      if (this.waiting.length > 0) continue;
      if (this.ended) {
        if ("error" in this.ended) throw this.ended.error;
        return;
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

/**
 * What `fill` pushes, as it comes. Whoever stops reading ends the work too: its signal aborts then, and with the one
 * that is given.
 */
export async function* channelled<T>(
  fill: (push: (item: T) => void, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const channel = new Channel<T>();
  const left = new AbortController();
  const push = (item: T): void => {
    channel.push(item);
  };
  fill(push, AbortSignal.any([signal, left.signal])).then(
    () => {
      channel.end();
    },
    (error: unknown) => {
      channel.end(error);
    },
  );
  try {
    yield* channel;
  } finally {
    left.abort();
  }
}

/** Runs `work` for each item, so many at a time. Rejects with the first failure, once what has begun has ended. */
export async function forEachInFlight<T>(
  items: AsyncIterable<T> | Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  let freed: () => void = () => undefined;
  for await (const item of items) {
    if (failure) break;
    const one = work(item)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => {
        running.delete(one);
        freed();
      });
    running.add(one);
    while (running.size >= limit)
      await new Promise<void>((resolve) => {
        freed = resolve;
      });
  }
  await Promise.all(running);
  if (failure) throw failure.error;
}
