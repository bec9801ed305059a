import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { getL10nJson } from "@vscode/l10n-dev";

/** What is wrong with the translations, in sentences: keys that lack or are superfluous, placeholders that differ. */
export async function findL10nFaults(): Promise<string[]> {
  return [...(await manifestFaults()), ...(await sourceFaults())];
}

async function manifestFaults(): Promise<string[]> {
  const manifest = await readFile("package.json", "utf8");
  const used = new Set(Array.from(manifest.matchAll(/"%([^"%]+)%"/g), ([, key = ""]) => key));
  if (used.size === 0) return [];
  const english = await strings("package.nls.json");
  const unknown = [...used]
    .filter((key) => !english.has(key))
    .map((key) => `package.nls.json lacks "${key}".`);
  const unused = [...english.keys()]
    .filter((key) => !used.has(key))
    .map((key) => `package.nls.json: "${key}" is unused.`);
  return [
    ...unknown,
    ...unused,
    ...(await translationFaults(await filesIn("."), /^package\.nls\..+\.json$/, english)),
  ];
}

async function sourceFaults(): Promise<string[]> {
  const files = (await filesIn("src", true)).filter((file) => /\.tsx?$/.test(file));
  const sources = await Promise.all(
    files.map(async (file) => ({
      extension: file.endsWith("x") ? ".tsx" : ".ts",
      contents: await readFile(file, "utf8"),
    })),
  );
  const english = textOf(await getL10nJson(sources.filter(({ contents }) => contents.includes("l10n"))));
  return translationFaults(await filesIn("l10n"), /^l10n\/bundle\.l10n\..+\.json$/, english);
}

async function translationFaults(
  files: readonly string[],
  pattern: RegExp,
  english: Strings,
): Promise<string[]> {
  const faults: string[] = [];
  for (const file of files.filter((each) => pattern.test(each))) {
    const translated = await strings(file);
    for (const [key, text] of english) {
      const translation = translated.get(key);
      if (translation === undefined) faults.push(`${file} lacks ${JSON.stringify(key)}.`);
      else if (placeholders(translation) !== placeholders(text)) {
        faults.push(`${file}: ${JSON.stringify(key)} has other placeholders in its translation.`);
      }
    }
    for (const key of translated.keys()) {
      if (!english.has(key)) faults.push(`${file}: ${JSON.stringify(key)} is used nowhere.`);
    }
  }
  return faults;
}

/** Files of a folder, relative to the root, with slashes. */
async function filesIn(folder: string, recursive = false): Promise<string[]> {
  const names = await readdir(folder, { recursive }).catch(() => []); // no translations, no folder
  return names.map((name) => path.join(folder, name).replaceAll("\\", "/"));
}

type Strings = ReadonlyMap<string, string>;

async function strings(file: string): Promise<Strings> {
  return textOf(JSON.parse(await readFile(file, "utf8")) as Parameters<typeof textOf>[0]);
}

function textOf(bundle: Readonly<Record<string, string | { readonly message: string }>>): Strings {
  return new Map(
    Object.entries(bundle).map(([key, value]) => [key, typeof value === "string" ? value : value.message]),
  );
}

/** `{0} … {1}` as "{0}{1}", in whatever order a language puts them. */
function placeholders(text: string): string {
  return (text.match(/\{\d+\}/g) ?? []).sort().join("");
}
