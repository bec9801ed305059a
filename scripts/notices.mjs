import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

/**
 * The licences of the packages whose code is inside the bundles, as text.
 * @param {string} root the folder that holds node_modules
 * @param {readonly string[]} inputs the bundled files, relative to `root`
 * @returns {string}
 */
export function thirdPartyNotices(root, inputs) {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  /** @type {Map<string, string[]>} */
  const packagesByText = new Map();
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(
      readFileSync(path.join(root, folder, "package.json"), "utf8"),
    );
    const text = licenceText(path.join(root, folder)) ?? `Licence: ${license ?? "not stated"}`;
    packagesByText.set(text, [
      ...(packagesByText.get(text) ?? []),
      `${name} ${version} (${license ?? "see below"})`,
    ]);
  }
  const sections = [...packagesByText].map(([text, packages]) => `${packages.join("\n")}\n\n${text}\n`);
  return `KeyTrail contains code of these packages.\n\n${sections.join(`\n${"-".repeat(80)}\n\n`)}`;
}

function packageFolder(input) {
  const match = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input.replaceAll("\\", "/"));
  return match?.[0];
}

function licenceText(folder) {
  if (!existsSync(folder)) return undefined;
  const file = readdirSync(folder).find((name) => /^licen[cs]e(\.|$)/i.test(name));
  return file === undefined ? undefined : readFileSync(path.join(folder, file), "utf8").trim();
}
