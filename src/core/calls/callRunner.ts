import * as l10n from "@vscode/l10n";
import { UsageError } from "../usage/errors";
import type { Clock } from "../util/clock";
import { RateGate } from "./rateGate";

/** What the calls of one account and operation share: a cloud counts calls per operation. */
export interface Lane {
  readonly account: string;
  readonly operation: string;
  readonly perSecond: number;
}

/** How long a question may take, in milliseconds, and how often it is asked. Waiting for the lane does not count. */
export interface CallLimits {
  readonly attempts: number;
  readonly attemptMs: number;
  readonly totalMs: number;
  /** The first pause is random below this; it doubles with each attempt up to `pauseCapMs`. */
  readonly pauseMs: number;
  readonly pauseCapMs: number;
}

export const CALL_LIMITS: CallLimits = {
  attempts: 3,
  attemptMs: 10_000,
  totalMs: 30_000,
  pauseMs: 500,
  pauseCapMs: 8_000,
};

/** The one place that decides how often and how long a cloud is asked; every provider calls through it. */
export class CallRunner {
  private readonly gates = new Map<string, RateGate>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: CallLimits = CALL_LIMITS,
    private readonly random: () => number = Math.random,
  ) {}

  /**
   * Runs `attempt` at the lane's rate until it resolves, fails for good, or the limits are reached.
   * Rejects with the attempt's own `UsageError`, with `timeout`, or with `cancelled`.
   */
  async run<T>(lane: Lane, attempt: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    const gate = this.gateOf(lane);
    let spentMs = 0;
    for (let made = 1; ; made++) {
      await abortable(gate.pass(signal), signal);
      const startedAt = this.clock.now();
      try {
        return await this.once(
          attempt,
          Math.min(this.limits.attemptMs, this.limits.totalMs - spentMs),
          signal,
        );
      } catch (error) {
        if (signal.aborted) throw cancelled();
        if (!(error instanceof UsageError)) throw error;
        spentMs += this.clock.now() - startedAt;
        const pauseMs = this.pauseAfter(made, error);
        if (!error.transient || made >= this.limits.attempts || spentMs + pauseMs >= this.limits.totalMs)
          throw error;
        spentMs += pauseMs;
        await abortable(this.clock.sleep(pauseMs, signal), signal);
      }
    }
  }

  private async once<T>(
    attempt: (signal: AbortSignal) => Promise<T>,
    limitMs: number,
    signal: AbortSignal,
  ): Promise<T> {
    const ended = new AbortController();
    const own = AbortSignal.any([signal, ended.signal]);
    const answer = attempt(own);
    const timeout = this.clock.sleep(limitMs, own).then(
      () => {
        throw timedOut(limitMs);
      },
      () => {
        throw cancelled();
      },
    );
    try {
      // The race hears the loser too, so neither is left as an unhandled rejection.
      return await Promise.race([answer, timeout]);
    } finally {
      ended.abort();
    }
  }

  /** Full jitter: a random share of a doubling bound, so that many askers do not come back together. */
  private pauseAfter(made: number, error: UsageError): number {
    const bound = Math.min(this.limits.pauseCapMs, this.limits.pauseMs * 2 ** (made - 1));
    return Math.max(this.random() * bound, error.retryAfterMs ?? 0);
  }

  private gateOf(lane: Lane): RateGate {
    const name = `${lane.account}|${lane.operation}`;
    let gate = this.gates.get(name);
    if (!gate) {
      // One by one instead of twenty at once: a burst would stall the editor, and bunch up with the next at the cloud.
      gate = new RateGate(1, 1000 / lane.perSecond, this.clock);
      this.gates.set(name, gate);
    }
    return gate;
  }
}

function timedOut(limitMs: number): UsageError {
  return new UsageError(
    "timeout",
    l10n.t(
      "The cloud did not answer within {0} seconds. Check the network and the proxy settings, then try again.",
      Math.ceil(limitMs / 1000),
    ),
    { code: "Timeout" },
  );
}

/** The asker went away; nobody is told. */
export function cancelled(): UsageError {
  return new UsageError("cancelled", l10n.t("The look-up was cancelled."), { code: "Cancelled" });
}

/** Ends a wait with `cancelled` as soon as the signal aborts; what was waited for goes on unheard. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    promise.catch(() => undefined);
    throw cancelled();
  }
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => {
      reject(cancelled());
    };
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", onAbort);
    });
  });
}
