import type { BigIntStats } from "node:fs";
import { open, stat } from "node:fs/promises";
import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import type { Clock } from "../../../core/util/clock";
import { systemCode } from "./problems";

/** What a look at the configuration file of the `aliyun` command showed. `reason` is a sentence, free of its contents. */
export type CliFileContents =
  | { readonly state: "ok"; readonly profiles: readonly unknown[] }
  | { readonly state: "missing" }
  | { readonly state: "unreadable" | "broken"; readonly reason: string };

/** Reads `~/.aliyun/config.json` whenever it has changed, and never writes it. */
export class CliFile {
  private known: { readonly stamp: string; readonly contents: CliFileContents } | undefined;

  constructor(
    readonly path: string,
    private readonly clock: Clock,
  ) {}

  /** Never rejects: a file that cannot be used is an answer too. */
  async read(): Promise<CliFileContents> {
    const before = this.known;
    const first = await this.readOnce();
    if (first.state !== "broken" || this.known === before) return first;
    // The command writes the file in place, so this may be half of it: look again if it is still changing.
    const stamp = this.known?.stamp;
    await this.clock.sleep(HALF_WRITTEN_MS, new AbortController().signal);
    const unchanged = stamp !== undefined && stamp === (await stampOf(this.path).catch(() => undefined));
    return unchanged ? first : this.readOnce();
  }

  private async readOnce(): Promise<CliFileContents> {
    try {
      const stamp = await stampOf(this.path);
      if (this.known?.stamp === stamp) return this.known.contents;
      const file = await readUpTo(this.path, MAX_BYTES);
      const contents = file === undefined ? tooLarge(this.path) : parse(this.path, file.text);
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

const configSchema = v.object({ profiles: v.nullish(v.array(v.unknown())) });

function parse(path: string, text: string): CliFileContents {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    // The error quotes the text around the mistake, so it stops here.
    return {
      state: "broken",
      reason: l10n.t('{0} is not valid JSON. Open it and correct it, or run "aliyun configure".', path),
    };
  }
  const parsed = v.safeParse(configSchema, Array.isArray(json) ? undefined : json);
  if (parsed.success) return { state: "ok", profiles: parsed.output.profiles ?? [] };
  return {
    state: "broken",
    reason: l10n.t('{0} has no list of profiles. Open it and correct it, or run "aliyun configure".', path),
  };
}

function tooLarge(path: string): CliFileContents {
  return {
    state: "broken",
    reason: l10n.t(
      "{0} is larger than {1} KB, which no configuration of the aliyun command is.",
      path,
      MAX_BYTES / 1024,
    ),
  };
}

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
