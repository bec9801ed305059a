import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { SampleCloud } from "../../src/sample/sampleCloud";
import { makeIds } from "../support/syntheticIds";
import { newKey, requestsAbout, useCloud } from "./harness/clouds";
import { closeEditors, openFile, titlesOf } from "./harness/editors";
import { lookUp } from "./harness/extension";
import { set } from "./harness/settings";

describe("Commands", () => {
  let cloud: SampleCloud;

  useCloud((own) => {
    cloud = own;
  });

  const keys = () => cloud.story.keys;
  const listed = () => vscode.workspace.getConfiguration("keytrail").get<readonly { id: string }[]>("keys");

  it("refresh every listed key and every key in sight, however recent the answers are", async () => {
    const [listedKey, inSight] = [newKey(cloud, keys().stale), newKey(cloud, keys().ci)];
    await set("keys", [{ id: listedKey }]);
    const document = await openFile(inSight);
    await Promise.all([lookUp(listedKey), lookUp(inSight)]);
    cloud.addKey({ ...keys().ci, id: inSight, owner: { type: "ram-user", name: "carol", id: "1" } });
    await vscode.commands.executeCommand("keytrail.refresh");
    assert.equal(requestsAbout(cloud, listedKey).length, 2);
    assert.equal(requestsAbout(cloud, inSight).length, 2);
    assert.match((await titlesOf(document))[0] ?? "", /· carol$/);
  });

  it("refresh one key, keeping what is known when the refresh fails", async () => {
    const document = await openFile(keys().ci.id);
    await lookUp(keys().ci.id);
    cloud.misbehave({ kind: "html", status: 502 });
    await vscode.commands.executeCommand("keytrail.refreshKey", keys().ci.id);
    assert.match((await titlesOf(document))[0] ?? "", /^Last used 3 hours ago · .+ refresh failed$/);
  });

  it("remove a key from the settings, and leave the others as they were written", async () => {
    const other = { id: keys().ci.id, label: "CI" };
    await set("keys", [{ id: ` ${keys().stale.id} ` }, other]);
    await vscode.commands.executeCommand("keytrail.removeKey", keys().stale.id);
    assert.deepEqual(listed(), [other]);
    await vscode.commands.executeCommand("keytrail.removeKey", keys().ci.id);
    assert.deepEqual(listed(), []);
  });

  it("do not list a key twice, nor a secret", async () => {
    await set("keys", [{ id: keys().ci.id }]);
    await vscode.commands.executeCommand("keytrail.addKey", keys().ci.id);
    const secret = makeIds(5).characters(30);
    await assert.rejects(
      async () => vscode.commands.executeCommand("keytrail.addKey", secret),
      (error: Error) => error.message.includes("not the ID") && !error.message.includes(secret),
    );
    assert.deepEqual(listed(), [{ id: keys().ci.id }]);
  });

  it("open one panel for a key, and bring it to the front when asked again", async () => {
    const panels = () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) =>
        tabs.filter(
          ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("keytrail.usage"),
        ),
      );
    await set("keys", [{ id: keys().ci.id, label: "CI deploy" }]);
    const opened = tabEvent(({ opened }) => opened.length > 0);
    await vscode.commands.executeCommand("keytrail.showUsage", keys().ci.id);
    await opened;
    await openFile("something else");
    await vscode.commands.executeCommand("keytrail.showUsage", keys().stale.id);
    const again = tabEvent(({ changed }) =>
      changed.some(({ label, isActive }) => isActive && label.includes("CI")),
    );
    await vscode.commands.executeCommand("keytrail.showUsage", keys().ci.id);
    await again;
    assert.equal(panels().length, 2);
    assert.equal(panels().find(({ isActive }) => isActive)?.label, "Usage of CI deploy");
    await closeEditors();
    assert.equal(panels().length, 0);
  });

  it("ask for what a panel shows, services included, even where nothing is looked up by itself", async () => {
    await set("lookUp.automatic", false);
    const listedServices = new Promise<void>((resolve) => {
      cloud.onRequest(({ operation }) => {
        if (operation === "GetAccessKeyLastUsedProducts") resolve();
      });
    });
    await vscode.commands.executeCommand("keytrail.showUsage", keys().ci.id);
    await listedServices;
  });

  it("try the sample: a file with its keys opens, all are looked up, and it ends with its accounts", async () => {
    await set("accounts", []);
    await vscode.commands.executeCommand("keytrail.trySample");
    const document = vscode.window.activeTextEditor?.document;
    assert.match(document?.uri.path ?? "", /\/sample\/config\/app\.yaml$/);
    assert.equal((await lookUp(keys().ci.id)).account, "sample-prod");
    assert.equal((await lookUp(keys().dev.id)).account, "sample-dev");
    const accounts = vscode.workspace.getConfiguration("keytrail").get("accounts");
    assert.deepEqual(accounts, [], "the sample's accounts are in no settings file");
    await vscode.commands.executeCommand("keytrail.removeAccount", "sample-prod");
    assert.equal((await lookUp(keys().ci.id)).problem?.code, "NoAccount");
  });
});

async function tabEvent(wanted: (event: vscode.TabChangeEvent) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const listening = vscode.window.tabGroups.onDidChangeTabs((event) => {
      if (!wanted(event)) return;
      listening.dispose();
      resolve();
    });
  });
}
