import { createDetector } from "../core/detect/findKeys";
import { indexKnownIds } from "../core/detect/knownIds";
import type { ScanEvents, ScanFolder, ScanRequest } from "../core/scan/request";
import { searchExpressions } from "../core/scan/searchExpressions";
import { secretShapes } from "../core/scan/secretShapes";
import type { KeyPattern } from "../core/detect/pattern";
import { runRipgrep } from "./ripgrep";
import { searchFile } from "./searchFile";

/** Enough to hide the wait for a disk, few enough to stay out of everybody's way. */
const FILES_AT_ONCE = 8;

export interface RipgrepScan {
  readonly binary: string;
  readonly folder: ScanFolder;
  readonly known: ScanRequest["known"];
  readonly patterns: readonly KeyPattern[];
  readonly events: ScanEvents;
  readonly signal: AbortSignal;
}

/** Scans a folder: ripgrep names the files in which there may be a key, and the detector looks into each. */
export async function scanWithRipgrep(scan: RipgrepScan): Promise<void> {
  const { patterns, known, events, signal } = scan;
  const parts = {
    detector: createDetector(patterns),
    known: indexKnownIds(known),
    secrets: secretShapes(patterns),
  };
  const underWay = new Set<Promise<void>>();
  const look = async (path: string): Promise<void> => {
    try {
      const keys = await searchFile(path, parts, signal);
      if (keys.length > 0 && !signal.aborted) events.onFile({ path, keys });
    } catch {
      events.onUnreadable(path);
    }
  };
  await runRipgrep({
    binary: scan.binary,
    folder: scan.folder,
    expressions: searchExpressions(patterns, known),
    signal,
    onUnreadable: events.onUnreadable,
    onCandidate: async (path) => {
      const looking = look(path).finally(() => underWay.delete(looking));
      underWay.add(looking);
      if (underWay.size >= FILES_AT_ONCE) await Promise.race(underWay);
    },
  });
  await Promise.all(underWay);
}
