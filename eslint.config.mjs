import eslint from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** The dependency rule, folder by folder: what each room may not reach for. docs/architecture.md says why. */
const NO_VSCODE = { name: "vscode", message: "Only src/vscode talks to VS Code." };
const room = (files, groups, paths = [NO_VSCODE]) => ({
  files,
  rules: {
    "no-restricted-imports": ["error", { paths, patterns: groups.map((group) => ({ group: [group] })) }],
  },
});
const PROVIDERS = ["common", "alibaba", "ncloud"];
const NETWORK = [
  "http",
  "https",
  "net",
  "node:http",
  "node:https",
  "node:net",
  "fs",
  "node:fs",
  "node:fs/promises",
  "node:crypto",
];

export default defineConfig(
  { ignores: ["dist/", "coverage/", "artifacts/", ".vscode-test/"] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["*.mjs", "scripts/*.mjs"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  room(
    ["src/core/**"],
    ["**/providers/**", "**/vscode/**", "**/webview/**", "**/shared/**", "**/sample/**", ...NETWORK],
  ),
  room(["src/shared/**"], ["**/providers/**", "**/vscode/**", "**/webview/**", "**/sample/**", ...NETWORK]),
  // What is in common to all clouds knows none of them.
  ...PROVIDERS.map((name) =>
    room(
      [`src/providers/${name}/**`],
      [
        ...PROVIDERS.filter((other) => other !== name && other !== "common").map((other) => `**/${other}/**`),
        ...["**/vscode/**", "**/webview/**", "**/shared/**", "**/sample/**"],
      ],
    ),
  ),
  room(["src/webview/**"], ["**/core/**", "**/providers/**", "**/vscode/**", "**/sample/**", ...NETWORK]),
  // Files and threads of this machine; a cloud is known to it by the patterns of its IDs only.
  room(
    ["src/scan/**"],
    ["**/providers/*/**", "**/vscode/**", "**/webview/**", "**/shared/**", "**/sample/**"],
  ),
  room(["src/sample/**"], ["**/vscode/**", "**/webview/**", "**/shared/**", "**/core/**", "**/providers/**"]),
  {
    files: ["src/vscode/**"],
    ignores: ["src/vscode/services.ts"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [{ group: ["**/providers/*/**", "**/webview/**"] }] }],
    },
  },
  room(["test/unit/**"], []),
  {
    files: ["test/**"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      // Mocha's `test(…, async () => {})` is not awaited by anybody but mocha.
      "@typescript-eslint/no-floating-promises": "error",
    },
  },
  { files: ["scripts/**", "bench/**", "*.mjs"], rules: { "no-console": "off" } },
  {
    files: ["**/*.mjs"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: "readonly", console: "readonly", Buffer: "readonly" } },
  },
);
