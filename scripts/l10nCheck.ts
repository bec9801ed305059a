// What is missing, superfluous or different in the translations, one line each: `npx tsx scripts/l10nCheck.ts`.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { getL10nJson } from "@vscode/l10n-dev";

/** Every language besides English that KeyTrail speaks, as VS Code names them. */
export const LANGUAGES: readonly string[] = ["zh-cn", "ko"];

/**
 * What is wrong with the translations, in sentences: strings that lack or are superfluous, and translations that leave
 * out a placeholder, a link or a name. An empty list means that every language says all that English says.
 */
export async function findL10nFaults(root = "."): Promise<string[]> {
  const manifest = await manifestStrings(root);
  const source = await sourceStrings(root);
  const faults = [...manifest.faults];
  for (const language of LANGUAGES) {
    faults.push(
      ...(await translationFaults(root, `package.nls.${language}.json`, manifest.strings)),
      ...(await translationFaults(root, `l10n/bundle.l10n.${language}.json`, source)),
    );
  }
  return faults;
}

/** Every English string of the code below `src`, by the key that translations are found with. */
export async function sourceStrings(root = "."): Promise<Strings> {
  const names = (await readdir(path.join(root, "src"), { recursive: true }))
    .sort()
    .filter((name) => /\.tsx?$/.test(name));
  const sources = await Promise.all(
    names.map(async (name) => ({
      extension: path.extname(name),
      contents: await readFile(path.join(root, "src", name), "utf8"),
    })),
  );
  return textOf(await getL10nJson(sources.filter(({ contents }) => contents.includes("l10n"))));
}

/** English strings, or their translations, by key. */
export type Strings = ReadonlyMap<string, string>;

async function manifestStrings(root: string): Promise<{ strings: Strings; faults: readonly string[] }> {
  const manifest = await readFile(path.join(root, "package.json"), "utf8");
  const used = new Set(Array.from(manifest.matchAll(/"%([^"%]+)%"/g), ([, key = ""]) => key));
  const strings = await readStrings(path.join(root, "package.nls.json"));
  const unknown = [...used].filter((key) => !strings.has(key));
  const unused = [...strings.keys()].filter((key) => !used.has(key));
  const faults = [
    ...unknown.map((key) => `package.nls.json lacks "${key}".`),
    ...unused.map((key) => `package.nls.json: "${key}" is unused.`),
  ];
  return { strings, faults };
}

async function translationFaults(root: string, file: string, english: Strings): Promise<string[]> {
  const translated = await readStrings(path.join(root, file));
  const faults = [...translated.keys()]
    .filter((key) => !english.has(key))
    .map((key) => `${file}: ${JSON.stringify(key)} is used nowhere.`);
  for (const [key, text] of english) {
    const translation = translated.get(key);
    if (translation === undefined || translation === "") faults.push(`${file} lacks ${JSON.stringify(key)}.`);
    else if (fixedParts(translation) !== fixedParts(text))
      faults.push(
        `${file}: ${JSON.stringify(key)} has other placeholders, links or names in its translation.`,
      );
  }
  return faults;
}

async function readStrings(file: string): Promise<Strings> {
  const json = await readFile(file, "utf8").catch((error: unknown) => {
    if ((error as { code?: unknown }).code === "ENOENT") return "{}"; // every string of it is missing then
    throw error;
  });
  return textOf(JSON.parse(json) as Parameters<typeof textOf>[0]);
}

function textOf(bundle: Readonly<Record<string, string | { readonly message: string }>>): Strings {
  return new Map(
    Object.entries(bundle).map(([key, value]) => [key, typeof value === "string" ? value : value.message]),
  );
}

/** What a translation must not change, in whatever order its language puts it: `{0}`, links, code, names of settings. */
function fixedParts(text: string): string {
  return (text.match(/\{\d+\}|`[^`]+`|\(command:[^)]+\)|#?keytrail\.[\w.]*\w#?/g) ?? []).sort().join(" ");
}

async function main(): Promise<void> {
  const faults = await findL10nFaults();
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  else console.log(`${LANGUAGES.join(" and ")} are complete.`);
}

if (require.main === module) void main();
