import assert from "node:assert/strict";
import * as vscode from "vscode";
import { keyTrail, loadedFiles } from "./harness/extension";
import { until } from "./harness/until";

// The file's name puts these first: nothing was looked up yet.
describe("KeyTrail, once VS Code has started", () => {
  it("is active without anybody having called it, with two small files loaded and none of the rest", async () => {
    await until(() => (keyTrail().isActive ? true : undefined));
    assert.deepEqual([...loadedFiles()].sort(), ["extension.js", "shared.js"]);
  });

  it("has registered exactly the commands that its manifest names", async () => {
    const registered = await vscode.commands.getCommands(true);
    // VS Code makes some for the view itself: to focus it, to move it and the like.
    const ours = registered.filter(
      (name) => name.startsWith("keytrail.") && !name.startsWith("keytrail.keys."),
    );
    assert.deepEqual(
      ours.sort(),
      contributed()
        .commands.map(({ command }) => command)
        .sort(),
    );
  });

  it("gives every command a title and its category, in words", () => {
    for (const { command, title, category } of contributed().commands) {
      assert.match(title, /^\p{Lu}[^%]+$/u, command);
      assert.equal(category, "KeyTrail", command);
    }
  });

  it("offers the public commands under the titles that people know", () => {
    const titles = new Map(contributed().commands.map(({ command, title }) => [command, title]));
    for (const [command, title] of PUBLIC_COMMANDS) assert.equal(titles.get(command), title);
  });

  it("has the public settings, with the scopes and defaults that people rely on", () => {
    const { properties } = contributed().configuration;
    for (const [name, [scope, value]] of Object.entries(PUBLIC_SETTINGS)) {
      assert.equal(properties[name]?.scope, scope, name);
      assert.deepEqual(properties[name].default, value, name);
      assert.match(
        properties[name].markdownDescription ?? properties[name].description ?? "",
        /^[^%]{10}/,
        name,
      );
    }
  });
});

const PUBLIC_COMMANDS: readonly (readonly [command: string, title: string])[] = [
  ["keytrail.lookUpAccessKey", "Look Up AccessKey…"],
  ["keytrail.lookUpProducts", "Look Up Services Used by AccessKey…"],
  ["keytrail.showUsage", "Show Usage Details"],
  ["keytrail.addAccount", "Add Account…"],
  ["keytrail.removeAccount", "Remove Account…"],
  ["keytrail.addKey", "Add Key…"],
  ["keytrail.removeKey", "Remove Key"],
  ["keytrail.refresh", "Refresh"],
  ["keytrail.trySample", "Try with Sample Data"],
  ["keytrail.showLog", "Show Log"],
];

const PUBLIC_SETTINGS: Readonly<Record<string, readonly [scope: string, value: unknown]>> = {
  "keytrail.accounts": ["machine", []],
  "keytrail.keys": ["window", []],
  "keytrail.lookUp.automatic": ["window", true],
  "keytrail.staleAfterDays": ["window", 90],
  "keytrail.cache.minutes": ["window", 60],
  "keytrail.codeLens.enabled": ["window", true],
  "keytrail.hover.enabled": ["window", true],
  "keytrail.display.maskIds": ["window", false],
};

interface Contributed {
  readonly commands: readonly {
    readonly command: string;
    readonly title: string;
    readonly category: string;
  }[];
  readonly configuration: { readonly properties: Readonly<Record<string, ContributedSetting>> };
}

interface ContributedSetting {
  readonly scope: string;
  readonly default: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
}

function contributed(): Contributed {
  return (keyTrail().packageJSON as { readonly contributes: Contributed }).contributes;
}
