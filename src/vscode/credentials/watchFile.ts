import { unwatchFile, watchFile as pollFile } from "node:fs";
import * as vscode from "vscode";

/**
 * Calls back when a file in a folder of the user's home is written, comes to be or goes, also when its folder does. VS
 * Code watches nothing in a folder that is not there, so that the folder's own folder has to be watched as well. Even so
 * it misses changes where a folder went and came again; a look at the file every few seconds misses none.
 */
export function watchFile(path: string, onChange: () => void): vscode.Disposable {
  const file = vscode.Uri.file(path);
  const folder = vscode.Uri.joinPath(file, "..");
  let inside: vscode.Disposable | undefined;
  let disposed = false;
  const watchInside = (): void => {
    inside?.dispose();
    inside = disposed ? undefined : watch(file, onChange, onChange, onChange);
  };
  const anew = (): void => {
    watchInside();
    onChange();
  };
  const outside = watch(
    folder,
    anew,
    () => {
      inside?.dispose();
      inside = undefined;
      onChange();
    },
    // A folder that goes and comes again at once is told of as one that changed, and the old watch is of no use.
    anew,
  );
  vscode.workspace.fs.stat(folder).then(watchInside, () => undefined);
  pollFile(path, { interval: POLL_MS, persistent: false }, onChange);
  return new vscode.Disposable(() => {
    disposed = true;
    unwatchFile(path, onChange);
    outside.dispose();
    inside?.dispose();
  });
}

const POLL_MS = 3000;

/** Watches one entry of one folder. */
function watch(
  uri: vscode.Uri,
  onCreate: () => void,
  onDelete: () => void,
  onChange: () => void,
): vscode.Disposable {
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, ".."), name);
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(onCreate),
    watcher.onDidDelete(onDelete),
    watcher.onDidChange(onChange),
  );
}
