import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import { KEYTRAIL, type ScanResult } from "../jobs";
import { extensionOf } from "./activation";
import { loopDelayDuring } from "./loopDelay";
import { timed } from "./timed";

const SCANS = 5;
const IDLE_MS = 2_000;
const SAMPLE_MS = 5;

/** Runs the command as a person does, a few times, and watches the host meanwhile. */
export async function measureScan(): Promise<ScanResult> {
  await extensionOf(KEYTRAIL).activate();
  const scans: ScanResult["scans"][number][] = [];
  for (let scan = 0; scan < SCANS; scan++) {
    const before = process.memoryUsage.rss();
    let peak = before;
    const sampling = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, SAMPLE_MS);
    let findings = 0;
    let took = 0;
    const loop = await loopDelayDuring(async () => {
      took = await timed(async () => {
        const found = await vscode.commands.executeCommand<readonly unknown[]>("keytrail.scanWorkspace");
        findings = found.length;
      });
    });
    clearInterval(sampling);
    const idle = await loopDelayDuring(() => delay(IDLE_MS));
    scans.push({ loop, idle, took, findings, megabytes: (peak - before) / 1e6 });
  }
  return { scans };
}
