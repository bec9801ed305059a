// Whether KeyTrail ever calls a key safe that is not: `npm run simulate`, with `-- --keys 5000 --seed 7` for others.
import { parseArgs } from "node:util";
import { simulate } from "../test/support/simulation/simulate";

const KEYS = 3_000;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { keys: { type: "string" }, seed: { type: "string" } } });
  const keys = Number(values.keys ?? KEYS);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
  if (!Number.isInteger(keys) || keys < 1 || !Number.isInteger(seed)) {
    console.error("--keys and --seed take whole numbers.");
    process.exitCode = 2;
    return;
  }
  const startedAt = Date.now();
  const result = await simulate({ keys, seed });
  console.log(`seed: ${seed}`);
  console.log(`answers: ${result.answers}, requests: ${result.requests}`);
  for (const [kind, verdicts] of result.verdicts)
    console.log(
      `${kind}: ${sorted(verdicts)
        .map(([verdict, count]) => `${verdict} ${count}`)
        .join(", ")}`,
    );
  for (const [name, count] of sorted(result.carried)) console.log(`invisible and said so, ${name}: ${count}`);
  for (const [text, count] of sorted(counted(result.dangerous))) console.log(`DANGEROUS ${text}: ${count}`);
  console.log(`seconds: ${Math.round((Date.now() - startedAt) / 1000)}`);
  console.log(`keys: ${result.keys}`);
  console.log(`dangerous answers: ${result.dangerous.length}`);
  if (result.dangerous.length > 0) process.exitCode = 1;
}

function counted(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function sorted<K>(counts: ReadonlyMap<K, number>): readonly (readonly [K, number])[] {
  return [...counts].sort(([, a], [, b]) => b - a);
}

void main();
