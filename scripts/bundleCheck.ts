import { readFile } from "node:fs/promises";
import type { Metafile } from "esbuild";

/** What is read at activation, in every window. */
const AT_ACTIVATION = ["dist/extension.js"];

/** What is read, besides, where it is needed: a key is in sight, the view is open, a command is run. */
const WITH_FEATURES = ["dist/features.js"];

/** Both, before anything is asked of a cloud. */
const BEFORE_A_LOOK_UP = [...AT_ACTIVATION, ...WITH_FEATURES];

/** What each part may weigh, in thousands of bytes. */
const MAX_KB: Readonly<Record<string, readonly [files: readonly string[], kilobytes: number]>> = {
  // Two views, the lens, hovers, quick fixes, every command, and what tells whether a document has a key of any cloud.
  "what is read at activation": [AT_ACTIVATION, 22],
  // Read with the first key in sight, not at activation; what only some need belongs into a file of its own.
  "the features": [WITH_FEATURES, 150],
  "Alibaba Cloud's SDK": [["dist/alibaba-sdk.js"], 250],
  "the usage page": [["dist/usage.js", "dist/usage.css"], 60],
  "the report's page": [["dist/report.js", "dist/report.css"], 60],
};

/** Slow to load, and not needed before the first look-up. */
const NOT_BEFORE_A_LOOK_UP = /^(node:)?(https?|http2|crypto|tls|net)$/;

/** What is wrong with the built bundles, in sentences; reads dist/meta.json. */
export async function findBundleFaults(): Promise<string[]> {
  const { outputs } = JSON.parse(await readFile("dist/meta.json", "utf8")) as Metafile;
  return [...tooHeavy(outputs), ...tooEager(outputs), ...doubled(outputs), ...superfluous(outputs)];
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
  /^docs\/keytrail\.schema\.json$/,
  /^media\/[\w/-]+\.(svg|png|md)$/,
  /^dist\/[\w-]+\.js$/,
  /^dist\/(usage\.css|report\.css|ThirdPartyNotices\.txt)$/,
];
const NEEDED = [
  ...["package.json", "README.md", "CHANGELOG.md", "LICENSE", "dist/usage.js", "dist/usage.css"],
  ...["dist/report.js", "dist/report.css"],
  ...["dist/ThirdPartyNotices.txt", "docs/keytrail.schema.json", ...BEFORE_A_LOOK_UP],
];

type Outputs = Metafile["outputs"];

function tooHeavy(outputs: Outputs): string[] {
  return Object.entries(MAX_KB).flatMap(([what, [files, limit]]) => {
    const weight = files.reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0) / 1000;
    if (weight === 0) return [`${files.join(" and ")} was not built.`];
    return weight > limit
      ? [`${files.join(" and ")}: ${what} may weigh ${limit} KB and weighs ${weight} KB.`]
      : [];
  });
}

function tooEager(outputs: Outputs): string[] {
  return BEFORE_A_LOOK_UP.flatMap((file) => outputs[file]?.imports ?? [])
    .filter(({ kind, external }) => external === true && kind !== "dynamic-import")
    .filter(({ path }) => NOT_BEFORE_A_LOOK_UP.test(path))
    .map(
      ({ path }) => `${path} is loaded before the first look-up: import it dynamically, where it is used.`,
    );
}

/** A module in two files is two modules at run time: classes that are not the same, and state that is not shared. */
function doubled(outputs: Outputs): string[] {
  const homes = new Map<string, string[]>();
  for (const [output, { inputs }] of Object.entries(outputs)) {
    if (/^dist\/(usage|report|scan-worker)\./.test(output)) continue; // the pages and the thread run somewhere else
    for (const input of Object.keys(inputs)) homes.set(input, [...(homes.get(input) ?? []), output]);
  }
  return [...homes]
    .filter(([, files]) => files.length > 1)
    .map(([input, files]) => `${input} is in ${files.join(" and ")}: it would be two modules.`);
}

function superfluous(outputs: Outputs): string[] {
  const unwanted: readonly (readonly [file: string, pattern: RegExp, why: string])[] = [
    ...BEFORE_A_LOOK_UP.flatMap((file): (readonly [string, RegExp, string])[] => [
      [file, /node_modules\/@alicloud\//, "The SDK is loaded with the first look-up"],
      [file, /^src\/sample\//, "The sample cloud is loaded with the command that starts it"],
      [file, /^src\/webview\//, "The page is a bundle of its own"],
    ]),
    ["dist/alibaba-sdk.js", /node_modules\/(xml2js|xmlbuilder|sax)\//, "Error bodies need no XML parser"],
    [
      "dist/alibaba-sdk.js",
      /node_modules\/@alicloud\/credentials\//,
      "The credentials library is another chunk",
    ],
    ...["dist/usage.js", "dist/report.js"].map((file): readonly [string, RegExp, string] => [
      file,
      /^src\/(core|providers|vscode|sample)\//,
      "The page knows only src/shared",
    ]),
  ];
  return unwanted.flatMap(([output, pattern, why]) =>
    Object.keys(outputs[output]?.inputs ?? {})
      .filter((file) => pattern.test(file))
      .map((file) => `${output} holds ${file}. ${why}.`),
  );
}
