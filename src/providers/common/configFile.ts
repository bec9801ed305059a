import type { BigIntStats } from "node:fs";
import { open, stat } from "node:fs/promises";
import * as l10n from "@vscode/l10n";
import type { Clock } from "../../core/util/clock";
import { systemCode } from "./credentialsProblem";

/** What is in a configuration file, or why it cannot be used: a sentence, free of its contents. */
export type Parsed<T> =
  ({ readonly state: "ok" } & T) | { readonly state: "broken"; readonly reason: string };

/** What a look at a configuration file showed. */
export type FileContents<T> =
  Parsed<T> | { readonly state: "missing" } | { readonly state: "unreadable"; readonly reason: string };

export interface ConfigFileParts<T> {
  readonly path: string;
  readonly clock: Clock;
  /** The text has no byte order mark any more. Must not throw. */
  readonly parse: (text: string) => Parsed<T>;
  /** Why a file that is larger than so many KB is not looked into, in a sentence. */
  readonly tooLarge: (kilobytes: number) => string;
}

/** Reads a file that some other program writes, whenever it has changed, and never writes it. */
export class ConfigFile<T> {
  readonly path: string;
  private known: { readonly stamp: string; readonly contents: FileContents<T> } | undefined;

  constructor(private readonly parts: ConfigFileParts<T>) {
    this.path = parts.path;
  }

  /** Never rejects: a file that cannot be used is an answer too. */
  async read(): Promise<FileContents<T>> {
    const before = this.known;
    const first = await this.readOnce();
    if (first.state !== "broken" || this.known === before) return first;
    // Such programs write the file in place, so this may be half of it: look again if it is still changing.
    const stamp = this.known?.stamp;
    await this.parts.clock.sleep(HALF_WRITTEN_MS, new AbortController().signal);
    const unchanged = stamp !== undefined && stamp === (await stampOf(this.path).catch(() => undefined));
    return unchanged ? first : this.readOnce();
  }

  private async readOnce(): Promise<FileContents<T>> {
    try {
      const stamp = await stampOf(this.path);
      if (this.known?.stamp === stamp) return this.known.contents;
      const file = await readUpTo(this.path, MAX_BYTES);
      const contents: FileContents<T> =
        file === undefined
          ? { state: "broken", reason: this.parts.tooLarge(MAX_BYTES / 1024) }
          : this.parts.parse(file.text.replace(/^\uFEFF/, ""));
      this.known = { stamp: file?.stamp ?? stamp, contents };
      return contents;
    } catch (error) {
      this.known = undefined;
      const code = systemCode(error) ?? "unknown";
      if (code === "ENOENT" || code === "ENOTDIR") return { state: "missing" };
      return {
        state: "unreadable",
        reason: l10n.t(
          "{0} cannot be read. Check that it is a file and that you may read it ({1}).",
          this.path,
          code,
        ),
      };
    }
  }
}

/** The real ones have a few KB; this only keeps a wrong file from being swallowed whole. */
const MAX_BYTES = 1024 * 1024;
const HALF_WRITTEN_MS = 50;

/** Through one handle, so that the text and the stamp belong together even if the file is replaced meanwhile. */
async function readUpTo(path: string, limit: number): Promise<{ text: string; stamp: string } | undefined> {
  // Opening a pipe would wait for somebody to write into it.
  if (!(await stat(path)).isFile()) throw Object.assign(new Error(), { code: "EISDIR" });
  const file = await open(path, "r");
  try {
    const stats = await file.stat({ bigint: true });
    if (stats.size > limit) return undefined;
    return { text: await file.readFile("utf8"), stamp: stampFrom(stats) };
  } finally {
    await file.close();
  }
}

async function stampOf(path: string): Promise<string> {
  return stampFrom(await stat(path, { bigint: true }));
}

function stampFrom({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [ino, size, mtimeNs, ctimeNs].join("/");
}
