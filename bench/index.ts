// `npm run bench`: measures what docs/architecture.md promises and prints one table. `npm run bench -- editor memory`
// measures only that.
import { cpus, totalmem } from "node:os";
import { npm } from "../scripts/npm";
import { NEWEST_VSCODE } from "../scripts/vscodeDownload";
import { benchActivation } from "./activation";
import { benchDetect } from "./detect";
import { benchEditor } from "./editor";
import { BenchHost } from "./inHost";
import { benchInventory } from "./inventory";
import { benchMemory } from "./memory";
import { asTable, type BenchRow } from "./row";
import { benchScan } from "./scan";
import { benchSizes } from "./sizes";

type Part = (host: () => Promise<BenchHost>) => Promise<BenchRow[]>;

const PARTS: Readonly<Record<string, Part>> = {
  activation: async (host) => benchActivation(await host()),
  sizes: benchSizes,
  detect: benchDetect,
  editor: async (host) => benchEditor(await host()),
  memory: benchMemory,
  inventory: benchInventory,
  scan: async (host) => benchScan(await host()),
};

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !(name in PARTS));
  if (unknown !== undefined)
    throw new Error(`There is no part ${unknown}; there are: ${Object.keys(PARTS).join(", ")}.`);
  console.log("Building KeyTrail…");
  await npm(["run", "build"], process.cwd());

  let prepared: Promise<BenchHost> | undefined;
  const rows: BenchRow[] = [];
  try {
    for (const [name, measure] of Object.entries(PARTS)) {
      if (names.length > 0 && !names.includes(name)) continue;
      console.log(`Measuring: ${name}…`);
      rows.push(...(await measure(() => (prepared ??= BenchHost.prepare()))));
    }
  } finally {
    await (await prepared)?.close();
  }
  console.log(`\n${machine()}\n\n${asTable(rows)}`);
}

function machine(): string {
  const [first] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const tools = `Node ${process.versions.node}, VS Code ${NEWEST_VSCODE} in its own server`;
  return `${first?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, ${memory}; ${process.platform} ${process.arch}; ${tools}`;
}

void main(process.argv.slice(2));
