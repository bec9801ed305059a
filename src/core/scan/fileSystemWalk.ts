import { createDetector } from "../detect/findKeys";
import { indexKnownIds } from "../detect/knownIds";
import type { KeyPattern } from "../detect/pattern";
import { decodingOf } from "./decode";
import { exclusion, isIgnored } from "./exclusion";
import { type IgnoreRules, readIgnoreRules } from "./ignoreRules";
import type { ScanEvents, ScanFolder, ScanRequest } from "./request";
import { secretShapes } from "./secretShapes";
import { type PlacedKey, TextSearch, type TextSearchParts } from "./textSearch";

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
/** Little enough to be searched without anybody noticing a pause. */
const PIECE_BYTES = 262_144;

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
    const open: { readonly path: string; readonly rules: readonly IgnoreRules[] }[] = [
      { path: "", rules: [] },
    ];
    for (let next = open.pop(); next !== undefined && !this.walk.signal.aborted; next = open.pop()) {
      const { path, rules: above } = next;
      const entries = await this.list(path);
      const own = entries.some(({ name }) => name === ".gitignore") ? await this.rulesIn(path) : undefined;
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

  private async rulesIn(folder: string): Promise<IgnoreRules | undefined> {
    if (!this.walk.folder.useIgnoreFiles) return undefined;
    try {
      const bytes = await this.walk.fileSystem.read(
        this.full(folder === "" ? ".gitignore" : `${folder}/.gitignore`),
      );
      return readIgnoreRules(new TextDecoder().decode(bytes), folder);
    } catch {
      return undefined; // it rules nothing
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

/** The keys in the bytes of a file, with turns for others between. */
export async function searchBytes(
  bytes: Uint8Array,
  parts: TextSearchParts,
  signal: AbortSignal,
): Promise<readonly PlacedKey[]> {
  const search = new TextSearch(parts);
  const decoding = decodingOf(bytes);
  for (let at = 0; !signal.aborted && !search.isBinary; at += PIECE_BYTES) {
    const piece = bytes.subarray(at, at + PIECE_BYTES);
    const isLast = at + PIECE_BYTES >= bytes.length;
    search.push(decoding.decode(piece, isLast));
    if (isLast) return search.end();
    await turn();
  }
  return [];
}

async function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
