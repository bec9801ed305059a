// Builds everything that is not run from source: the extension and its chunks, the usage page, the host tests.
//
//   node esbuild.mjs             what ships, minified
//   node esbuild.mjs --watch     readable, with source maps, again on every change
//
// VS Code loads dist/extension.js at activation, so what only some users need is kept in files of its own that a
// dynamic import brings in. esbuild splits code for ES modules only; `chunkImports` below does it for CommonJS.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import esbuild from "esbuild";
import { thirdPartyNotices } from "./scripts/notices.mjs";

/** Each chunk, and the source files whose dynamic import loads it. */
const CHUNKS = {
  "alibaba-sdk": ["src/providers/alibaba/sdk/openApiClient.ts"],
  "alibaba-credentials": ["src/providers/alibaba/credentials/library.ts"],
  sample: ["src/sample/sampleCloud.ts", "src/sample/sampleProject.ts"],
};

const watch = process.argv.includes("--watch");
const root = import.meta.dirname;
const absolute = (file) => path.join(root, file);

const chunkOf = new Map(
  Object.entries(CHUNKS).flatMap(([name, files]) => files.map((file) => [absolute(file), name])),
);

/** Turns `import("./file")` of one of our own files into a `require` of the chunk that holds it. */
const chunkImports = {
  name: "chunk-imports",
  setup(build) {
    build.onResolve(
      { filter: /^\./ },
      async ({ path: specifier, kind, resolveDir, importer, pluginData }) => {
        if (kind !== "dynamic-import" || pluginData === "resolving") return undefined;
        const target = await build.resolve(specifier, {
          kind,
          resolveDir,
          importer,
          pluginData: "resolving",
        });
        if (target.errors.length > 0) return target;
        const chunk = chunkOf.get(target.path);
        if (chunk !== undefined) return { path: `./${chunk}.js`, external: true };
        const file = path.relative(root, target.path);
        return {
          errors: [{ text: `${file} is imported dynamically but belongs to no chunk: add it to CHUNKS` }],
        };
      },
    );
  },
};

/** Notes which of Node's modules load together with the bundle, for scripts/bundleCheck.ts; adds nothing to it. */
const eagerBuiltins = new Set();
const noteEagerBuiltins = {
  name: "note-eager-builtins",
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path: specifier, kind }) => {
      if (kind !== "dynamic-import" && isBuiltin(specifier))
        eagerBuiltins.add(specifier.replace(/^node:/, ""));
      return undefined;
    });
  },
};

/** Replaces whole packages by a few lines of CommonJS. */
const replacePackages = (replacements) => ({
  name: "replace-packages",
  setup(build) {
    for (const [name, contents] of Object.entries(replacements)) {
      build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: "replaced" }));
      build.onLoad({ filter: new RegExp(`^${name}$`), namespace: "replaced" }, () => ({
        contents,
        resolveDir: root,
      }));
    }
  },
});

/** The SDK without what we never use of it: 99 KB of XML for error bodies, 64 KB of ways to find credentials. */
const leanSdk = replacePackages({
  "@alicloud/tea-xml": `exports.default = require("./src/providers/alibaba/sdk/xmlErrorBody");`,
  "@alicloud/credentials": `
    class Unused { constructor() { throw new Error("The SDK is given a credential object and makes none itself."); } }
    exports.default = Unused;
    exports.Config = Unused;`,
});

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: !watch,
  sourcemap: watch ? "linked" : false,
  legalComments: "none", // dist/ThirdPartyNotices.txt has the licences in full
  metafile: true,
  logLevel: "warning",
};

/** @type {esbuild.BuildOptions} */
const inHost = {
  ...common,
  platform: "node",
  format: "cjs",
  target: "node20", // the extension host of the oldest VS Code we support
  external: ["vscode"],
  supported: { "dynamic-import": false }, // a `require` instead: synchronous, and the host's own loader sees it
  plugins: [chunkImports],
  // Its main file for Node brings https and file reading; strings are handed over by the host, so neither is needed.
  alias: { "@vscode/l10n": "@vscode/l10n/dist/browser.js" },
};

const chunk = (name) => ({
  ...inHost,
  stdin: {
    contents: CHUNKS[name].map((file) => `export * from ${JSON.stringify(`./${file}`)};`).join("\n"),
    resolveDir: root,
    sourcefile: `${name}.ts`,
  },
  outfile: `dist/${name}.js`,
});

/** What ships. */
const product = [
  {
    ...inHost,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    plugins: [noteEagerBuiltins, chunkImports],
  },
  ...Object.keys(CHUNKS).map(chunk),
  {
    ...common,
    entryPoints: [
      { in: "src/webview/main.tsx", out: "usage" },
      { in: "src/webview/usage.css", out: "usage" },
    ],
    outdir: "dist",
    platform: "browser",
    format: "iife",
    target: ["chrome128"], // the Electron of the oldest VS Code we support is newer
    jsx: "automatic",
    jsxImportSource: "preact",
  },
].map((options) =>
  options.outfile === "dist/alibaba-sdk.js"
    ? { ...options, plugins: [...options.plugins, leanSdk] }
    : options,
);

function filesIn(folder) {
  return readdirSync(absolute(folder), { recursive: true }).map((file) => path.posix.join(folder, file));
}

/** The tests that run inside VS Code: one file each, found by their names. */
const hostTests = {
  ...inHost,
  entryPoints: filesIn("test/host").filter((file) => /index\.ts$|\.test\.ts$/.test(file)),
  outdir: "dist/test/host",
  outbase: "test/host",
  external: ["vscode", "mocha"],
  plugins: [],
  supported: {}, // mocha is an ES module: `import` it
  minify: false,
  sourcemap: "inline",
};

/** Sizes and origins of every file, for scripts/bundleCheck.ts and for curious people. */
function writeMeta(metafiles) {
  const meta = {
    inputs: Object.assign({}, ...metafiles.map((each) => each.inputs)),
    outputs: Object.assign({}, ...metafiles.map((each) => each.outputs)),
    eagerBuiltins: [...eagerBuiltins],
  };
  writeFileSync(absolute("dist/meta.json"), JSON.stringify(meta));
  writeFileSync(absolute("dist/ThirdPartyNotices.txt"), thirdPartyNotices(root, Object.keys(meta.inputs)));
  return meta;
}

rmSync(absolute("dist"), { recursive: true, force: true });
mkdirSync(absolute("dist"));
if (watch) {
  console.log("building…");
  const report = {
    name: "report",
    setup: (build) => {
      build.onEnd(({ errors }) => {
        const files = build.initialOptions.outfile ?? build.initialOptions.outdir;
        console.log(
          `${new Date().toLocaleTimeString()} ${files}: ${errors.length === 0 ? "built" : "failed"}`,
        );
      });
    },
  };
  for (const options of [...product, hostTests]) {
    const context = await esbuild.context({ ...options, plugins: [...(options.plugins ?? []), report] });
    await context.watch();
  }
} else {
  try {
    const built = await Promise.all(product.map((options) => esbuild.build(options)));
    await esbuild.build(hostTests);
    const { outputs } = writeMeta(built.map(({ metafile }) => metafile));
    for (const [file, { bytes }] of Object.entries(outputs)) {
      console.log(`${file.padEnd(32)}${(bytes / 1000).toFixed(1).padStart(8)} KB`);
    }
  } catch {
    process.exitCode = 1; // esbuild has printed what is wrong
  }
}
