// The body of a thread that walks folders and looks for keys in their files. It is a bundle of its own: a thread has
// neither VS Code nor the modules of the extension host.
import { isAscii } from "node:buffer";
import { parentPort, workerData } from "node:worker_threads";
import { createDetector } from "../core/detect/findKeys";
import { indexKnownIds } from "../core/detect/knownIds";
import { decodingOf, isUtf16 } from "../core/scan/decode";
import { secretShapes } from "../core/scan/secretShapes";
import { PIECE, type PlacedKey, searchText, TextSearch } from "../core/scan/textSearch";
import { keyPatterns } from "../providers/keyPatterns";
import { FileReader, FolderWalk, type OpenFolder } from "./folderWalk";
import { type FromWorker, SHARED, type ToWorker, type WorkerStart } from "./workerMessages";

/** Most files are smaller, and are read at once. */
const PIECE_BYTES = 262_144;

function work({ request, shared }: WorkerStart, port: NonNullable<typeof parentPort>): void {
  const tell = (message: FromWorker): void => {
    port.postMessage(message);
  };
  const parts = {
    detector: createDetector(keyPatterns),
    known: indexKnownIds(request.known),
    secrets: secretShapes(keyPatterns),
  };
  const onUnreadable = (path: string): void => {
    tell({ kind: "unreadable", path });
  };
  const walk = new FolderWalk(request.folders, onUnreadable);
  const reader = new FileReader(PIECE_BYTES);
  const isCancelled = (): boolean => Atomics.load(shared, SHARED.cancelled) !== 0;

  const search = (path: string): readonly PlacedKey[] => {
    let keys: readonly PlacedKey[] = [];
    let further:
      { readonly search: TextSearch; readonly decoding: ReturnType<typeof decodingOf> } | undefined;
    reader.read(path, (bytes, isLast) => {
      if (!further && !isUtf16(bytes)) {
        if (bytes.includes(0)) return false;
        if (isLast) {
          // One byte a character is several times as fast to make, and of ASCII it is the same.
          const text = isAscii(bytes) ? bytes.toString("latin1") : bytes.toString("utf8");
          if (parts.detector.find(text, parts.known).length > 0)
            keys = searchText(text.replace(/^\ufeff/, ""), parts);
          return false;
        }
      }
      further ??= { search: new TextSearch(parts), decoding: decodingOf(bytes) };
      for (let at = 0; at === 0 || at < bytes.length; at += PIECE) {
        const piece = bytes.subarray(at, at + PIECE);
        further.search.push(further.decoding.decode(piece, isLast && at + PIECE >= bytes.length));
      }
      if (isLast) keys = further.search.end();
      return !further.search.isBinary && !isCancelled();
    });
    return keys;
  };

  const look = (path: string): void => {
    if (isCancelled()) return;
    Atomics.add(shared, SHARED.files, 1);
    try {
      const keys = search(path);
      if (keys.length > 0) tell({ kind: "found", file: { path, keys } });
    } catch {
      onUnreadable(path);
    }
  };

  /** Takes the place of one that waits, so that no two threads give to the same. */
  const someoneWaits = (): boolean => {
    const idle = Atomics.load(shared, SHARED.idle);
    return idle > 0 && Atomics.compareExchange(shared, SHARED.idle, idle, idle - 1) === idle;
  };

  const walkAll = (folders: readonly OpenFolder[]): void => {
    const stack = [...folders];
    for (let next = stack.pop(); next !== undefined && !isCancelled(); next = stack.pop()) {
      stack.push(...walk.open(next, look));
      // The folders at the bottom are the highest, and hold the most.
      if (stack.length > 1 && someoneWaits())
        tell({ kind: "spare", folders: stack.splice(0, stack.length >> 1) });
    }
    tell({ kind: "idle" });
  };

  port.on("message", (folders: ToWorker) => {
    walkAll(folders);
  });
  tell({ kind: "idle" });
}

if (parentPort) work(workerData as WorkerStart, parentPort);
