import type { KeyPattern } from "../core/detect/pattern";
import type { ScanEvents, ScanRequest } from "../core/scan/request";
import { scanWithRipgrep } from "./ripgrepScan";
import { scanWithWorkers } from "./workerScan";

/** What a scan of folders of this machine has at hand. */
export interface FolderScan {
  readonly request: ScanRequest;
  readonly patterns: readonly KeyPattern[];
  /** VS Code's ripgrep, where there is one. */
  readonly ripgrep: string | undefined;
  /** The bundle of `worker.ts`. */
  readonly workerFile: string;
  readonly events: ScanEvents;
  readonly signal: AbortSignal;
  /** Told when ripgrep was there and did not do its work. */
  readonly onRipgrepFailure: (error: unknown) => void;
}

/**
 * Scans folders of this machine: with ripgrep, and where there is none, or it fails, by reading them in threads. Both
 * find the same. A file that was told of before ripgrep failed is told of again.
 */
export async function scanFolders(scan: FolderScan): Promise<void> {
  const { request, patterns, ripgrep, workerFile, events, signal } = scan;
  const walk = (folders: ScanRequest["folders"]): Promise<void> =>
    scanWithWorkers({ request: { ...request, folders }, workerFile, events, signal });
  if (ripgrep === undefined) return walk(request.folders);
  for (const folder of request.folders) {
    if (signal.aborted) return;
    try {
      const { known } = request;
      await scanWithRipgrep({ binary: ripgrep, folder, known, patterns, events, signal });
    } catch (error) {
      scan.onRipgrepFailure(error);
      await walk([folder]);
    }
  }
}
