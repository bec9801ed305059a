import type { KnownEntry } from "../detect/knownIds";
import type { PlacedKey } from "./textSearch";

/** A folder to scan, and what of it is left out. */
export interface ScanFolder {
  /** Its full path on this machine, or what the file system that it is on calls it. */
  readonly path: string;
  /** Globs as in `files.exclude` and `search.exclude`. */
  readonly excludes: readonly string[];
  /** Whether each `.gitignore` in the folder counts. */
  readonly useIgnoreFiles: boolean;
}

/** What a scan is to do. Plain data, so that a thread can be handed it. */
export interface ScanRequest {
  readonly folders: readonly ScanFolder[];
  /** Keys that are found whatever they look like. */
  readonly known: readonly KnownEntry[];
}

/** A file with keys in it; `path` is full, and begins with its folder's. */
export interface ScannedFile {
  readonly path: string;
  readonly keys: readonly PlacedKey[];
}

/** What comes of a scan while it is under way. */
export interface ScanEvents {
  /** Called once for each file with keys. */
  readonly onFile: (file: ScannedFile) => void;
  /** A file or folder that could not be read; the scan goes on. */
  readonly onUnreadable: (path: string) => void;
  /** How many files were looked into so far; ripgrep does not tell. */
  readonly onProgress: (files: number) => void;
}
