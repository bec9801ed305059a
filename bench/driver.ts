import { setTimeout as delay } from "node:timers/promises";
import { ADDRESS_VARIABLE, type Job } from "./jobs";
import { measureActivation } from "./driver/activation";
import { measureEditor } from "./driver/editor";
import { measureScan } from "./driver/scan";
import { exchange } from "./driver/exchange";

/** VS Code is busy with itself for seconds after its start; nothing measured then means anything. */
const SETTLE_MS = 4_000;

/** Fetches a job, does it, and delivers what came of it; VS Code calls this when it has started. */
export function activate(): void {
  const address = process.env[ADDRESS_VARIABLE];
  if (address === undefined) return;
  void work(address);
}

async function work(address: string): Promise<void> {
  try {
    const job = JSON.parse(await exchange(`${address}/job`)) as Job;
    await delay(SETTLE_MS);
    const result = await measure(job);
    await exchange(`${address}/result`, JSON.stringify({ result }));
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await exchange(`${address}/result`, JSON.stringify({ problem }));
  }
}

async function measure(job: Job): Promise<unknown> {
  switch (job.kind) {
    case "activation":
      return measureActivation(job);
    case "editor":
      return measureEditor(job);
    case "scan":
      return measureScan();
  }
}
