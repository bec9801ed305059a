import type { ScannedFile, ScanRequest } from "../core/scan/request";
import type { OpenFolder } from "./folderWalk";

/** What a thread is started with. */
export interface WorkerStart {
  readonly request: ScanRequest;
  /** Numbers that all threads and the host see at once; see `SHARED`. */
  readonly shared: Int32Array;
}

/** Which of the shared numbers is which. */
export const SHARED = {
  /** Not 0 once the scan is to end. */
  cancelled: 0,
  /** Threads that wait for work. */
  idle: 1,
  /** Files looked into so far. */
  files: 2,
  length: 3,
} as const;

/** What the host tells a thread: folders that are its to walk from now on. */
export type ToWorker = readonly OpenFolder[];

/** What a thread tells the host. */
export type FromWorker =
  | { readonly kind: "found"; readonly file: ScannedFile }
  | { readonly kind: "unreadable"; readonly path: string }
  /** Folders that are for a thread that waits. */
  | { readonly kind: "spare"; readonly folders: readonly OpenFolder[] }
  /** It has nothing left to do. */
  | { readonly kind: "idle" };
