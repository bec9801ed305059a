/**
 * Imports of these packages by the SDK get a few lines of ours: 99 KB of XML for error bodies, 64 KB of credentials.
 * They are marked as ES modules turned into CommonJS, as the packages themselves are, or the SDK would take the whole
 * of `exports` for the default export.
 */
const STAND_INS = {
  "@alicloud/tea-xml": `
    exports.__esModule = true;
    exports.default = require("./src/providers/alibaba/sdk/xmlErrorBody");`,
  "@alicloud/credentials": `
    class Unused { constructor() { throw new Error("The SDK is given a credential object and makes none itself."); } }
    exports.__esModule = true;
    exports.default = Unused;
    exports.Config = Unused;`,
};

/** An esbuild plugin that leaves out of the SDK what KeyTrail does not need of it. `root` is the project's folder. */
export function leanSdk(root) {
  return {
    name: "lean-sdk",
    setup(build) {
      for (const [name, contents] of Object.entries(STAND_INS)) {
        const filter = new RegExp(`^${name}$`);
        build.onResolve({ filter }, ({ importer }) =>
          // Our own code means the real package.
          importer.includes("node_modules") ? { path: name, namespace: "lean-sdk" } : undefined,
        );
        build.onLoad({ filter, namespace: "lean-sdk" }, () => ({ contents, resolveDir: root }));
      }
    },
  };
}
