import type { Entry } from "./exclusion";
import { byteText, expandBraces, globSource } from "./glob";

/** What one `.gitignore` says. */
export interface IgnoreRules {
  /** Whether it ignores an entry or takes it back in; `undefined` where it says nothing. */
  ignores(entry: Entry): boolean | undefined;
}

interface Rule {
  readonly source: string;
  readonly folderOnly: boolean;
  readonly ignores: boolean;
}

interface Compiled {
  readonly expression: RegExp;
  readonly rule: Rule;
}

/** Reads a `.gitignore`; `folder` is where it lies, as a path from the scanned folder on, "" for that one itself. */
export function readIgnoreRules(text: string, folder: string): IgnoreRules | undefined {
  const rules = text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .flatMap((line) => readRule(line) ?? []);
  if (rules.length === 0) return undefined;
  const inside = folder === "" ? 0 : folder.length + 1;
  // Of most entries no rule says anything, which a single expression tells at once.
  const any = new RegExp(`^(?:${rules.map(({ source }) => source).join("|")})$`, "u");
  const lastFirst: readonly Compiled[] = rules
    .map((rule) => ({ rule, expression: new RegExp(`^(?:${rule.source})$`, "u") }))
    .reverse();
  return {
    ignores: ({ path, isFolder }) => {
      const own = byteText(path.slice(inside));
      if (!any.test(own)) return undefined;
      return lastFirst.find(({ rule, expression }) => (isFolder || !rule.folderOnly) && expression.test(own))
        ?.rule.ignores;
    },
  };
}

function readRule(line: string): Rule | undefined {
  if (line.startsWith("#")) return undefined;
  let glob = line.endsWith("\\ ") ? line : line.trimEnd();
  const ignores = !glob.startsWith("!");
  if (!ignores) glob = glob.slice(1);
  const anchored = glob.startsWith("/");
  if (anchored) glob = glob.slice(1);
  const folderOnly = glob.endsWith("/");
  if (folderOnly) glob = glob.slice(0, -1);
  if (glob === "") return undefined;
  // Without a slash it may be in any folder.
  const sources = expandBraces(anchored || glob.includes("/") ? glob : `**/${glob}`).map(globSource);
  if (sources.includes(undefined)) return undefined;
  return {
    source: sources.length === 1 ? (sources[0] ?? "") : `(?:${sources.join("|")})`,
    folderOnly,
    ignores,
  };
}
