// Makes the VSIX: `npm run package`.
import { stat } from "node:fs/promises";
import { createVSIX } from "@vscode/vsce";
import { findPackageFaults } from "./bundleCheck";
import { packagedFiles } from "./installedExtension";
import { npm } from "./npm";

const MAX_VSIX_KB = 300;

async function main(): Promise<void> {
  await npm(["run", "build"], process.cwd());
  const packagePath = "keytrail.vsix";
  await createVSIX({ packagePath, dependencies: false });
  const { size } = await stat(packagePath);
  const faults = findPackageFaults(await packagedFiles());
  if (size > MAX_VSIX_KB * 1000)
    faults.push(`${packagePath} is ${size / 1000} KB, more than ${MAX_VSIX_KB} KB.`);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  else console.log(`${packagePath}: ${(size / 1000).toFixed(1)} KB of at most ${MAX_VSIX_KB} KB`);
}

void main();
