import { byteText, expandBraces, globSource } from "./glob";
import type { IgnoreRules } from "./ignoreRules";

/** A file or folder, by its path with slashes from the scanned folder on. */
export interface Entry {
  readonly path: string;
  readonly isFolder: boolean;
}

/**
 * The globs of `files.exclude` and `search.exclude` as ripgrep takes them for ignored. VS Code means the whole path by a
 * glob: `*.log` are those of the folder itself.
 */
export function ignoreGlobs(excludes: readonly string[]): readonly string[] {
  return excludes
    .flatMap(expandBraces)
    .map((glob) => glob.replace(/\/+$/, ""))
    .filter((glob) => glob !== "" && globSource(glob) !== undefined)
    .map((glob) => (glob.startsWith("**/") || glob.startsWith("/") ? glob : `/${glob}`));
}

/** Whether the globs exclude an entry; whoever walks does not go into an excluded folder. */
export function exclusion(excludes: readonly string[]): (entry: Entry) => boolean {
  const sources = ignoreGlobs(excludes).flatMap((glob) => globSource(glob.replace(/^\//, "")) ?? []);
  if (sources.length === 0) return () => false;
  const expression = new RegExp(`^(?:${sources.join("|")})$`, "u");
  return ({ path }) => expression.test(byteText(path));
}

/** Whether any of the ignore files that reach an entry rules it out: the nearest that says anything decides. */
export function isIgnored(rules: readonly IgnoreRules[], entry: Entry): boolean {
  for (let nearest = rules.length - 1; nearest >= 0; nearest--) {
    const verdict = rules[nearest]?.ignores(entry);
    if (verdict !== undefined) return verdict;
  }
  return false;
}
