import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findL10nFaults, LANGUAGES } from "../../../scripts/l10nCheck";

type Bundle = Readonly<Record<string, string>>;

const MANIFEST: Bundle = {
  "command.greet": "Greet",
  "config.name": "Whom `hello` greets: `#keytrail.names#`.",
};
const SOURCE = `
  import * as l10n from "@vscode/l10n";
  import * as vscode from "vscode";
  export const greet = (name: string) => l10n.t("Hello {0}", name);
  export const part = (name: string) => vscode.l10n.t("{0} leaves at {1}.", name, 5);
`;
const TRANSLATED = {
  manifest: { "command.greet": "Grüßen", "config.name": "`#keytrail.names#`: wen `hello` grüßt." },
  source: { "Hello {0}": "Hallo {0}", "{0} leaves at {1}.": "Um {1} geht {0}." },
} as const;

describe("The check of the translations", () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), "keytrail-l10n-"));
    await mkdir(path.join(root, "src", "deep"), { recursive: true });
    await mkdir(path.join(root, "l10n"));
    await writeFile(path.join(root, "src", "deep", "greet.ts"), SOURCE);
    await write("package.json", { command: "%command.greet%", config: "%config.name%" });
    await write("package.nls.json", MANIFEST);
    for (const language of LANGUAGES) {
      await write(`package.nls.${language}.json`, TRANSLATED.manifest);
      await write(`l10n/bundle.l10n.${language}.json`, TRANSLATED.source);
    }
  });

  afterEach(async () => {
    await rm(root, { recursive: true });
  });

  async function write(file: string, bundle: Bundle): Promise<void> {
    await writeFile(path.join(root, file), JSON.stringify(bundle));
  }

  it("finds nothing where every language says everything, in an order of its own", async () => {
    assert.deepEqual(await findL10nFaults(root), []);
  });

  it("finds a string of the code that a language lacks", async () => {
    await write("l10n/bundle.l10n.ko.json", { "Hello {0}": "Hallo {0}" });
    assert.deepEqual(await findL10nFaults(root), ['l10n/bundle.l10n.ko.json lacks "{0} leaves at {1}.".']);
  });

  it("finds a translation of nothing", async () => {
    await write("l10n/bundle.l10n.ko.json", { ...TRANSLATED.source, "Good day": "Guten Tag" });
    assert.deepEqual(await findL10nFaults(root), ['l10n/bundle.l10n.ko.json: "Good day" is used nowhere.']);
  });

  it("takes an empty translation for none", async () => {
    await write("l10n/bundle.l10n.ko.json", { ...TRANSLATED.source, "Hello {0}": "" });
    assert.deepEqual(await findL10nFaults(root), ['l10n/bundle.l10n.ko.json lacks "Hello {0}".']);
  });

  for (const [what, file, bundle] of [
    ["placeholder", "l10n/bundle.l10n.zh-cn.json", { ...TRANSLATED.source, "Hello {0}": "Hallo" }],
    [
      "piece of code",
      "package.nls.zh-cn.json",
      { ...TRANSLATED.manifest, "config.name": "`#keytrail.names#`: `hallo`" },
    ],
    [
      "name of a setting",
      "package.nls.zh-cn.json",
      { ...TRANSLATED.manifest, "config.name": "`#keytrail.namen#`: `hello`" },
    ],
  ] as const) {
    it(`finds a ${what} that a translation has lost`, async () => {
      await write(file, bundle);
      const [fault, ...others] = await findL10nFaults(root);
      assert.match(fault ?? "", /has other placeholders, links or names in its translation\.$/);
      assert.deepEqual(others, []);
    });
  }

  it("finds every string missing where a language has no file", async () => {
    await rm(path.join(root, "package.nls.ko.json"));
    assert.deepEqual(await findL10nFaults(root), [
      'package.nls.ko.json lacks "command.greet".',
      'package.nls.ko.json lacks "config.name".',
    ]);
  });

  it("finds a text of the manifest that nobody wrote, and one that nobody uses", async () => {
    await write("package.json", { command: "%command.greet%", other: "%command.leave%" });
    const faults = await findL10nFaults(root);
    assert.deepEqual(faults.slice(0, 2), [
      'package.nls.json lacks "command.leave".',
      'package.nls.json: "config.name" is unused.',
    ]);
  });
});

for (const language of LANGUAGES) {
  describe(`The translation into ${language}`, () => {
    const read = async (file: string): Promise<Bundle> => JSON.parse(await readFile(file, "utf8")) as Bundle;
    let english: Bundle;
    let translated: Bundle;

    before(async () => {
      english = await read("package.nls.json");
      translated = await read(`package.nls.${language}.json`);
    });

    it("calls commands by the names that they have in the palette", async () => {
      const sentences = Object.entries(await read(`l10n/bundle.l10n.${language}.json`));
      const titles = Object.keys(english).filter((key) => key.startsWith("command."));
      let named = 0;
      for (const key of titles) {
        const [title = "", itsTitle = ""] = [english[key], translated[key]].map((each) =>
          each?.replace("…", ""),
        );
        for (const [sentence, translation] of sentences) {
          if (!sentence.includes(`KeyTrail: ${title}`)) continue;
          assert.ok(translation.includes(`KeyTrail: ${itsTitle}`), translation);
          named++;
        }
      }
      assert.ok(named > 0);
    });

    it("gives a welcome view's links the names of their commands", () => {
      const views = Object.keys(translated).filter((key) => key.startsWith("welcome."));
      const links = views.flatMap((key) =>
        Array.from((translated[key] ?? "").matchAll(/\[(.+)\]\(command:keytrail\.(\w+)\)/g)),
      );
      assert.ok(links.length > 0);
      for (const [, text, command = ""] of links) assert.equal(text, translated[`command.${command}`]);
    });
  });
}
