// Runs the host tests in desktop VS Code, on the oldest version we admit and on the newest:
// `node --import tsx scripts/desktopTests.ts [VERSION…]`. On Linux without a screen: `xvfb-run -a npm run test:desktop`.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { withoutCloudCredentials } from "./environment";
import { VSCODE_VERSIONS } from "./vscodeDownload";

async function main(versions: readonly string[]): Promise<void> {
  for (const version of versions) {
    console.log(`\nHost tests in desktop VS Code ${version}`);
    const executable = await download(version);
    if (executable === undefined || !(await passIn(executable))) process.exitCode = 1;
  }
}

async function download(version: string): Promise<string | undefined> {
  try {
    return await downloadAndUnzipVSCode({ version, timeout: 30_000 });
  } catch (error) {
    console.log(
      `VS Code ${version} could not be downloaded from update.code.visualstudio.com, so nothing was tested: ` +
        `${(error as Error).message}\n\`npm run test:host\` runs the same tests in a VS Code from the npm registry.`,
    );
    return undefined;
  }
}

async function passIn(vscodeExecutablePath: string): Promise<boolean> {
  const folder = await mkdtemp(path.join(tmpdir(), "kt-")); // short: macOS limits the length of a socket's path
  const workspace = path.join(folder, "workspace");
  const home = path.join(folder, "home");
  await Promise.all([mkdir(workspace), mkdir(home)]);
  const environment = withoutCloudCredentials(home);
  // On Windows and macOS VS Code itself needs the real home; only the tests' accounts are kept away from it.
  if (process.platform !== "linux")
    for (const name of ["HOME", "USERPROFILE"]) environment[name] = process.env[name];
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: process.cwd(),
      extensionTestsPath: path.resolve("dist/test/host/index.js"),
      extensionTestsEnv: environment,
      launchArgs: [
        workspace,
        ...["--disable-extensions", "--disable-workspace-trust", "--disable-gpu", "--skip-welcome"],
        ...[
          "--user-data-dir",
          path.join(folder, "user"),
          "--extensions-dir",
          path.join(folder, "extensions"),
        ],
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ],
    });
    return true;
  } catch (error) {
    console.log((error as Error).message);
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const named = process.argv.slice(2);
void main(named.length > 0 ? named : [VSCODE_VERSIONS[0] ?? "stable", "stable"]);
