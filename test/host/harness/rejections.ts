import { performance } from "node:perf_hooks";
import { inspect } from "node:util";

/** The promises of ours that failed without anybody noticing. */
export interface Rejections {
  /** One text for each, with its stack; empty when all is well. */
  end(): readonly string[];
}

/** VS Code itself takes care of whatever nobody has taken care of for a second, so that is too late to count. */
const LATE_MS = 900;

/**
 * Watches for unhandled rejections that come from the extension: those whose stack goes through one of its files. The
 * extension host has others, of VS Code and its built-in extensions.
 */
export function watchRejections(extensionFolder: string): Rejections {
  const open = new Map<Promise<unknown>, { readonly text: string; readonly since: number }>();
  const onRejection = (reason: unknown, promise: Promise<unknown>): void => {
    const text =
      reason instanceof Error ? `${reason.name}: ${reason.stack ?? reason.message}` : inspect(reason);
    const ours = text.includes(extensionFolder) || text.startsWith("UsageError");
    if (ours) open.set(promise, { text, since: performance.now() });
  };
  const onHandled = (promise: Promise<unknown>): void => {
    const since = open.get(promise)?.since ?? -Infinity;
    if (performance.now() - since < LATE_MS) open.delete(promise);
  };
  process.on("unhandledRejection", onRejection);
  process.on("rejectionHandled", onHandled);
  return {
    end: () => {
      process.off("unhandledRejection", onRejection);
      process.off("rejectionHandled", onHandled);
      return [...open.values()].map(({ text }) => text);
    },
  };
}
