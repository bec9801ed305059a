// Runs the host tests in VS Code's own server: `node --import tsx scripts/hostTests.ts [--grep TEXT] [VERSION…]`.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "./browser";
import { VSCODE_VERSIONS, type VSCodeVersion } from "./vscodeDownload";
import { remotePath, startVSCodeServer } from "./vscodeServer";

const TIME_LIMIT_MS = 4 * 60_000;

async function main(): Promise<void> {
  const { versions, grep } = parseArguments(process.argv.slice(2));
  const browser = await launchBrowser();
  try {
    for (const version of versions) {
      console.log(`\nHost tests in VS Code ${version}`);
      if (!(await runOn(version, browser, grep))) process.exitCode = 1;
    }
  } finally {
    await browser.close();
  }
}

/** Opens a VS Code on an empty folder with the tests in its extension host; tells whether they all passed. */
async function runOn(version: VSCodeVersion, browser: Browser, grep: string | undefined): Promise<boolean> {
  const folder = await mkdtemp(path.join(tmpdir(), "keytrail-host-"));
  const home = path.join(folder, "home");
  const workspace = path.join(folder, "workspace");
  await Promise.all([mkdir(home), mkdir(workspace)]);
  const server = await startVSCodeServer({ version, env: { ...quietEnvironment(home), KEYTRAIL_TEST_GREP: grep } });
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  try {
    const exitCode = exitOf(page);
    await page.goto(
      server.url(workspace, [
        ["extensionDevelopmentPath", remoteUri(server.authority, process.cwd())],
        ["extensionTestsPath", remoteUri(server.authority, "dist/test/host/index.js")],
        ["skipWelcome", "true"],
      ]),
    );
    const outcome = await Promise.race([exitCode, delay(TIME_LIMIT_MS, undefined, { ref: false })]);
    if (outcome === 0) return true;
    if (outcome === undefined) console.log(`The tests did not end within ${TIME_LIMIT_MS / 60_000} minutes.`);
    await mkdir("artifacts", { recursive: true });
    await page.screenshot({ path: `artifacts/host-tests-${version}.png` });
    console.log(`A picture of the window: artifacts/host-tests-${version}.png`);
    return false;
  } finally {
    await page.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Prints what the tests print, and resolves with their exit code: VS Code's automation driver calls both. */
async function exitOf(page: Page): Promise<number> {
  await page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
    const line = args.map((each) => (typeof each === "string" ? each : JSON.stringify(each))).join(" ");
    if (!NOISE.test(line)) console.log(line);
  });
  return new Promise((resolve, reject) => {
    page.once("crash", () => {
      reject(new Error("The browser's page crashed."));
    });
    page.exposeFunction("codeAutomationExit", resolve).catch(reject);
  });
}

/** What VS Code itself writes into the console of an extension host that is cut off from the internet. */
const NOISE = /^%c|\[AgentHost\]|vsda|open-vsx|ENOTFOUND|DEP0169|DeprecationWarning/;

/** An environment in which no cloud account of the person who runs the tests is within reach. */
function quietEnvironment(home: string): Record<string, string | undefined> {
  const cloud = Object.keys(process.env).filter((name) => /^(ALIBABA|ALIYUN|ALICLOUD|NCLOUD|NCP)_?/i.test(name));
  return { ...Object.fromEntries(cloud.map((name) => [name, undefined])), HOME: home, USERPROFILE: home };
}

function remoteUri(authority: string, file: string): string {
  return `vscode-remote://${authority}${remotePath(file)}`;
}

function parseArguments(args: readonly string[]): { versions: readonly VSCodeVersion[]; grep: string | undefined } {
  const at = args.indexOf("--grep");
  const grep = at === -1 ? undefined : args[at + 1];
  const named = args.filter((each, index) => at === -1 || (index !== at && index !== at + 1));
  const versions = named.map((name) => {
    const version = VSCODE_VERSIONS.find((each) => each === name);
    if (version === undefined) throw new Error(`Not a version we test on: ${name}. Known: ${VSCODE_VERSIONS.join(", ")}.`);
    return version;
  });
  return { versions: versions.length > 0 ? versions : VSCODE_VERSIONS, grep };
}

void main();
