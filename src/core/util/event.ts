import type { Disposable } from "./disposable";

/** Registers a listener; dispose of the result to stop listening. The shape of `vscode.Event`, without vscode. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** A source of events. A listener that throws is reported and does not keep the others from hearing. */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<(value: T) => void>();

  constructor(private readonly onListenerError: (error: unknown) => void = () => undefined) {}

  readonly event: Event<T> = (listener) => {
    // A wrapper per registration, so that the same function may be registered twice.
    const entry = (value: T): void => {
      listener(value);
    };
    this.listeners.add(entry);
    return { dispose: () => this.listeners.delete(entry) };
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) {
      // Whoever stopped listening while the others were being told is not told any more.
      if (!this.listeners.has(listener)) continue;
      try {
        listener(value);
      } catch (error) {
        this.onListenerError(error);
      }
    }
  }

  dispose(): void {
    this.listeners.clear();
  }
}
