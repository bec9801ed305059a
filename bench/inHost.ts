import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../scripts/browser";
import { withoutCloudCredentials } from "../scripts/environment";
import { installExtension } from "../scripts/installedExtension";
import { NEWEST_VSCODE } from "../scripts/vscodeDownload";
import { startVSCodeServer } from "../scripts/vscodeServer";
import { listenOnLoopback } from "../src/sample/loopbackServer";
import { ADDRESS_VARIABLE, EMPTY, KEYTRAIL, type Job } from "./jobs";

const TIME_LIMIT_MS = 5 * 60_000;

/** Where a job is to be done. */
export interface Surroundings {
  /** The folder that VS Code opens. */
  readonly workspace: string;
  /** The home folder that extensions see. */
  readonly home: string;
  /** Machine settings, by name. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A VS Code with KeyTrail as it is packaged, an empty extension, and the driver; a fresh one for every job. */
export class BenchHost {
  private constructor(
    private readonly browser: Browser,
    private readonly extensionsDir: string,
  ) {}

  /** Takes KeyTrail from dist/, so that has to be built. */
  static async prepare(): Promise<BenchHost> {
    const extensionsDir = await installExtension();
    await makeAsleep(extensionsDir);
    await install(extensionsDir, "driver", ["onStartupFinished"], await driverCode());
    await install(extensionsDir, EMPTY.replace("bench.", ""), [], "exports.activate = () => {};");
    return new BenchHost(await launchBrowser(), extensionsDir);
  }

  /** Starts a VS Code, has the driver do the job in its extension host, and ends it. */
  async run(job: Job, { workspace, home, settings = {} }: Surroundings): Promise<unknown> {
    let deliver: (outcome: Promise<Outcome>) => void = () => undefined;
    const outcome = new Promise<Outcome>((resolve) => {
      deliver = resolve;
    });
    const desk = await listenOnLoopback((request, response) => {
      if (request.url === "/job") response.end(JSON.stringify(job));
      else {
        response.end();
        deliver(readOutcome(request));
      }
    });
    const server = await startVSCodeServer({
      version: NEWEST_VSCODE,
      extensionsDir: this.extensionsDir,
      settings,
      env: { ...withoutCloudCredentials(home), [ADDRESS_VARIABLE]: desk.origin },
    });
    const page = await this.browser.newPage({ viewport: { width: 1400, height: 900 } });
    try {
      await page.goto(server.url(workspace));
      const ended = await Promise.race([
        outcome,
        delay<Outcome>(TIME_LIMIT_MS, { problem: "The driver did not report in time." }, { ref: false }),
      ]);
      if (ended.problem !== undefined) throw new Error(ended.problem);
      return ended.result;
    } finally {
      await page.close();
      await server.stop();
      await desk.close();
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await rm(this.extensionsDir, { recursive: true, force: true });
  }
}

interface Outcome {
  readonly result?: unknown;
  readonly problem?: string;
}

async function readOutcome(request: IncomingMessage): Promise<Outcome> {
  return JSON.parse(await text(request)) as Outcome;
}

/** Nothing but the driver may activate KeyTrail, so its installed copy waits for no event. */
async function makeAsleep(extensionsDir: string): Promise<void> {
  const { version } = JSON.parse(await readFile("package.json", "utf8")) as { readonly version: string };
  const file = path.join(extensionsDir, `${KEYTRAIL}-${version}`, "package.json");
  const manifest = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  await writeFile(file, JSON.stringify({ ...manifest, activationEvents: [] }));
}

async function install(
  extensionsDir: string,
  name: string,
  activationEvents: readonly string[],
  code: string,
): Promise<void> {
  const folder = path.join(extensionsDir, `bench.${name}-0.0.1`);
  await mkdir(folder);
  await writeFile(path.join(folder, "extension.js"), code);
  await writeFile(
    path.join(folder, "package.json"),
    JSON.stringify({
      ...{ publisher: "bench", name, version: "0.0.1", engines: { vscode: "^1.100.0" } },
      ...{ main: "./extension.js", activationEvents, extensionKind: ["workspace"] },
    }),
  );
}

async function driverCode(): Promise<string> {
  const { outputFiles } = await build({
    ...{ entryPoints: ["bench/driver.ts"], bundle: true, write: false },
    ...{ platform: "node", format: "cjs", target: "node20", external: ["vscode"] },
  });
  return outputFiles[0]?.text ?? "";
}

/** An empty folder that is gone when `work` is done. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "keytrail-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
