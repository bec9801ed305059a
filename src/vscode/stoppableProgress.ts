import * as vscode from "vscode";
import type { Progress } from "../core/usage/lookUpDue";

/** Shows how far a long work has come, in a notification whose button stops it. */
export async function withStoppableProgress<T>(
  title: string,
  work: (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<T>,
): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (shown, token) => {
    const stop = new AbortController();
    const listening = token.onCancellationRequested(() => {
      stop.abort();
    });
    let percent = 0;
    try {
      return await work(stop.signal, ({ done, of }) => {
        const now = of === 0 ? 100 : (done / of) * 100;
        shown.report({ message: vscode.l10n.t("{0} of {1}", done, of), increment: now - percent });
        percent = now;
      });
    } finally {
      listening.dispose();
    }
  });
}
