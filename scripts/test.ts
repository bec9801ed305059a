// `npm test`: everything, one thing after the other, with one line of counts at the end. A failure stops nothing, so
// that a single run shows all there is to mend.
import path from "node:path";
import { performance } from "node:perf_hooks";
import { findBundleFaults, findPackageFaults } from "./bundleCheck";
import { packagedFiles } from "./installedExtension";
import { findL10nFaults } from "./l10nCheck";
import { run } from "./run";
import { downloadVSCode, VSCODE_VERSIONS } from "./vscodeDownload";

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

async function main(): Promise<void> {
  // The network is idle while the processor checks; a failure to download shows where VS Code is needed.
  const downloads = downloadAll().catch(() => undefined);
  const results: Counts[] = [
    ...(await Promise.all([check("Types", "typescript/bin/tsc"), check("Dead code", "knip/bin/knip.js")])),
    ...(await Promise.all([
      check("Lint", "eslint/bin/eslint.js", ".", "--max-warnings", "0"),
      check("Format", "prettier/bin/prettier.cjs", "--check", ".", "--log-level", "warn"),
    ])),
    await check("Build", path.resolve("esbuild.mjs")),
    await checkFaults("Bundles", findBundleFaults),
    await checkFaults("Package content", async () => findPackageFaults(await packagedFiles())),
    await checkFaults("Translations", findL10nFaults),
    await suite(
      "Unit tests",
      "c8/bin/c8.js",
      process.execPath,
      bin("mocha/bin/mocha.js"),
      "--config",
      ".mocharc.unit.json",
      "--spec",
      "test/unit/**/*.test.{ts,tsx}",
    ),
  ];
  await downloads;
  for (const version of VSCODE_VERSIONS) {
    results.push(
      await suite(
        `Host tests, VS Code ${version}`,
        "--import",
        "tsx",
        path.resolve("scripts/hostTests.ts"),
        version,
      ),
    );
  }
  results.push(
    await suite(
      "UI tests",
      "mocha/bin/mocha.js",
      "--config",
      ".mocharc.ui.json",
      "--spec",
      "test/ui/**/*.test.ts",
    ),
  );

  const passed = results.reduce((sum, each) => sum + each.passed, 0);
  const failed = results.reduce((sum, each) => sum + each.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

/** A program of node_modules, or whatever else Node is to be given first. */
function bin(program: string): string {
  return program.startsWith("-") || path.isAbsolute(program)
    ? program
    : path.resolve("node_modules", program);
}

async function downloadAll(): Promise<void> {
  for (const version of VSCODE_VERSIONS) await downloadVSCode(version);
}

/** Runs a check, which is one test; what it has to say is shown only when it fails. */
async function check(title: string, program: string, ...args: readonly string[]): Promise<Counts> {
  return checkFaults(title, async () => {
    const { code, output } = await run(process.execPath, [bin(program), ...args]);
    return code === 0 ? [] : [output.trim()];
  });
}

async function checkFaults(title: string, findFaults: () => Promise<readonly string[]>): Promise<Counts> {
  const start = performance.now();
  const faults = await findFaults().catch((error: unknown) => [String(error)]);
  console.log(`${faults.length === 0 ? "✔" : "✘"} ${title} (${seconds(start)})`);
  for (const fault of faults) console.log(fault.replaceAll(/^/gm, "    "));
  return faults.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs a test program, shows what it prints, and adds up the counts that it prints. */
async function suite(title: string, program: string, ...args: readonly string[]): Promise<Counts> {
  const start = performance.now();
  console.log(`\n${title}`);
  const { code, output } = await run(process.execPath, [bin(program), ...args], {
    onOutput: (text) => process.stdout.write(text),
  });
  const passed = sumOf(output, /^ +(\d+) passing/gm);
  const failed = sumOf(output, /^ +(\d+) failing/gm);
  // A suite that breaks off, or that has lost all its tests, must not look like one that passed.
  const broken = (code !== 0 && failed === 0) || passed + failed === 0;
  const ok = code === 0 && failed === 0 && !broken;
  console.log(`${ok ? "✔" : "✘"} ${title}: ${passed} passed, ${failed} failed (${seconds(start)})`);
  if (broken) console.log(`    It ended with code ${code}.`);
  return { passed, failed: failed + (broken ? 1 : 0) };
}

function sumOf(output: string, counts: RegExp): number {
  return Array.from(output.matchAll(counts), ([, count]) => Number(count)).reduce(
    (sum, each) => sum + each,
    0,
  );
}

function seconds(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

void main();
