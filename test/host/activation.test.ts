import assert from "node:assert/strict";
import * as vscode from "vscode";
import { sampleKeyId } from "../../src/sample/alibaba/keyIds";
import { newKey, requestAbout, requestsAbout, startCloud, tidyUp } from "./harness/clouds";
import { hoverOver, lensesOf, openFile } from "./harness/editors";
import { keyTrail, loadedFiles } from "./harness/extension";
import { accountAt, set } from "./harness/settings";
import { aMoment, until } from "./harness/until";

// The file's name puts these first: nothing was looked up yet.
describe("KeyTrail, once VS Code has started", () => {
  after(tidyUp);

  it("is active without anybody having called it, with one small file loaded and none of the rest", async () => {
    await until(() => (keyTrail().isActive ? true : undefined));
    assert.deepEqual(loadedFiles(), ["extension.js"]);
  });

  it("loads no more for documents without a key: shown, edited, or pointed at", async () => {
    const document = await openFile("ALIBABA_CLOUD_ACCESS_KEY_ID=LTAI and then nothing");
    assert.deepEqual(await lensesOf(document), []);
    assert.equal(await hoverOver(document, "LTAI"), undefined);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "# the ID of a key\n");
    await vscode.workspace.applyEdit(edit);
    await set("keys", [{ id: sampleKeyId("of another document") }]);
    await aMoment();
    assert.deepEqual(loadedFiles(), ["extension.js"]);
  });

  it("loads the features with the first key in sight, once, however many need them at that moment", async () => {
    const cloud = await startCloud();
    const id = newKey(cloud, cloud.story.keys.ci);
    const document = await openFile(`${id}\n${id}`);
    const [lenses, hover] = await Promise.all([lensesOf(document), hoverOver(document, id)]);
    assert.equal(lenses.length, 2, "the lines have their place from the start");
    assert.match(hover?.value ?? "", /No account is set up/);
    assert.deepEqual(
      loadedFiles().filter((file) => !file.startsWith("alibaba")),
      ["extension.js", "features.js"],
    );

    await set("accounts", [accountAt("prod", cloud)]);
    await requestAbout(cloud, id);
    await aMoment();
    assert.equal(requestsAbout(cloud, id).length, 1, "a second set of features would ask too");
  });

  it("has registered exactly the commands that its manifest names", async () => {
    const registered = await vscode.commands.getCommands(true);
    // VS Code makes some for the views themselves: to focus one, to move it and the like.
    const ours = registered.filter((name) => /^keytrail\.(?!(?:keys|workspace)\.)/.test(name));
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
