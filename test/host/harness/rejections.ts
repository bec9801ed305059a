import { inspect } from "node:util";

/** The promises of ours that failed without anybody noticing. */
export interface Rejections {
  /** One text for each, with its stack; empty when all is well. */
  end(): readonly string[];
}

/**
 * Watches for unhandled rejections that come from the extension: those whose stack goes through one of its files. The
 * extension host has others, of VS Code and its built-in extensions.
 */
export function watchRejections(extensionFolder: string): Rejections {
  const open = new Map<Promise<unknown>, string>();
  const onRejection = (reason: unknown, promise: Promise<unknown>): void => {
    const text =
      reason instanceof Error ? `${reason.name}: ${reason.stack ?? reason.message}` : inspect(reason);
    if (text.includes(extensionFolder) || text.startsWith("UsageError")) open.set(promise, text);
  };
  const onHandled = (promise: Promise<unknown>): void => {
    open.delete(promise); // somebody did care, only later
  };
  process.on("unhandledRejection", onRejection);
  process.on("rejectionHandled", onHandled);
  return {
    end: () => {
      process.off("unhandledRejection", onRejection);
      process.off("rejectionHandled", onHandled);
      return [...open.values()];
    },
  };
}
