// Builds everything that is not run from source: the extension and its chunks, the usage page, the host tests.
//
//   node esbuild.mjs             what ships, minified
//   node esbuild.mjs --watch     readable, with source maps, again on every change
//
// VS Code loads dist/extension.js at activation: the stand-ins, and no more. dist/features.js is everything that a window
// with a key in it needs. What is needed later, or by some, is kept in files of its own that a dynamic import brings in.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import esbuild from "esbuild";
import { leanSdk } from "./scripts/leanSdk.mjs";
import { thirdPartyNotices } from "./scripts/notices.mjs";

/** Entries by the name of their file in dist/. All but the first are loaded by a dynamic import of their source. */
const HOST_ENTRIES = {
  extension: "src/extension.ts",
  features: "src/vscode/features.ts",
  alibaba: "src/providers/alibaba/parts.ts",
  "alibaba-sdk": "src/providers/alibaba/sdk/openApiClient.ts",
  ncloud: "src/providers/ncloud/parts.ts",
  "alibaba-credentials": "src/providers/alibaba/credentials/library.ts",
  "usage-panel": "src/vscode/panel/usagePanel.ts",
  "report-panel": "src/vscode/report/reportPanel.ts",
  "export-report": "src/vscode/report/exportReport.ts",
  "copy-evidence": "src/vscode/report/copyEvidence.ts",
  "add-account": "src/vscode/commands/addAccount.ts",
  findings: "src/vscode/findings/findings.ts",
  scan: "src/vscode/scan/workspaceKeys.ts",
  sample: "src/sample/sampleCloud.ts",
  "sample-project": "src/sample/sampleProject.ts",
};

const watch = process.argv.includes("--watch");
const root = import.meta.dirname;
const absolute = (file) => path.join(root, file);

/**
 * One `require("vscode")` for each file: for every `import *` of it esbuild would copy the whole API, a getter a name,
 * which took 1.7 MB and a third of the time to activate.
 */
function importVscodeOnce(code) {
  let first;
  return code.replace(/import\s*\*\s*as\s+([\w$]+)\s+from\s*"vscode";/g, (_, name) => {
    if (first !== undefined) return `const ${name} = ${first};`;
    first = name;
    return `const ${name} = require("vscode");`;
  });
}

/**
 * esbuild splits code for ES modules only, and VS Code loads CommonJS fastest. So the split modules are built first and
 * each is turned into CommonJS on its own: imports between them become `require`, no module is in two files, and a
 * new dynamic import simply becomes one more file. What loads together anyway is then put into one file.
 */
const toCommonJs = {
  name: "to-commonjs",
  setup(build) {
    build.initialOptions.write = false;
    build.onEnd(async ({ outputFiles = [], errors, metafile }) => {
      if (errors.length > 0) return;
      const convert = async ({ path: file, text }) => {
        const { code } = await esbuild.transform(importVscodeOnce(text), {
          format: "cjs",
          platform: "node",
          target: HOST_TARGET,
          minify: !watch,
          sourcemap: watch ? "inline" : false,
          charset: "utf8",
          legalComments: "none",
          supported: { "dynamic-import": false }, // a `require` instead: synchronous, and the host's own loader sees it
        });
        return [path.relative(absolute("dist"), file).replaceAll(path.sep, "/"), code];
      };
      let files = await Promise.all(outputFiles.map(convert));
      // Source maps stay right only while each file stays as it is.
      const together = watch ? [] : loadedTogether(metafile);
      for (const [entry, names] of together) files = inOneFile(files, names, entry);
      mkdirSync(absolute("dist"), { recursive: true });
      for (const [file, code] of files) writeFileSync(absolute(`dist/${file}`), code);
      noteSizes(metafile, files, together);
    });
  },
};

/** By the entry that they load with: the shared files of the extension, and those that come with its features. */
function loadedTogether(metafile) {
  const withExtension = loadedWith("extension.js", metafile);
  const withFeatures = loadedWith("features.js", metafile).filter((file) => !withExtension.includes(file));
  return [
    ["extension.js", withExtension],
    ["features.js", withFeatures],
  ];
}

/** The shared files that a file imports statically, directly or not. */
function loadedWith(entry, { outputs }) {
  const reached = new Set();
  const visit = (file) => {
    for (const { path: imported, kind, external } of outputs[file].imports) {
      if (external || kind !== "import-statement" || reached.has(imported)) continue;
      reached.add(imported);
      visit(imported);
    }
  };
  visit(`dist/${entry}`);
  return [...reached].map((file) => path.posix.basename(file));
}

/**
 * Puts some CommonJS files into an entry, which hands each of them out by name: to open a file takes longer than to
 * read it. Whoever else needs one of them is loaded later than the entry.
 */
function inOneFile(files, names, entry) {
  const inside = new Set(names);
  const mended = (code, shared) =>
    code.replace(/require\("\.\/(shared-\w+\.js)"\)/g, (found, name) =>
      inside.has(name) ? `${shared}("${name}")` : found,
    );
  const modules = files
    .filter(([file]) => inside.has(file))
    .map(([file, code]) => `"${file}"(module,exports){${mended(code, "$shared")}\n}`);
  const table = `const $modules={${modules.join(",")}},$loaded={},$shared=name=>{
let module=$loaded[name];if(!module){module=$loaded[name]={exports:{}};$modules[name](module,module.exports)}
return module.exports};`;
  return files
    .filter(([file]) => !inside.has(file))
    .map(([file, code]) => [
      file,
      file === entry
        ? `"use strict";${table}{${mended(code, "$shared")}\n}module.exports.shared=$shared;`
        : mended(code, `require("./${entry}").shared`),
    ]);
}

/** The sizes as written, under the names as written, for `meta.json`. */
function noteSizes({ outputs }, files, together) {
  for (const [entry, names] of together) {
    const whole = outputs[`dist/${entry}`];
    for (const name of names) {
      const { imports, inputs } = outputs[`dist/${name}`];
      whole.imports.push(...imports.filter(({ external }) => external));
      Object.assign(whole.inputs, inputs);
      Reflect.deleteProperty(outputs, `dist/${name}`);
    }
  }
  for (const [file, code] of files) outputs[`dist/${file}`].bytes = Buffer.byteLength(code);
}

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: !watch,
  sourcemap: watch ? "linked" : false,
  charset: "utf8",
  legalComments: "none", // dist/ThirdPartyNotices.txt has the licences in full
  metafile: true,
  logLevel: "warning",
};

const HOST_TARGET = "node20"; // the extension host of the oldest VS Code we support

/** @type {esbuild.BuildOptions} */
const inHost = {
  ...common,
  platform: "node",
  target: HOST_TARGET,
  external: ["vscode"],
  // Its main file for Node brings https and file reading; strings are handed over by the host, so neither is needed.
  alias: { "@vscode/l10n": "@vscode/l10n/dist/browser.js" },
};

/** What ships. */
const product = [
  {
    ...inHost,
    entryPoints: Object.entries(HOST_ENTRIES).map(([out, file]) => ({ in: file, out })),
    outdir: "dist",
    chunkNames: "shared-[hash]",
    format: "esm",
    splitting: true,
    sourcemap: watch ? "inline" : false,
    plugins: [leanSdk(root), toCommonJs],
  },
  // A thread cannot use the files of the extension, which require VS Code.
  {
    ...inHost,
    entryPoints: [{ in: "src/scan/worker.ts", out: "scan-worker" }],
    outdir: "dist",
    format: "cjs",
  },
  {
    ...common,
    entryPoints: [
      { in: "src/webview/main.tsx", out: "usage" },
      { in: "src/webview/usage.css", out: "usage" },
      { in: "src/webview/report/main.tsx", out: "report" },
      { in: "src/webview/report/report.css", out: "report" },
    ],
    outdir: "dist",
    platform: "browser",
    format: "iife",
    target: ["chrome128"], // the Electron of the oldest VS Code we support is newer
    jsx: "automatic",
    jsxImportSource: "preact",
  },
];

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
  format: "cjs",
  minify: false,
  sourcemap: "inline",
};

/** Sizes and origins of every file, for scripts/bundleCheck.ts and for curious people. */
function writeMeta(metafiles) {
  const meta = {
    inputs: Object.assign({}, ...metafiles.map((each) => each.inputs)),
    outputs: Object.assign({}, ...metafiles.map((each) => each.outputs)),
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
