import { readFile } from "node:fs/promises";
import type { Metafile } from "esbuild";

/** What each part may weigh, in thousands of bytes. */
const MAX_KB: Readonly<Record<string, readonly [files: readonly string[], kilobytes: number]>> = {
  "the extension": [["dist/extension.js"], 80],
  "Alibaba Cloud's SDK": [["dist/alibaba-sdk.js"], 250],
  "the usage page": [["dist/usage.js", "dist/usage.css"], 60],
};

/** Files that load with the extension or later by `require`; the page is none of them. */
const EXTENSION = "dist/extension.js";
const CHUNKS = ["dist/alibaba-sdk.js", "dist/alibaba-credentials.js", "dist/sample.js"];

/** Slow to load, and not needed before the first look-up. */
const NOT_AT_ACTIVATION = /^(https?|http2|crypto|tls|net)$/;

/** What is wrong with the built bundles, in sentences; reads dist/meta.json. */
export async function findBundleFaults(): Promise<string[]> {
  const { outputs, eagerBuiltins } = JSON.parse(await readFile("dist/meta.json", "utf8")) as Meta;
  return [...tooHeavy(outputs), ...tooEager(eagerBuiltins), ...doubled(outputs), ...superfluous(outputs)];
}

/** What is wrong with the list of files that go into the VSIX, in sentences. */
export function findPackageFaults(files: readonly string[]): string[] {
  const faults = files
    .filter((file) => !PACKAGED.some((allowed) => allowed.test(file)))
    .map((file) => `${file} does not belong into the VSIX.`);
  const missing = NEEDED.filter((file) => !files.includes(file)).map((file) => `The VSIX lacks ${file}.`);
  return [...faults, ...missing];
}

const PACKAGED = [
  /^package(\.nls(\.[\w-]+)?)?\.json$/,
  /^(README\.md|CHANGELOG\.md|LICENSE)$/,
  /^l10n\/bundle\.l10n\.[\w-]+\.json$/,
  /^media\/[\w/-]+\.(svg|png|md)$/,
  /^dist\/(extension|alibaba-sdk|alibaba-credentials|sample|usage)\.js$/,
  /^dist\/(usage\.css|ThirdPartyNotices\.txt)$/,
];
const NEEDED = [
  ...["package.json", "README.md", "CHANGELOG.md", "LICENSE", "dist/usage.js", "dist/usage.css"],
  ...["dist/ThirdPartyNotices.txt", EXTENSION, ...CHUNKS],
];

type Outputs = Metafile["outputs"];

/** What esbuild.mjs leaves in dist/meta.json. */
interface Meta extends Metafile {
  /** Node's modules that load together with the extension. */
  readonly eagerBuiltins: readonly string[];
}

function tooHeavy(outputs: Outputs): string[] {
  return Object.entries(MAX_KB).flatMap(([what, [files, limit]]) => {
    const weight = files.reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0) / 1000;
    if (weight === 0) return [`${files.join(" and ")} was not built.`];
    return weight > limit
      ? [`${files.join(" and ")}: ${what} may weigh ${limit} KB and weighs ${weight} KB.`]
      : [];
  });
}

function tooEager(eagerBuiltins: readonly string[]): string[] {
  return eagerBuiltins
    .filter((name) => NOT_AT_ACTIVATION.test(name))
    .map(
      (name) => `${EXTENSION} loads Node's ${name} at activation: import it dynamically, where it is used.`,
    );
}

/**
 * A module in two files is two modules at run time. For one of ours that means classes that are not the same and
 * state that is not shared, so a chunk holds only what is its own. The translations are such a state.
 */
function doubled(outputs: Outputs): string[] {
  const atHome = new Set(Object.keys(outputs[EXTENSION]?.inputs ?? {}));
  return CHUNKS.flatMap((chunk) =>
    Object.keys(outputs[chunk]?.inputs ?? {})
      .filter((file) => file.includes("@vscode/l10n") || (file.startsWith("src/") && atHome.has(file)))
      .map((file) => `${chunk} has a copy of ${file} of its own; what both need has to be passed in.`),
  );
}

function superfluous(outputs: Outputs): string[] {
  const unwanted: readonly (readonly [file: string, pattern: RegExp, why: string])[] = [
    [EXTENSION, /node_modules\/@alicloud\//, "The SDK is a chunk of its own"],
    [EXTENSION, /^src\/sample\//, "The sample cloud is a chunk of its own"],
    [EXTENSION, /^src\/webview\//, "The page is a bundle of its own"],
    ["dist/alibaba-sdk.js", /node_modules\/(xml2js|xmlbuilder|sax)\//, "Error bodies need no XML parser"],
    [
      "dist/alibaba-sdk.js",
      /node_modules\/@alicloud\/credentials\//,
      "The credentials library is another chunk",
    ],
    ["dist/usage.js", /^src\/(core|providers|vscode|sample)\//, "The page knows only src/shared"],
  ];
  return unwanted.flatMap(([output, pattern, why]) =>
    Object.keys(outputs[output]?.inputs ?? {})
      .filter((file) => pattern.test(file))
      .map((file) => `${output} holds ${file}. ${why}.`),
  );
}
