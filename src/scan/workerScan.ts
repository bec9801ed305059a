import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { ScanEvents, ScanRequest } from "../core/scan/request";
import type { OpenFolder } from "./folderWalk";
import { type FromWorker, SHARED, type ToWorker, type WorkerStart } from "./workerMessages";

/** From so many files on a further thread pays for its start. */
const FILES_FOR_MORE_THREADS = 2_000;
const THREADS_MAX = 4;
const PROGRESS_MS = 50;

export interface WorkerScan {
  readonly request: ScanRequest;
  /** The bundle of `worker.ts`. */
  readonly workerFile: string;
  readonly events: ScanEvents;
  readonly signal: AbortSignal;
}

/** Scans folders of this machine in threads of their own, so that the host has nothing to do but to take findings. */
export async function scanWithWorkers(scan: WorkerScan): Promise<void> {
  if (scan.signal.aborted || scan.request.folders.length === 0) return;
  await new Crew(scan).work();
}

class Crew {
  private readonly shared = new Int32Array(
    new SharedArrayBuffer(SHARED.length * Int32Array.BYTES_PER_ELEMENT),
  );
  private readonly workers: Worker[] = [];
  private readonly waiting: Worker[] = [];
  private readonly busy = new Set<Worker>();
  private readonly folders: OpenFolder[];
  private end: (error?: Error) => void = () => undefined;

  constructor(private readonly scan: WorkerScan) {
    this.folders = scan.request.folders.map((_, of) => ({ of, path: "", ruledBy: [] }));
  }

  async work(): Promise<void> {
    const { signal } = this.scan;
    const cancel = (): void => {
      Atomics.store(this.shared, SHARED.cancelled, 1);
      this.end();
    };
    const timer = setInterval(() => {
      this.look();
    }, PROGRESS_MS);
    try {
      await new Promise<void>((resolve, reject) => {
        this.end = (error) => {
          if (error) reject(error);
          else resolve();
        };
        signal.addEventListener("abort", cancel);
        this.hire();
      });
    } finally {
      clearInterval(timer);
      signal.removeEventListener("abort", cancel);
      this.tellProgress();
      await Promise.all(this.workers.map((worker) => worker.terminate()));
    }
  }

  /** A folder with a thousand files takes longer to walk than a thread to start. */
  private look(): void {
    this.tellProgress();
    const files = Atomics.load(this.shared, SHARED.files);
    const wanted = Math.min(
      1 + Math.floor(files / FILES_FOR_MORE_THREADS),
      THREADS_MAX,
      availableParallelism(),
    );
    if (this.workers.length < wanted) this.hire();
  }

  private tellProgress(): void {
    this.scan.events.onProgress(Atomics.load(this.shared, SHARED.files));
  }

  private hire(): void {
    const start: WorkerStart = { request: this.scan.request, shared: this.shared };
    const worker = new Worker(this.scan.workerFile, { workerData: start, execArgv: [], env: {} });
    this.workers.push(worker);
    worker.on("message", (message: FromWorker) => {
      this.hear(worker, message);
    });
    worker.on("error", (error) => {
      this.end(error instanceof Error ? error : new Error("A thread of the scan failed."));
    });
  }

  private hear(worker: Worker, message: FromWorker): void {
    const { events, signal } = this.scan;
    if (signal.aborted) return;
    switch (message.kind) {
      case "found":
        events.onFile(message.file);
        break;
      case "unreadable":
        events.onUnreadable(message.path);
        break;
      case "spare":
        this.folders.push(...message.folders);
        this.handOut();
        break;
      case "idle":
        this.busy.delete(worker);
        this.waiting.push(worker);
        if (this.folders.length > 0) this.handOut();
        else if (this.busy.size === 0) this.end();
        else Atomics.add(this.shared, SHARED.idle, 1);
        break;
    }
  }

  /** Whoever waits gets all that there is; others will ask for a part of it. */
  private handOut(): void {
    const worker = this.waiting.pop();
    if (!worker) return;
    this.busy.add(worker);
    const folders: ToWorker = this.folders.splice(0);
    worker.postMessage(folders);
  }
}
