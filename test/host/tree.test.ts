import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { SampleCloud } from "../../src/sample/sampleCloud";
import type { Services } from "../../src/vscode/services";
import { makeIds } from "../support/syntheticIds";
import { newKey } from "./harness/clouds";
import { useServices } from "./harness/ownServices";
import { accountAt, set } from "./harness/settings";

// The extension lends its tree to VS Code alone, so here is a second one, made as the extension makes its own.
describe("The tree", () => {
  let cloud: SampleCloud;
  let services: Services;

  useServices((own, ownCloud) => {
    services = own;
    cloud = ownCloud;
  });

  const keys = () => cloud.story.keys;

  /** The rows as VS Code gets them, children indented. */
  const rows = (): readonly Row[] => {
    const { tree } = services;
    return tree
      .getChildren()
      .flatMap((root) => [
        rowOf(tree.getTreeItem(root), 0),
        ...tree.getChildren(root).map((child) => rowOf(tree.getTreeItem(child), 1)),
      ]);
  };

  it("has each key under the account that answered for it, with its last use beside its label", async () => {
    const { ci, stale, idle, elsewhere, temporary } = keys();
    await set("keys", [
      { id: ci.id, label: "CI deploy" },
      { id: stale.id },
      { id: idle.id },
      { id: elsewhere.id },
      { id: temporary.id },
    ]);
    await Promise.all(services.registry.keys.map((key) => services.usage.ask(key)));
    assert.deepEqual(
      rows().map(({ depth, label, description }) => [depth, label, description]),
      [
        [0, "prod", "Alibaba Cloud"],
        [1, "CI deploy", "3 hours ago · Elastic Compute Service"],
        [1, stale.id, "200 days ago · Object Storage Service"],
        [1, idle.id, "no use on record"],
        [0, "Other keys", "2"],
        [1, elsewhere.id, "not found"],
        [1, temporary.id, "temporary key"],
      ],
    );
    const icons = rows()
      .filter(({ depth, label }) => depth === 1 && label !== "")
      .map(({ icon }) => icon);
    assert.equal(new Set(icons).size, icons.length, "a shape for each outcome");
  });

  it("shows part of an ID only, where the user wants it masked, tooltip included", async () => {
    const { id } = keys().ci;
    await set("display.maskIds", true);
    await set("keys", [{ id }]);
    await Promise.all(services.registry.keys.map((key) => services.usage.ask(key)));
    const row = rows().find(({ depth }) => depth === 1);
    assert.equal(row?.label, `${id.slice(0, 6)}****${id.slice(-4)}`);
    assert.ok(!JSON.stringify([row.label, row.description, row.tooltip]).includes(id));
  });

  it("has a row for each mistake in the settings that names the entry, and repeats no secret", async () => {
    const secret = makeIds(7).characters(30);
    const good = accountAt("prod", cloud);
    await set("accounts", [
      good,
      { ...good, name: undefined },
      { ...good, name: "other", regoin: "cn-hangzhou" },
      { ...good, region: "cn-beijing" },
      { ...good, name: "far", endpoint: "http://192.0.2.1" },
      7,
    ]);
    await set("keys", [{ id: secret }, { idd: keys().ci.id }]);
    const problems = rows().filter(({ icon }) => icon === "error");
    assert.deepEqual(
      problems.map(({ description }) => description),
      [
        ...[2, 3, 4, 5, 6].map((entry) => `keytrail.accounts, entry ${entry}`),
        ...[1, 2].map((entry) => `keytrail.keys, entry ${entry}`),
      ],
    );
    const words = [
      /name is missing/,
      /regoin/,
      /two accounts named prod/,
      /https/,
      /object/,
      /not the ID/,
      /idd/,
    ];
    for (const [index, expected] of words.entries()) assert.match(problems[index]?.label ?? "", expected);
    for (const { command } of problems) assert.equal(command, "keytrail.openSettings");
    assert.ok(!JSON.stringify(rows()).includes(secret));
  });

  it("tells the same mistake in the team's list and in one's own apart", async () => {
    const mistake = [{ idd: keys().ci.id }];
    const section = vscode.workspace.getConfiguration("keytrail");
    await set("keys", mistake);
    await section.update("keys", mistake, vscode.ConfigurationTarget.Workspace);
    try {
      const items = services.tree.getChildren().map((node) => services.tree.getTreeItem(node));
      assert.equal(
        new Set(items.map(({ id }) => id)).size,
        items.length,
        "VS Code shows no view with an ID twice",
      );
      assert.deepEqual(
        items.slice(0, 2).map(({ description }) => description),
        ["keytrail.keys, entry 1 · .vscode/settings.json", "keytrail.keys, entry 1"],
      );
    } finally {
      await section.update("keys", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("reads out what it shows beside a key", async () => {
    await set("keys", [{ id: keys().ci.id, label: "CI deploy" }]);
    await Promise.all(services.registry.keys.map((key) => services.usage.ask(key)));
    const { tree } = services;
    const [row] = tree.getChildren().flatMap((root) => tree.getChildren(root));
    assert.ok(row);
    const { label } = tree.getTreeItem(row).accessibilityInformation ?? {};
    assert.equal(label, "CI deploy, 3 hours ago · Elastic Compute Service");
  });

  it("shows names from the cloud and labels as they are typed", async () => {
    const name = "$(zap) [x](command:y) <img src=x> https://evil.example";
    const [service] = keys().ci.services;
    const owner = { type: "ram-user", name, id: "1" };
    const id = newKey(cloud, {
      ...keys().ci,
      owner,
      services: [{ ...service!, service: { ...service!.service, en: name } }],
    });
    await set("keys", [{ id, label: name }]);
    await Promise.all(services.registry.keys.map((key) => services.usage.ask(key)));
    const row = rows().find(({ depth }) => depth === 1);
    // VS Code draws icons in neither of the two.
    assert.equal(row?.label, name);
    assert.equal(row.description, `3 hours ago · ${name}`);
    assert.doesNotMatch(row.tooltip, /\]\(|<img|https:|\$\(/);
    assert.equal(row.trusted, false);
  });

  it("says of an account that cannot sign why not", async () => {
    delete process.env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"];
    await set("keys", [{ id: keys().ci.id }]);
    const checked = new Promise<void>((resolve) => {
      const listening = services.tree.onDidChangeTreeData(() => {
        if (rows()[0]?.icon !== "warning") return;
        listening.dispose();
        resolve();
      });
    });
    services.tree.checkAccounts();
    await checked;
    const [row] = rows();
    assert.equal(row?.description, "Alibaba Cloud · cannot sign requests");
    assert.match(row.tooltip, /ALIBABA_CLOUD_ACCESS_KEY_SECRET/);
  });
});

interface Row {
  readonly depth: number;
  readonly label: string;
  readonly description: string;
  readonly icon: string | undefined;
  readonly tooltip: string;
  readonly trusted: boolean;
  readonly command: string | undefined;
}

function rowOf({ label, description, iconPath, tooltip, command }: vscode.TreeItem, depth: number): Row {
  return {
    depth,
    label: typeof label === "string" ? label : (label?.label ?? ""),
    description: typeof description === "string" ? description : "",
    icon: iconPath instanceof vscode.ThemeIcon ? iconPath.id : undefined,
    tooltip: tooltip instanceof vscode.MarkdownString ? tooltip.value : (tooltip ?? ""),
    trusted: tooltip instanceof vscode.MarkdownString && tooltip.isTrusted !== undefined,
    command: command?.command,
  };
}
