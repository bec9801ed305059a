import { readdirSync } from "node:fs";
import path from "node:path";
import { format } from "node:util";
import { watchRejections } from "./harness/rejections";
import { sourceStack } from "./harness/sourceStack";
import { TEST_OUTPUT } from "./harness/testOutput";

/**
 * Runs every host test there is; VS Code calls it, in its extension host. One and the same for the server of
 * scripts/hostTests.ts and for desktop VS Code in scripts/desktopTests.ts. Those for Restricted Mode are in a folder
 * of their own and need a window of their own.
 */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const { default: Mocha } = await import("mocha");
  Mocha.reporters.Base.consoleLog = print;
  const mocha = new Mocha({ ui: "bdd", reporter: "spec", color: false, timeout: 30_000, forbidOnly: inCI() });
  const only = process.env["KEYTRAIL_TEST_GREP"];
  if (only !== undefined) mocha.grep(only);
  for (const file of testFiles(__dirname, process.env["KEYTRAIL_TEST_RESTRICTED"] !== undefined))
    mocha.addFile(file);
  const rejections = watchRejections(path.resolve(__dirname, "../.."));

  const { failed, passed } = await new Promise<{ passed: number; failed: number }>((resolve) => {
    const runner = mocha.run((failures) => {
      resolve({ failed: failures, passed: runner.stats?.passes ?? 0 });
    });
    runner.prependListener("fail", (_test: unknown, error: Error) => {
      error.stack &&= sourceStack(error.stack);
    });
  });
  const unhandled = rejections.end().map(sourceStack);
  for (const text of unhandled) print(`Unhandled rejection: ${text}`);
  print(`${passed} passed, ${failed} failed`); // the scripts read this line
  if (failed > 0) throw new Error(`${failed} host tests failed.`);
  if (unhandled.length > 0) throw new Error(`${unhandled.length} promises failed unnoticed.`);
  if (passed === 0 && only === undefined) throw new Error("No host test ran.");
}

function testFiles(folder: string, restricted: boolean): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.js") && file.startsWith("restricted") === restricted)
    .sort()
    .map((file) => path.join(folder, file));
}

function print(...args: unknown[]): void {
  // eslint-disable-next-line no-console -- the extension host's console is how its tests talk
  for (const line of format(...args).split("\n")) console.log(`${TEST_OUTPUT}${line}`);
}

function inCI(): boolean {
  return process.env["CI"] !== undefined;
}
