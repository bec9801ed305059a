// Runs the host tests in VS Code's own server: `node --import tsx scripts/hostTests.ts [--grep TEXT] [VERSION…]`.
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { TEST_OUTPUT } from "../test/host/harness/testOutput";
import { launchBrowser } from "./browser";
import { withoutCloudCredentials } from "./environment";
import { VSCODE_VERSIONS, type VSCodeVersion } from "./vscodeDownload";
import { startVSCodeServer, type VSCodeServer } from "./vscodeServer";

const TIME_LIMIT_MS = 4 * 60_000;

async function main(): Promise<void> {
  const { versions, grep } = parseArguments(process.argv.slice(2));
  const browser = await launchBrowser();
  try {
    for (const version of versions) {
      if (versions.length > 1) console.log(`\nHost tests in VS Code ${version}`);
      for (const mode of MODES) if (!(await runOn({ version, mode, grep }, browser))) process.exitCode = 1;
    }
  } finally {
    await browser.close();
  }
}

/** A folder is either trusted or in Restricted Mode for as long as its window lives, so each has tests of its own. */
const MODES = ["trusted", "restricted"] as const;

interface Run {
  readonly version: VSCodeVersion;
  readonly mode: (typeof MODES)[number];
  readonly grep: string | undefined;
}

/** Opens a VS Code on an empty folder with the tests in its extension host; tells whether they all passed. */
async function runOn({ version, mode, grep }: Run, browser: Browser): Promise<boolean> {
  const folder = await mkdtemp(path.join(tmpdir(), "keytrail-host-"));
  const home = path.join(folder, "home");
  const workspace = path.join(folder, "workspace");
  await Promise.all([mkdir(home), mkdir(workspace), mkdir("artifacts", { recursive: true })]);
  try {
    const server = await startVSCodeServer({
      version,
      testDriver: true,
      workspaceTrust: mode === "restricted",
      env: {
        ...withoutCloudCredentials(home),
        KEYTRAIL_TEST_GREP: grep,
        KEYTRAIL_TEST_RESTRICTED: mode === "restricted" ? "1" : undefined,
      },
    });
    try {
      return await runIn(server, workspace, browser, `artifacts/host-tests-${version}-${mode}`);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function runIn(
  server: VSCodeServer,
  workspace: string,
  browser: Browser,
  traces: string,
): Promise<boolean> {
  const log = createWriteStream(`${traces}.log`); // VS Code's own console: long, and rarely of use
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  try {
    const exitCode = exitOf(page, log);
    await page.goto(
      server.url(workspace, [
        ["extensionDevelopmentPath", server.remoteUri(process.cwd())],
        ["extensionTestsPath", server.remoteUri("dist/test/host/index.js")],
        ["skipWelcome", "true"],
      ]),
    );
    const outcome = await Promise.race([exitCode, delay(TIME_LIMIT_MS, undefined, { ref: false })]);
    if (outcome === 0) return true;
    if (outcome === undefined) console.log(`The tests did not end within ${TIME_LIMIT_MS / 60_000} minutes.`);
    await page.screenshot({ path: `${traces}.png` });
    console.log(`A picture of the window, and VS Code's console: ${traces}.png and .log`);
    return false;
  } finally {
    await page.close();
    log.end();
  }
}

/** Prints what the tests print, and resolves with their exit code: VS Code's automation driver calls both. */
async function exitOf(page: Page, log: WriteStream): Promise<number> {
  await page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
    const line = args.map((each) => (typeof each === "string" ? each : JSON.stringify(each))).join(" ");
    if (line.startsWith(TEST_OUTPUT)) console.log(line.slice(TEST_OUTPUT.length));
    else log.write(`${line}\n`);
  });
  return new Promise((resolve, reject) => {
    page.once("crash", () => {
      reject(new Error("The browser's page crashed."));
    });
    page.exposeFunction("codeAutomationExit", resolve).catch(reject);
  });
}

function parseArguments(args: readonly string[]): {
  versions: readonly VSCodeVersion[];
  grep: string | undefined;
} {
  const at = args.indexOf("--grep");
  const grep = at === -1 ? undefined : args[at + 1];
  const named = args.filter((_, index) => at === -1 || (index !== at && index !== at + 1));
  const versions = named.map((name) => {
    const version = VSCODE_VERSIONS.find((each) => each === name);
    if (version === undefined)
      throw new Error(`Not a version we test on: ${name}. Known: ${VSCODE_VERSIONS.join(", ")}.`);
    return version;
  });
  return { versions: versions.length > 0 ? versions : VSCODE_VERSIONS, grep };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error); // what to do is in the message
  process.exitCode = 1;
});
