import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { ScanRequest } from "../src/core/scan/request";
import { searchExpressions } from "../src/core/scan/searchExpressions";
import { keyPatterns } from "../src/providers/keyPatterns";
import { argumentsFor } from "../src/scan/ripgrep";
import {
  buildWorker,
  type Engine,
  ripgrepEngine,
  virtualEngine,
  vscodeRipgrep,
  workerEngine,
} from "../test/support/scans";
import { inTemporaryFolder, type BenchHost } from "./inHost";
import type { ScanResult } from "./jobs";
import { asTable, type BenchRow } from "./row";
import { listCode, makeTree } from "./scanTree";
import { median } from "./statistics";

const NEVER = new AbortController().signal;
const EXCLUDES = ["**/.git", "**/node_modules"];
/** Rounds in which all take turns, by the number of files. */
const ROUNDS: readonly (readonly [files: number, rounds: number])[] = [
  [1_000, 15],
  [10_000, 11],
  [100_000, 5],
];
/** How many times ripgrep's own time a scan may take: with it, without it. */
const LIMITS: Readonly<Record<number, readonly [withIt: number, without: number]>> = {
  10_000: [1.3, 3],
  100_000: [1.2, 2.2],
};
const FIRST_WITHIN_MS = 300;
const COMPUTING_MS = 15;
const MEMORY_MB = 60;
/** Names a folder in which secretlint and its recommended rules were installed; the project has no use for it. */
const SECRETLINT = "KEYTRAIL_BENCH_SECRETLINT";

/** Scans trees of real code, in turns with the bare ripgrep that it uses, and one of them inside VS Code. */
export async function benchScan(host?: BenchHost): Promise<BenchRow[]> {
  const ripgrep = await vscodeRipgrep();
  if (ripgrep === undefined)
    throw new Error("VS Code was not downloaded yet; `npm run test:host` does that.");
  return inTemporaryFolder(async (base) => {
    const code = await listCode(fileURLToPath(new URL("../node_modules", import.meta.url)));
    const worker = await buildWorker(base);
    const rows: BenchRow[] = [];
    const growth: string[] = [];
    for (const [files, rounds] of ROUNDS) {
      const folder = path.join(base, String(files));
      await mkdir(folder);
      const keys = await makeTree(folder, code, files);
      const engines = { ripgrep: ripgrepEngine(ripgrep), threads: workerEngine(worker) };
      const runs = await inTurns({ ripgrep, folder, keys, rounds, engines });
      rows.push(...rowsFor(files, runs));
      growth.push(`${files.toLocaleString("en")}: ${ms(median(runs.map(({ ours }) => ours.took)))}`);
      if (files === 1_000)
        rows.push(...(await againstSecretlint(folder, runs)), await virtualRow(folder, runs));
      if (files === 10_000 && host) rows.push(...(await inVSCode(host, base, folder)));
    }
    rows.push({
      what: "scan, how its time grows with the files",
      measured: growth.join(", "),
      goal: "–",
      met: true,
    });
    return rows;
  });
}

interface Timed {
  readonly took: number;
  readonly first: number;
}

interface Round {
  readonly alone: number;
  readonly ours: Timed;
  readonly without: Timed;
}

interface Turns {
  readonly ripgrep: string;
  readonly folder: string;
  readonly keys: number;
  readonly rounds: number;
  readonly engines: { readonly ripgrep: Engine; readonly threads: Engine };
}

/** The first round warms up and does not count. */
async function inTurns({ ripgrep, folder, keys, rounds, engines }: Turns): Promise<readonly Round[]> {
  const all: Round[] = [];
  for (let round = 0; round <= rounds; round++) {
    const times: { alone?: number; ours?: Timed; without?: Timed } = {};
    const turns = [
      async () => (times.alone = await timedAlone(ripgrep, folder)),
      async () => (times.ours = await timedScan(engines.ripgrep, folder, keys)),
      async () => (times.without = await timedScan(engines.threads, folder, keys)),
    ];
    // Another begins each time, so that none has always the same before it.
    for (let turn = 0; turn < turns.length; turn++) await turns[(round + turn) % turns.length]?.();
    const { alone, ours, without } = times;
    if (alone !== undefined && ours && without) all.push({ alone, ours, without });
  }
  return all.slice(1);
}

/** The same ripgrep with the same arguments and expressions. Into a pipe, since it is slower when it writes to nowhere. */
async function timedAlone(ripgrep: string, folder: string): Promise<number> {
  const start = performance.now();
  const child = spawn(ripgrep, argumentsFor(requestFor(folder).folders[0]), {
    cwd: folder,
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdout.resume();
  child.stdin.end(`${searchExpressions(keyPatterns, []).join("\n")}\n`);
  await once(child, "close");
  return performance.now() - start;
}

async function timedScan(engine: Engine, folder: string, keys: number): Promise<Timed> {
  const start = performance.now();
  let first: number | undefined;
  const { files } = await engine(requestFor(folder), NEVER, {
    onFile: () => {
      first ??= performance.now() - start;
    },
  });
  const took = performance.now() - start;
  // Fast and wrong would be of no use.
  if (files.length < keys) throw new Error(`Of ${keys} keys ${files.length} were found.`);
  return { took, first: first ?? Number.NaN };
}

function requestFor(
  folder: string,
): ScanRequest & { readonly folders: readonly [ScanRequest["folders"][0]] } {
  return { folders: [{ path: folder, excludes: EXCLUDES, useIgnoreFiles: true }], known: [] };
}

function rowsFor(files: number, runs: readonly Round[]): BenchRow[] {
  const alone = median(runs.map((run) => run.alone));
  const [withIt, without] = LIMITS[files] ?? [];
  const compared = (what: string, of: (run: Round) => Timed, limit: number | undefined): BenchRow[] => {
    // Two that took turns had the same of the machine; the best of each is what it can do.
    const ratio = median(runs.map((run) => of(run).took / run.alone));
    const best = Math.min(...runs.map((run) => of(run).took)) / Math.min(...runs.map((run) => run.alone));
    const first = median(runs.map((run) => of(run).first));
    return [
      {
        what: `scan of ${files.toLocaleString("en")} files, ${what}`,
        measured: `${ratio.toFixed(2)} × (${ms(median(runs.map((run) => of(run).took)))} against ${ms(alone)}; the best of each ${best.toFixed(2)} ×)`,
        goal: limit === undefined ? "–" : `≤ ${limit} ×`,
        met: limit === undefined || ratio <= limit,
      },
      {
        what: "… until the first finding",
        measured: ms(first),
        goal: `≤ ${FIRST_WITHIN_MS} ms`,
        met: first <= FIRST_WITHIN_MS,
      },
    ];
  };
  return [
    ...compared("against that ripgrep alone", ({ ours }) => ours, withIt),
    ...compared("without ripgrep, against it alone", (run) => run.without, without),
  ];
}

async function virtualRow(folder: string, runs: readonly Round[]): Promise<BenchRow> {
  const took = [];
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    await virtualEngine(requestFor(folder), NEVER);
    took.push(performance.now() - start);
  }
  const alone = median(runs.map((run) => run.alone));
  const measured = `${(median(took) / alone).toFixed(2)} × (${ms(median(took))})`;
  return {
    what: "… through a file system's interface, against ripgrep alone",
    measured,
    goal: "–",
    met: true,
  };
}

/** secretlint has no rule for these keys, so that it is timed with those that it recommends. */
async function againstSecretlint(folder: string, runs: readonly Round[]): Promise<BenchRow[]> {
  const installed = process.env[SECRETLINT];
  if (installed === undefined) return [];
  const rules = JSON.stringify({ rules: [{ id: "@secretlint/secretlint-rule-preset-recommend" }] });
  const executable = path.join(installed, "node_modules/secretlint/bin/secretlint.js");
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    const child = spawn(process.execPath, [executable, "**/*", "--secretlintrcJSON", rules], {
      cwd: folder,
      stdio: "ignore",
    });
    const [code] = (await once(child, "close")) as [number];
    // 1 says that it found something.
    if (code > 1) throw new Error(`secretlint ended with code ${code}.`);
    times.push(performance.now() - start);
  }
  const ours = median(runs.map((run) => run.ours.took));
  const factor = median(times) / ours;
  return [
    {
      what: "… as fast as secretlint on the same 1,000 files",
      measured: `${factor.toFixed(0)} × (${ms(ours)} against ${ms(median(times))})`,
      goal: "≥ 100 ×",
      met: factor >= 100,
    },
  ];
}

async function inVSCode(host: BenchHost, base: string, workspace: string): Promise<BenchRow[]> {
  const home = path.join(base, "home");
  const result = (await host.run({ kind: "scan" }, { workspace, home })) as ScanResult;
  const [first, ...others] = result.scans;
  if (!first) throw new Error("Nothing was scanned.");
  const computed = median(others.map(({ loop }) => loop.computed));
  const idle = result.scans.map((scan) => scan.idle.computed);
  const memory = Math.max(...result.scans.map(({ megabytes }) => megabytes));
  const told = ({ loop, took }: ScanResult["scans"][number]): string =>
    `${loop.computed.toFixed(1)} ms (${loop.late.toFixed(0)} ms late, ${ms(took)})`;
  return [
    {
      what: "the first scan of 10,000 files in VS Code, which loads the features: the host computed at a stretch",
      measured: told(first),
      goal: `< ${COMPUTING_MS} ms`,
      met: first.loop.computed < COMPUTING_MS,
    },
    {
      what: "… in those after it, median of all",
      measured: `${computed.toFixed(1)} ms (${others.map(told).join("; ")})`,
      goal: `< ${COMPUTING_MS} ms`,
      met: computed < COMPUTING_MS,
    },
    {
      what: "… and with nothing to do, for comparison, at most",
      measured: `${Math.max(...idle).toFixed(1)} ms (median ${median(idle).toFixed(1)} ms)`,
      goal: "–",
      met: true,
    },
    {
      what: "… more memory at the peak",
      measured: `${memory.toFixed(0)} MB`,
      goal: `≤ ${MEMORY_MB} MB`,
      met: memory <= MEMORY_MB,
    },
  ];
}

function ms(time: number): string {
  return time >= 1000 ? `${(time / 1000).toFixed(2)} s` : `${time.toFixed(0)} ms`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  void benchScan().then((rows) => {
    console.log(asTable(rows));
  });
}
