import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { scanFileSystem } from "../../src/core/scan/fileSystemWalk";
import type { ScanEvents, ScannedFile, ScanRequest } from "../../src/core/scan/request";
import { keyPatterns } from "../../src/providers/keyPatterns";
import { findRipgrep } from "../../src/scan/ripgrep";
import { scanWithRipgrep } from "../../src/scan/ripgrepScan";
import { scanWithWorkers } from "../../src/scan/workerScan";
import { NEWEST_VSCODE } from "../../scripts/vscodeDownload";

/** What a scan told. */
export interface Told {
  readonly files: ScannedFile[];
  readonly unreadable: string[];
  looked: number;
}

/** Something to scan with. */
export type Engine = (
  request: ScanRequest,
  signal: AbortSignal,
  events?: Partial<ScanEvents>,
) => Promise<Told>;

/** Ripgrep as VS Code ships it, once its server was downloaded. */
export async function vscodeRipgrep(): Promise<string | undefined> {
  return findRipgrep(path.resolve(`.vscode-test/server-${NEWEST_VSCODE}/lib/vscode`));
}

/** The engine around a ripgrep. */
export function ripgrepEngine(binary: string): Engine {
  return told(async ({ folders, known }, signal, events) => {
    for (const folder of folders)
      await scanWithRipgrep({ binary, folder, known, patterns: keyPatterns, events, signal });
  });
}

/** The engine with threads. */
export function workerEngine(workerFile: string): Engine {
  return told(async (request, signal, events) => scanWithWorkers({ request, workerFile, events, signal }));
}

/** The engine for file systems that are no disk of this machine, on this disk. */
export const virtualEngine: Engine = told(async ({ folders, known }, signal, events) => {
  for (const folder of folders) {
    await scanFileSystem({
      ...{ folder, known, patterns: keyPatterns, events, signal },
      fileSystem: {
        list: async (of) =>
          (await readdir(of, { withFileTypes: true }))
            .filter((entry) => entry.isFile() || entry.isDirectory())
            .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() })),
        read: async (of) => readFile(of),
      },
    });
  }
});

function told(run: (request: ScanRequest, signal: AbortSignal, events: ScanEvents) => Promise<void>): Engine {
  return async (request, signal, events = {}) => {
    const told: Told = { files: [], unreadable: [], looked: 0 };
    await run(request, signal, {
      onFile: (file) => {
        told.files.push(file);
        events.onFile?.(file);
      },
      onUnreadable: (file) => {
        told.unreadable.push(file);
        events.onUnreadable?.(file);
      },
      onProgress: (files) => {
        told.looked = files;
        events.onProgress?.(files);
      },
    });
    return told;
  };
}

/** Builds the thread's body as it ships; a folder of its own in `folder`. */
export async function buildWorker(folder: string): Promise<string> {
  const outfile = path.join(folder, "scan-worker.js");
  await build({
    ...{ entryPoints: ["src/scan/worker.ts"], outfile, bundle: true, logLevel: "error" },
    ...{ platform: "node", format: "cjs", target: "node20" },
  });
  return outfile;
}

/** A new folder, and how to get rid of it. */
export async function temporaryFolder(): Promise<{
  readonly folder: string;
  readonly remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(path.join(tmpdir(), "keytrail-scan-"));
  return { folder, remove: async () => rm(folder, { recursive: true, force: true }) };
}
