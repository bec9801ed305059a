import * as vscode from "vscode";
import { UsageError } from "../core/usage/errors";
import { redact } from "../core/util/redact";

/** The extension's output channel; all that is written to it goes through the one redactor. */
export class Log implements vscode.Disposable {
  private opened: vscode.LogOutputChannel | undefined;
  private closed = false;

  warn(message: string): void {
    if (!this.closed) this.channel.warn(redact(message));
  }

  /** An error of ours by its sentence; any other by its class and place in the code, never by its text. A wait that was ended is none. */
  error(what: string, error: unknown): void {
    if (this.closed || (error instanceof UsageError && error.kind === "cancelled")) return;
    this.channel.error(redact(`${what}: ${describeForLog(error)}`));
  }

  show(): void {
    this.channel.show();
  }

  /** Work that ends after it tells nobody: a line would open the channel anew. */
  dispose(): void {
    this.closed = true;
    this.opened?.dispose();
  }

  /** Made with the first line: most windows have nothing to tell. */
  private get channel(): vscode.LogOutputChannel {
    return (this.opened ??= vscode.window.createOutputChannel("KeyTrail", { log: true }));
  }
}

function describeForLog(error: unknown): string {
  if (error instanceof UsageError) {
    const request = error.requestId === undefined ? "" : ` (request ${error.requestId})`;
    return `${error.kind} ${error.code}${request}: ${error.message}`;
  }
  if (!(error instanceof Error)) return typeof error;
  // The message may quote a file, a URL or a reply; the frames cannot.
  const frames = (error.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at "));
  return `${error.name}\n${frames.slice(0, 10).join("\n")}`;
}
