// What cached answers weigh; a process of its own, so that nothing else is on its heap: `--expose-gc` is needed.
import { fileURLToPath } from "node:url";
import { run } from "../scripts/run";
import { SERVICES } from "../src/sample/alibaba/serviceNames";
import { AnswerCache, scopePart } from "../src/core/usage/answerCache";
import type { KeyUsage, ProductUse, Service } from "../src/core/usage/keyUsage";
import { keyText } from "../src/core/usage/key";
import { makeIds } from "../test/support/syntheticIds";
import type { BenchRow } from "./row";

const ANSWERS = 10_000;
const SERVICES_EACH = 6;

/** Fills the cache with ten thousand answers, as look-ups and as opened panels give them. */
export async function benchMemory(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const variety of Object.keys(VARIETIES)) {
    const { code, stdout, output } = await run(process.execPath, [
      ...["--expose-gc", "--import", "tsx", fileURLToPath(import.meta.url), variety],
    ]);
    if (code !== 0) throw new Error(output);
    const { bytes, kept } = JSON.parse(stdout) as Weighed;
    rows.push({
      what: `10,000 cached answers, ${variety}`,
      measured: `${(bytes / 1e6).toFixed(1)} MB${kept < ANSWERS ? ` (the latest ${kept.toLocaleString("en")} are kept)` : ""}`,
      goal: "≤ 10 MB",
      met: bytes <= 10e6,
    });
  }
  return rows;
}

interface Weighed {
  readonly bytes: number;
  readonly kept: number;
}

interface Variety {
  readonly services: number;
  readonly language: "en" | "cn";
}

/** Chinese characters make a text take two bytes for each of its characters. */
const VARIETIES: Readonly<Record<string, Variety>> = {
  "as hovers and lenses ask for them": { services: 0, language: "en" },
  "… with service names in Chinese": { services: 0, language: "cn" },
  "… with six services each": { services: SERVICES_EACH, language: "en" },
  "… with six services each, in Chinese": { services: SERVICES_EACH, language: "cn" },
};

function weigh(variety: Variety): Weighed {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error("Start this with --expose-gc.");
  const ids = makeIds(7);
  fill(new AnswerCache(), ids.longTerm, variety, 100); // what is made on first use is not the answers' weight
  collect();
  const before = process.memoryUsage().heapUsed;
  const cache = new AnswerCache();
  fill(cache, ids.longTerm, variety, ANSWERS);
  collect();
  return { bytes: process.memoryUsage().heapUsed - before, kept: cache.size };
}

function fill(cache: AnswerCache, newId: (length: number) => string, variety: Variety, count: number): void {
  for (let n = 0; n < count; n++) {
    const usage = answer(newId(24), n, variety);
    // Made anew for each answer, as the usage service does.
    const scope = `en${["prod", "staging"].map((name) => scopePart("alibaba", name) + "profile:prod").join("")}`;
    cache.set(keyText(usage.key), scope, usage);
  }
}

function answer(id: string, n: number, { services, language }: Variety): KeyUsage {
  const owner = {
    type: "ram-user",
    name: `deploy-${n}`,
    id: String(2e17 + n),
    accountId: "1047000000000000",
  };
  const at = new Date(Date.UTC(2026, 9, 1) + n * 60_000).toISOString();
  const call = { event: "DescribeInstances", ip: `10.10.${n >> 8}.${n & 255}`, region: "cn-hangzhou" };
  const known = Object.values(SERVICES).map((each): Service => ({ code: each.code, name: each[language] }));
  const products = known
    .slice(0, services)
    .map((service): ProductUse => ({ service, at, source: "ManagementEvent", ...call }));
  const [service] = known;
  return {
    key: { provider: "alibaba", kind: "access-key", id },
    account: "prod",
    accountsAsked: ["prod", "staging"],
    outcome: "used",
    owner,
    lastUse: { at, ...(service && { service }), ...call, source: "ManagementEvent", by: owner },
    ...(services > 0 && { products }),
    recordsSince: "2025-10-16T00:00:00.000Z",
    asOf: "2026-11-20T08:00:00.000Z",
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const variety = VARIETIES[process.argv[2] ?? ""];
  if (variety === undefined) throw new Error(`Name one of: ${Object.keys(VARIETIES).join("; ")}`);
  process.stdout.write(JSON.stringify(weigh(variety)));
}
