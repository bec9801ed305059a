import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { sourceStrings } from "../../scripts/l10nCheck";
import { FINDING_RULES } from "../../src/core/findings/rule";
import { mergeSaved } from "../../src/core/usage/savedAnswers";
import { AnswerCache } from "../../src/core/usage/answerCache";
import type { JudgedUsage } from "../../src/core/verdict/verdict";
import { keyText } from "../../src/core/usage/key";
import { configPath } from "../../src/providers/alibaba/configPath";
import { OAUTH_SITES } from "../../src/providers/alibaba/credentials/oauth";
import { actionTrailHost } from "../../src/providers/alibaba/endpoint";
import { INVENTORY_HOSTS } from "../../src/providers/alibaba/inventory/directory";
import { inventoryPolicy, minimalPolicy } from "../../src/providers/alibaba/permissions";

interface Manifest {
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

interface Setting {
  readonly scope: string;
  readonly default: unknown;
}

const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "docs/architecture.md",
  "docs/findings.md",
];

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const english = JSON.parse(readFileSync("package.nls.json", "utf8")) as Readonly<Record<string, string>>;
const readme = readFileSync("README.md", "utf8");

describe("The README", () => {
  it("shows the very policies that the extension copies", () => {
    for (const policy of [minimalPolicy(), inventoryPolicy()])
      assert.ok(codeBlocks(readme, "json").includes(policy));
  });

  it("lists every setting with its scope and default, and no other", () => {
    const settings = Object.entries(manifest.contributes.configuration.properties).map(
      ([name, { scope, default: value }]) => [`\`${name}\``, scope, `\`${JSON.stringify(value)}\``],
    );
    assert.deepEqual(
      table(readme, "Settings").map((row) => row.slice(0, 3)),
      settings,
    );
  });

  it("lists every command with its title, and no other", () => {
    const commands = manifest.contributes.commands.map(({ command, title }) => [
      `\`${command}\``,
      english[title.replaceAll("%", "")],
    ]);
    const listed = table(readme, "Commands").map((row) => row.slice(0, 2));
    assert.deepEqual(sorted(listed), sorted(commands));
  });

  it("quotes commands by titles that the palette has", () => {
    const titles = manifest.contributes.commands.map(({ title }) => english[title.replaceAll("%", "")]);
    const quoted = DOCUMENTS.flatMap((file) =>
      Array.from(readFileSync(file, "utf8").matchAll(/KeyTrail: ([^*"`]+)[*"`]/g), ([, title]) => title),
    );
    assert.ok(quoted.length > 0);
    for (const title of quoted) assert.ok(titles.includes(title), title);
  });

  it("explains only messages that the extension has, in its words", async () => {
    const messages = [...(await sourceStrings()).values()].map(withGaps);
    const explained = table(readme, "Troubleshooting").map(([message = ""]) => message.replaceAll("`", ""));
    assert.ok(explained.length > 20);
    for (const message of explained) {
      const beginning = withGaps(message).replace(/\{\}$/, "");
      assert.ok(
        messages.some((each) => each.includes(beginning)),
        message,
      );
    }
  });

  it("shows a result of exactly the shape that the extension keeps", () => {
    const examples = codeBlocks(readme, "jsonc")
      .map((block) => block.replaceAll(/ \/\/ .*$/gm, ""))
      .filter((block) => block.includes('"outcome"'));
    assert.equal(examples.length, 2);
    for (const example of examples) {
      const { verdict, ...usage } = JSON.parse(example) as JudgedUsage;
      // It is made at the moment of asking, and so kept nowhere.
      assert.deepEqual(Object.keys(verdict), ["kind", "at", "reasons", "caveats"]);
      const text = keyText(usage.key);
      const cache = new AnswerCache();
      mergeSaved(cache, JSON.stringify({ version: 1, answers: [[text, "scope", usage]] }), {
        from: "",
        to: "9",
      });
      // The cache leaves out every field that it does not know, and takes nothing with a field of another type.
      assert.deepEqual(cache.get(text, "scope"), usage);
    }
  });

  it("names every host that the extension itself chooses", () => {
    const sent = table(readme, "What is sent where")
      .map(([to]) => to)
      .join("\n");
    const hosts = [
      actionTrailHost("<region>"),
      actionTrailHost("cn-hangzhou-finance"),
      ...INVENTORY_HOSTS.map((url) => new URL(url).host),
      ...Object.values(OAUTH_SITES).map(({ url }) => new URL(url).host),
    ];
    for (const host of hosts) assert.ok(sent.includes(`\`${host}\``), host);
  });

  it("shows pictures that exist", () => {
    const pictures = Array.from(readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g), ([, file = ""]) => file);
    assert.ok(pictures.length > 0);
    for (const picture of pictures) assert.ok(existsSync(picture), picture);
  });

  it("names the file that profiles are read from", () => {
    assert.ok(readme.includes(`~/${configPath().split(path.sep).slice(-2).join("/")}`));
  });
});

describe("The page about findings", () => {
  it("has the heading that each problem links to", () => {
    const headings = anchors(readFileSync("docs/findings.md", "utf8"));
    for (const rule of FINDING_RULES) assert.ok(headings.includes(rule), rule);
  });
});

describe("The change log", () => {
  it("has an entry for the version in the manifest", () => {
    assert.match(readFileSync("CHANGELOG.md", "utf8"), new RegExp(`^## ${manifest.version}\\b`, "m"));
  });
});

for (const file of DOCUMENTS) {
  describe(file, () => {
    const text = readFileSync(file, "utf8");

    it("refers to files and folders that exist", () => {
      const links = Array.from(text.matchAll(/(?<!!\[[^\]]*)\]\((?!https?:)([^)#]+)/g), ([, target = ""]) =>
        path.join(path.dirname(file), target),
      );
      const paths = Array.from(
        text.matchAll(/`((?:src|test|scripts|docs|media|l10n|bench|\.github)\/[\w./-]*)`/g),
        ([, name = ""]) => name,
      );
      for (const each of [...links, ...paths]) assert.ok(existsSync(each), each);
    });

    it("links to headings that exist", () => {
      for (const [, target = "", anchor = ""] of text.matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)) {
        const linked = target === "" ? text : readFileSync(path.join(path.dirname(file), target), "utf8");
        assert.ok(anchors(linked).includes(anchor), `${target}#${anchor}`);
      }
    });

    it("names scripts that npm can run", () => {
      const named = Array.from(text.matchAll(/`npm run ([\w:]+)/g), ([, script = ""]) => script);
      for (const script of named) assert.ok(script in manifest.scripts, script);
    });
  });
}

/** The cells of a section's first table, without its head. */
function table(text: string, heading: string): string[][] {
  const [, section = ""] = text.split(new RegExp(`^## ${heading}$`, "m"));
  const rows = section.slice(0, section.search(/^## /m)).match(/^\|.*\|$/gm) ?? [];
  assert.ok(rows.length > 2, heading);
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

function codeBlocks(text: string, language: string): string[] {
  return Array.from(text.matchAll(/^ *```(\w+)\n([^]*?)\n *```$/gm))
    .filter(([, name]) => name === language)
    .map(([, , code = ""]) => code);
}

/** As GitHub makes them. */
function anchors(text: string): string[] {
  return Array.from(text.matchAll(/^#+ (.*)$/gm), ([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** Both a placeholder in a message, quoted or not, and an ellipsis in the README stand for something left out. */
function withGaps(text: string): string {
  return text.replaceAll(/"?\{\d+\}"?|…/g, "{}");
}

function sorted(rows: readonly (readonly (string | undefined)[])[]): string[] {
  return rows.map((row) => row.join(" ")).sort();
}
