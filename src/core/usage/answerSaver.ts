import type { Clock } from "../util/clock";
import type { AnswerCache, AnswerStore } from "./answerCache";

export interface AnswerSaverParts {
  readonly cache: AnswerCache;
  readonly store: AnswerStore;
  readonly clock: Clock;
  readonly onProblem: (error: unknown) => void;
  /** Told the texts of the keys whose answers came from an earlier window, or from another that is open. */
  readonly onTakenOver: (keyTexts: readonly string[]) => void;
  /** Aborts when the window closes: what is due is then written at once. */
  readonly closing: AbortSignal;
}

/** Brings answers back from the store and writes them there: one write for all of a moment, and no two at once. */
export class AnswerSaver {
  private saving = Promise.resolve();
  private due = false;

  constructor(private readonly parts: AnswerSaverParts) {}

  /** Adds the saved answers to the cache and tells whose they are. Rejects when the store cannot be read. */
  async restore(): Promise<void> {
    const text = await this.parts.store.load();
    if (text === undefined) return;
    // Checking a file takes a validator, which nothing else needs that early.
    const { mergeSaved } = await import("./savedAnswers");
    const { cache, clock, onTakenOver } = this.parts;
    const now = clock.now();
    const taken = mergeSaved(cache, text, { from: iso(now - KEPT_MS), to: iso(now) });
    if (taken.length > 0) onTakenOver(taken);
  }

  /** Has the cache written within a moment. */
  saveSoon(): void {
    if (this.due) return;
    this.due = true;
    this.saving = this.saving.then(() => this.save());
  }

  /** Waits until everything is written. */
  async flush(): Promise<void> {
    await this.saving;
  }

  private async save(): Promise<void> {
    const { cache, store, clock, closing, onProblem } = this.parts;
    // Shutting down ends the wait, not the write.
    await clock.sleep(SAVE_DELAY_MS, closing).catch(() => undefined);
    this.due = false;
    try {
      // Another window may have written meanwhile.
      await this.restore();
      await store.save(cache.toText());
    } catch (error) {
      onProblem(error);
    }
  }
}

const SAVE_DELAY_MS = 1_000;
/** An answer older than this says more about the past than about the key. */
const KEPT_MS = 30 * 24 * 3_600_000;

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
