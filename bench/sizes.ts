import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { createVSIX } from "@vscode/vsce";
import type { Metafile } from "esbuild";
import { inTemporaryFolder } from "./inHost";
import type { BenchRow } from "./row";

/** Weighs what was built, from dist/meta.json, and the VSIX that it makes. */
export async function benchSizes(): Promise<BenchRow[]> {
  const { outputs } = JSON.parse(await readFile("dist/meta.json", "utf8")) as Metafile;
  const bytesOf = (...files: readonly string[]): number =>
    files.reduce((sum, file) => sum + (outputs[`dist/${file}`]?.bytes ?? Number.NaN), 0);
  const row = (what: string, bytes: number, limit: number): BenchRow => ({
    what,
    measured: `${(bytes / 1000).toFixed(1)} KB`,
    goal: `≤ ${limit} KB`,
    met: bytes <= limit * 1000,
  });
  const credentials = bytesOf("alibaba-credentials.js");
  return [
    row("`extension.js`, all that is read at activation", bytesOf("extension.js"), 80),
    row("`features.js`, read when a key is in sight", bytesOf("features.js"), 80),
    row("the first look-up's own code, `alibaba.js`", bytesOf("alibaba.js"), 80),
    row("the SDK, `alibaba-sdk.js`", bytesOf("alibaba-sdk.js"), 250),
    {
      what: "the credentials library, a file of its own, `alibaba-credentials.js`",
      measured: `${(credentials / 1000).toFixed(1)} KB`,
      goal: "its own",
      met: credentials > 0,
    },
    row("the usage page, script and style", bytesOf("usage.js", "usage.css"), 60),
    row("the VSIX", await weighVsix(), 300),
  ];
}

async function weighVsix(): Promise<number> {
  return inTemporaryFolder(async (folder) => {
    const packagePath = path.join(folder, "keytrail.vsix");
    await createVSIX({ packagePath, dependencies: false });
    return (await stat(packagePath)).size;
  });
}
