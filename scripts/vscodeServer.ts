import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { downloadVSCode, type VSCodeVersion } from "./vscodeDownload";

/** How a VS Code is to be started. */
export interface ServerOptions {
  readonly version: VSCodeVersion;
  /** Machine settings, by name. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Put over this process's environment; the extension host inherits it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folders of unpacked extensions, as `installExtension` leaves them. */
  readonly extensionsDir?: string;
  /** What an address that names no folder opens. */
  readonly defaultFolder?: string;
  /**
   * Whether VS Code runs the tests that the `payload` of its address names; otherwise it ignores that. Then it shows
   * no notifications, so it is not for people, nor for tests that look at what people see.
   */
  readonly testDriver?: boolean;
  /** Whether folders open in Restricted Mode until somebody trusts them. */
  readonly workspaceTrust?: boolean;
}

/** A running VS Code, to be opened in a browser. */
export interface VSCodeServer {
  readonly version: VSCodeVersion;
  /** `127.0.0.1:PORT`, which is also the authority of its `vscode-remote` URIs. */
  readonly authority: string;
  readonly origin: string;
  /** Everything it keeps, extensions aside; gone after `stop`. */
  readonly home: string;
  /** The machine's settings.json; VS Code takes up a change of it at once. */
  readonly settingsFile: string;
  /** What the server printed, for the day when it does not start. */
  readonly logFile: string;
  /** The address that opens a folder; `payload` is for the test driver. */
  url(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** A file or folder of this machine as its window names it. */
  remoteUri(file: string): string;
  /** Ends it and everything it started. */
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;

/** Starts VS Code's server on a free port of the loopback address, with nothing left over from an earlier run. */
export async function startVSCodeServer(options: ServerOptions): Promise<VSCodeServer> {
  const server = await downloadVSCode(options.version);
  const home = await mkdtemp(path.join(tmpdir(), "keytrail-vscode-"));
  const userData = path.join(home, "user-data");
  const settingsFile = path.join(userData, "Machine", "settings.json");
  const logFile = path.join(home, "server.log");
  await mkdir(path.dirname(settingsFile), { recursive: true });
  await writeFile(settingsFile, JSON.stringify({ ...QUIET, ...options.settings }, undefined, 2));

  const authority = `127.0.0.1:${await freePort()}`;
  const origin = `http://${authority}`;
  const child = spawn(
    process.execPath,
    [
      ...[
        path.join(server, "out", "server-main.js"),
        "--host",
        "127.0.0.1",
        "--port",
        authority.split(":")[1] ?? "",
      ],
      ...["--without-connection-token", "--accept-server-license-terms", "--telemetry-level", "off"],
      ...["--user-data-dir", userData, "--server-data-dir", path.join(home, "server-data")],
      ...["--extensions-dir", options.extensionsDir ?? path.join(home, "extensions")],
      ...(options.defaultFolder === undefined
        ? []
        : ["--default-folder", path.resolve(options.defaultFolder)]),
      ...(options.testDriver === true ? ["--enable-smoke-test-driver"] : []),
      ...(options.workspaceTrust === true ? [] : ["--disable-workspace-trust"]),
    ],
    {
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32", // a process group of its own, so that `stop` reaches its children
    },
  );
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });

  const stopAtExit = (): void => {
    if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
    rmSync(home, { recursive: true, force: true });
  };
  process.once("exit", stopAtExit); // whatever ends this process must not leave a server behind
  const stop = async (): Promise<void> => {
    process.off("exit", stopAtExit);
    await endGroup(child);
    log.end();
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    await answering(origin, child);
  } catch (error) {
    const printed = await readFile(logFile, "utf8");
    await stop();
    throw new Error(`VS Code ${options.version} did not start. It printed:\n${printed.trim()}`, {
      cause: error,
    });
  }
  return {
    ...{ version: options.version, authority, origin, home, settingsFile, logFile, stop },
    remoteUri: (file) => `vscode-remote://${authority}${remotePath(file)}`,
    url: (folder, payload = []) => {
      const query = new URLSearchParams({ folder: remotePath(folder) });
      if (payload.length > 0) query.set("payload", JSON.stringify(payload));
      return `${origin}/?${query}`;
    },
  };
}

/** A file as VS Code's server names it in a URI: with slashes, from the root. */
function remotePath(file: string): string {
  const slashed = path.resolve(file).replaceAll("\\", "/");
  return slashed.startsWith("/") ? slashed : `/${slashed}`;
}

/** Nothing that moves, asks, or calls out while somebody works or a picture is taken. */
const QUIET: Readonly<Record<string, unknown>> = {
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.commandCenter.enabled": false,
  "chat.disableAIFeatures": true,
  "security.workspace.trust.untrustedFiles": "open",
  "window.commandCenter": false,
  "git.enabled": false,
  "editor.cursorBlinking": "solid",
};

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port);
        else reject(new Error("The system gave no port."));
      });
    });
  });
}

async function answering(origin: string, child: ChildProcess): Promise<void> {
  const end = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`VS Code's server ended at once, with code ${child.exitCode}.`);
    const answer = await fetch(`${origin}/version`, { signal: AbortSignal.timeout(2000) }).catch(
      () => undefined,
    );
    if (answer?.ok === true) return;
    if (Date.now() > end) throw new Error("VS Code's server did not answer within a minute.");
    await delay(50); // there is no event for "now it listens"
  }
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const ended = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else
      child.once("exit", () => {
        resolve();
      });
  });
  signalGroup(child.pid, "SIGTERM");
  await Promise.race([ended, delay(3000, undefined, { ref: false })]);
  signalGroup(child.pid, "SIGKILL"); // an extension host outlives its server by minutes, in case of a reconnection
  await ended;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    if (process.platform === "win32")
      spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    else process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}
