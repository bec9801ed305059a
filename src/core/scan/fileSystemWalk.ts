import { createDetector } from "../detect/findKeys";
import { indexKnownIds } from "../detect/knownIds";
import type { KeyPattern } from "../detect/pattern";
import { decodingOf } from "./decode";
import { exclusion, isIgnored } from "./exclusion";
import { type IgnoreRules, readIgnoreRules } from "./ignoreRules";
import type { ScanEvents, ScanFolder, ScanRequest } from "./request";
import { secretShapes } from "./secretShapes";
import { PIECE, type PlacedKey, TextSearch, type TextSearchParts } from "./textSearch";

/** A file system that is no disk of this machine; paths are full, and each method rejects where there is nothing. */
export interface ScanFileSystem {
  /** Links are left out, what they lead to included. */
  list(path: string): Promise<readonly { readonly name: string; readonly isFolder: boolean }[]>;
  read(path: string): Promise<Uint8Array>;
}

export interface FileSystemWalk {
  readonly fileSystem: ScanFileSystem;
  readonly folder: ScanFolder;
  readonly known: ScanRequest["known"];
  readonly patterns: readonly KeyPattern[];
  readonly events: ScanEvents;
  readonly signal: AbortSignal;
}

/** Several requests may be under way at once, as each may have a network to cross. */
const FILES_AT_ONCE = 8;

/** Scans a folder of a virtual file system, in the thread of the caller and in small steps. */
export async function scanFileSystem(walk: FileSystemWalk): Promise<void> {
  const { patterns, known } = walk;
  const parts = {
    detector: createDetector(patterns),
    known: indexKnownIds(known),
    secrets: secretShapes(patterns),
  };
  await new Walk(walk, parts).work();
}

class Walk {
  private readonly isExcluded;
  private readonly underWay = new Set<Promise<void>>();
  private files = 0;

  constructor(
    private readonly walk: FileSystemWalk,
    private readonly parts: TextSearchParts,
  ) {
    this.isExcluded = exclusion(walk.folder.excludes);
  }

  async work(): Promise<void> {
    const { folder, fileSystem } = this.walk;
    const open: { readonly path: string; readonly rules: readonly IgnoreRules[] }[] = [
      { path: "", rules: [] },
    ];
    for (let next = open.pop(); next !== undefined && !this.walk.signal.aborted; next = open.pop()) {
      const { path, rules: above } = next;
      const entries = await this.list(path);
      const hasRules = folder.useIgnoreFiles && entries.some(({ name }) => name === ".gitignore");
      const own = hasRules ? await rulesIn(path, folder.path, fileSystem) : undefined;
      const rules = own ? [...above, own] : above;
      for (const { name, isFolder } of entries) {
        const inside = { path: path === "" ? name : `${path}/${name}`, isFolder };
        if (this.isExcluded(inside) || isIgnored(rules, inside)) continue;
        if (isFolder) open.push({ path: inside.path, rules });
        else await this.look(inside.path);
      }
      this.walk.events.onProgress(this.files);
    }
    await Promise.all(this.underWay);
  }

  private async list(path: string) {
    try {
      return await this.walk.fileSystem.list(this.full(path));
    } catch {
      this.walk.events.onUnreadable(this.full(path));
      return [];
    }
  }

  /** Begins to look into a file; waits only while as many as may are under way. */
  private async look(path: string): Promise<void> {
    const { events, signal, fileSystem } = this.walk;
    if (signal.aborted) return;
    this.files++;
    const full = this.full(path);
    const work = async (): Promise<void> => {
      try {
        const keys = await searchBytes(await fileSystem.read(full), this.parts, signal);
        if (keys.length > 0 && !signal.aborted) events.onFile({ path: full, keys });
      } catch {
        events.onUnreadable(full);
      }
    };
    const looking = work().finally(() => this.underWay.delete(looking));
    this.underWay.add(looking);
    if (this.underWay.size >= FILES_AT_ONCE) await Promise.race(this.underWay);
  }

  private full(path: string): string {
    return path === "" ? this.walk.folder.path : `${this.walk.folder.path}/${path}`;
  }
}

/** Whether a walk of the folder comes to a file: nothing above it is left out, and it is not either. */
export async function isIncluded(
  path: string,
  { path: root, excludes, useIgnoreFiles }: ScanFolder,
  fileSystem: ScanFileSystem,
): Promise<boolean> {
  const isExcluded = exclusion(excludes);
  const names = path.split("/");
  const rules: IgnoreRules[] = [];
  for (const [depth] of names.entries()) {
    const above = names.slice(0, depth).join("/");
    if (useIgnoreFiles) {
      const own = await rulesIn(above, root, fileSystem);
      if (own) rules.push(own);
    }
    const entry = { path: names.slice(0, depth + 1).join("/"), isFolder: depth < names.length - 1 };
    if (isExcluded(entry) || isIgnored(rules, entry)) return false;
  }
  return true;
}

async function rulesIn(
  folder: string,
  root: string,
  fileSystem: ScanFileSystem,
): Promise<IgnoreRules | undefined> {
  try {
    const bytes = await fileSystem.read([root, folder, ".gitignore"].filter((part) => part !== "").join("/"));
    return readIgnoreRules(new TextDecoder().decode(bytes), folder);
  } catch {
    return undefined; // there is none, or a folder of that name: it rules nothing
  }
}

/** The keys in the bytes of a file, with turns for others between. */
export async function searchBytes(
  bytes: Uint8Array,
  parts: TextSearchParts,
  signal: AbortSignal,
): Promise<readonly PlacedKey[]> {
  const search = new TextSearch(parts);
  const decoding = decodingOf(bytes);
  for (let at = 0; !signal.aborted && !search.isBinary; at += PIECE) {
    const piece = bytes.subarray(at, at + PIECE);
    const isLast = at + PIECE >= bytes.length;
    search.push(decoding.decode(piece, isLast));
    if (isLast) return search.end();
    if (at % (4 * PIECE) === 0) await turn();
  }
  return [];
}

async function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
