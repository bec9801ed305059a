import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, constants } from "node:fs/promises";
import path from "node:path";
import { ignoreGlobs } from "../core/scan/exclusion";
import type { ScanFolder } from "../core/scan/request";

/** Where the ripgrep that VS Code ships lies below its application folder, in the versions and builds there are. */
function placesOf(appRoot: string): readonly string[] {
  const executable = process.platform === "win32" ? "rg.exe" : "rg";
  return ["node_modules", "node_modules.asar.unpacked"].flatMap((modules) => [
    path.join(
      ...[appRoot, modules, "@vscode", "ripgrep-universal", "bin"],
      ...[`${process.platform}-${process.arch}`, executable],
    ),
    path.join(appRoot, modules, "@vscode", "ripgrep", "bin", executable),
  ]);
}

/** The full path of VS Code's ripgrep, if it is there and may be run. */
export async function findRipgrep(appRoot: string): Promise<string | undefined> {
  for (const place of placesOf(appRoot)) {
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return place;
  }
  return undefined;
}

/** A run of ripgrep over one folder. */
export interface RipgrepRun {
  readonly binary: string;
  readonly folder: ScanFolder;
  readonly expressions: readonly string[];
  readonly signal: AbortSignal;
  /** Called for each file in which an expression matches; as long as it waits, ripgrep waits. */
  readonly onCandidate: (path: string) => Promise<void>;
  readonly onUnreadable: (path: string) => void;
}

/**
 * Has ripgrep name the files in which one of the expressions matches. Only the names are asked for: a file that is read
 * again as a whole is searched as the editor searches it, and a match of 50 MB in one line need not go through a pipe.
 * Rejects where ripgrep could not do its work; the caller then walks by itself.
 */
export async function runRipgrep(run: RipgrepRun): Promise<void> {
  const { binary, folder, expressions, signal } = run;
  const isCancelled = (): boolean => signal.aborted;
  if (isCancelled()) return;
  const child = spawn(binary, argumentsFor(folder), {
    cwd: folder.path,
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
  });
  const ended = once(child, "close") as Promise<[code: number | null]>;
  ended.catch(() => undefined);
  const stop = (): void => {
    child.kill("SIGKILL");
  };
  signal.addEventListener("abort", stop);
  try {
    child.stdin.on("error", () => undefined);
    // Not as arguments, which every process of the machine may read.
    child.stdin.end(`${expressions.join("\n")}\n`);
    const complaints = readComplaints(child.stderr, folder.path, run.onUnreadable);
    complaints.catch(() => undefined);
    await readCandidates(child.stdout, folder.path, run);
    const [code] = await ended;
    const isDone = code === 0 || code === 1 || (code === 2 && (await complaints) === "about files only");
    if (!isDone && !isCancelled()) throw new Error(`ripgrep ended with code ${code ?? "none"}.`);
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
  }
}

/** What ripgrep is called with for a folder; the expressions come by its input. */
export function argumentsFor({ excludes, useIgnoreFiles }: ScanFolder): readonly string[] {
  return [
    // A file and its one match make a line of their own, which is written at once: names alone, ended by NUL, would wait
    // for a full buffer.
    ...["--no-config", "--count", "--max-count=1", "--null", "--line-buffered"],
    ...["--color=never", "--case-sensitive"],
    ...["--hidden", "--no-follow", "--no-ignore-dot", "--no-ignore-exclude", "--no-ignore-global"],
    ...["--no-ignore-parent", "--no-require-git", useIgnoreFiles ? "--ignore-vcs" : "--no-ignore"],
    ...ignoreGlobs(excludes).map((glob) => `--glob=!${glob}`),
    ...["--regex-size-limit=200M", "--dfa-size-limit=200M", "--file=-", "--", "."],
  ];
}

const LINE_FEED = 10;

async function readCandidates(
  output: NodeJS.ReadableStream,
  folder: string,
  { onCandidate, signal }: RipgrepRun,
): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of output) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    let start = 0;
    for (;;) {
      const nameEnd = rest.indexOf(0, start);
      const lineEnd = nameEnd === -1 ? -1 : rest.indexOf(LINE_FEED, nameEnd);
      if (lineEnd === -1 || signal.aborted) break;
      await onCandidate(path.join(folder, rest.toString("utf8", start, nameEnd)));
      start = lineEnd + 1;
    }
    if (signal.aborted) return;
    rest = rest.subarray(start);
  }
}

/** A file that ripgrep could not read: `rg: ./name: Permission denied (os error 13)`. */
const ABOUT_A_FILE = /^(?:rg: )?(.+): .+ \(os error \d+\)$/;

async function readComplaints(
  output: NodeJS.ReadableStream,
  folder: string,
  onUnreadable: (path: string) => void,
): Promise<"about files only" | "about something else"> {
  output.setEncoding("utf8");
  let text = "";
  const others: string[] = [];
  const take = (line: string): void => {
    const name = ABOUT_A_FILE.exec(line)?.[1];
    if (name !== undefined) onUnreadable(path.join(folder, name));
    else if (line.trim() !== "") others.push(line);
  };
  for await (const chunk of output) {
    const lines = (text + String(chunk)).split("\n");
    text = lines.pop() ?? "";
    lines.forEach(take);
  }
  take(text);
  return others.length > 0 ? "about something else" : "about files only";
}
