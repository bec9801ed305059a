import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSampleCloud, type SampleCloud } from "../../src/sample/sampleCloud";
import { withAccounts } from "./harness/sampleAccounts";
import { Workbench } from "./harness/workbench";

describe("The list of keys in the side bar", () => {
  let cloud: SampleCloud;
  let folder: string;
  let workbench: Workbench;
  let accounts: readonly unknown[];

  before(async () => {
    cloud = await startSampleCloud();
    folder = await mkdtemp(path.join(tmpdir(), "keytrail-ui-"));
    await writeFile(path.join(folder, "key.txt"), `access_key_id = ${cloud.story.keys.stale.id}\n`);
    const { settings, homeFiles } = withAccounts(cloud);
    accounts = settings["keytrail.accounts"] as readonly unknown[];
    workbench = await Workbench.open({ folder, homeFiles, settings, file: "key.txt" });
    await workbench.showKeyTrail();
  });

  after(async () => {
    await workbench.close();
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** In the view's own title, which shows its buttons to whoever points at it. */
  const toolbarButton = async (name: string) => {
    const title = workbench.page.locator(".sidebar .pane-header").filter({ hasText: "Keys" }).first();
    await title.hover();
    return title.getByRole("button", { name });
  };

  it("invites to list the first key when there are accounts and no keys", async () => {
    await workbench.page.getByText("List the keys you look after").waitFor();
    await workbench.screenshot("no-keys");
    await workbench.page
      .locator(".sidebar .welcome-view-content .monaco-button")
      .filter({ hasText: "Add Key…" })
      .click();
    await workbench.quickInput.asks("The ID of a key");
  });

  it("refuses a text that is no ID, and does not repeat it", async () => {
    const secret = "Q".repeat(30);
    await workbench.quickInput.type(secret);
    await workbench.quickInput.asks("This is not the ID of a key.");
    const said = await workbench.quickInput.box.innerText();
    assert.ok(!said.includes(secret));
  });

  it("takes an ID and a label, looks the key up and lists it under the account that has it", async () => {
    const { ci } = cloud.story.keys;
    await workbench.quickInput.enter(ci.id);
    await workbench.quickInput.asks("A label to show instead of the ID");
    await workbench.quickInput.enter("ci pipeline");
    await workbench.quickInput.asks("Which account should be asked?");
    await workbench.quickInput.row("All accounts").click();
    await workbench.statusBar("ci pipeline: In use: 3 hours ago").waitFor();
    const row = workbench.treeRow("ci pipeline");
    await row.filter({ hasText: "3 hours ago · Elastic Compute Service" }).waitFor();
    // Right below its account; the rows move there one after the other.
    for (const [index, name] of ["sample-prod", "ci pipeline"].entries())
      await workbench.page
        .locator(`.sidebar .monaco-list-row[data-index="${index}"]`)
        .filter({ hasText: name })
        .waitFor();
    assert.match((await row.getAttribute("aria-label")) ?? "", /^ci pipeline, 3 hours ago/);
  });

  it("shows the ID and the facts in a key's tooltip", async () => {
    const tooltip = await workbench.tooltip(await workbench.settledRow("ci pipeline"));
    const text = await tooltip.innerText();
    assert.ok(text.includes(cloud.story.keys.ci.id), text);
    assert.match(text, /DescribeInstances from 203\.0\.113\.7 in cn-hangzhou/);
    assert.match(text, /RAM user alice · account sample-prod/);
    await workbench.screenshot("tree-tooltip");
  });

  it("says in an account's tooltip where its credentials are", async () => {
    const tooltip = await workbench.tooltip(await workbench.settledRow("sample-prod"));
    assert.match(
      await tooltip.innerText(),
      /Account sample-prod · Alibaba Cloud\s+Credentials: profile sample-prod/,
    );
  });

  it("is worked by keyboard: arrows move, Enter opens the usage page", async () => {
    await workbench.runCommand("KeyTrail: Focus on Keys View");
    await workbench.page.keyboard.press("Home");
    await workbench.page.keyboard.press("ArrowDown");
    await workbench.page
      .locator(".sidebar .monaco-list-row.focused")
      .filter({ hasText: "ci pipeline" })
      .waitFor();
    await workbench.page.keyboard.press("Enter");
    await workbench.usagePage().headline("In use: 3 hours ago").waitFor();
  });

  it("asks again for everything in sight when Refresh is pressed", async () => {
    const asked = new Promise<void>((resolve) => {
      const waiting = new Set([cloud.story.keys.ci.id, cloud.story.keys.stale.id]);
      const listening = cloud.onRequest(({ accessKey }) => {
        waiting.delete(accessKey ?? "");
        if (waiting.size > 0) return;
        listening.dispose();
        resolve();
      });
    });
    await workbench.tab("key.txt").click();
    await workbench.codeLens("200 days ago").waitFor();
    await (await toolbarButton("Refresh")).click();
    await asked;
  });

  it("asks again for one key by the button in its row", async () => {
    const { ci } = cloud.story.keys;
    const asked = new Promise<void>((resolve) => {
      const listening = cloud.onRequest(({ accessKey }) => {
        if (accessKey !== ci.id) return;
        listening.dispose();
        resolve();
      });
    });
    const row = await workbench.settledRow("ci pipeline");
    await row.hover();
    await row.getByRole("button", { name: "Refresh Key" }).click();
    await asked;
  });

  it("look-ups take an ID that is pasted where the known keys are offered, and offer nothing for a secret", async () => {
    const { idle } = cloud.story.keys;
    const { quickInput } = workbench;
    await workbench.runCommand("KeyTrail: Look Up AccessKey…");
    await quickInput.asks("Which key?");
    await quickInput.row("ci pipeline").waitFor();
    const secret = "Q1".repeat(15);
    await quickInput.type(secret);
    await quickInput.row("ci pipeline").waitFor({ state: "detached" });
    assert.deepEqual(
      (await quickInput.row(/./).allInnerTexts()).map((text) => text.trim()),
      ["Enter an ID…"],
    );
    await quickInput.type(idle.id);
    await quickInput.row(`Look Up AccessKey: ${idle.id}`).waitFor();
    assert.match(await quickInput.row(/./).first().innerText(), /Look Up AccessKey/);
    await quickInput.input.press("Enter");
    await workbench.tab(`Usage of ${idle.id}`).waitFor();
    await workbench.usagePage().headline("No use on record").waitFor();
  });

  it("masks IDs everywhere on request", async () => {
    const { ci, stale } = cloud.story.keys;
    await workbench.changeSettings({ "keytrail.display.maskIds": true });
    const masked = `${stale.id.slice(0, 6)}****${stale.id.slice(-4)}`;
    await workbench.runCommand("KeyTrail: Add Key…");
    await workbench.quickInput.asks("The ID of a key");
    await workbench.quickInput.enter(stale.id);
    await workbench.quickInput.asks("A label to show instead of the ID");
    await workbench.quickInput.enter("");
    await workbench.quickInput.row("All accounts").click();
    await workbench.treeRow(masked).filter({ hasText: "200 days ago" }).waitFor();
    await (await workbench.settledRow(masked)).click();
    await workbench.tab(`Usage of ${masked}`).waitFor();
    await workbench.usagePage().frame.getByRole("heading", { name: masked }).waitFor();
    await workbench.runCommand("KeyTrail: Look Up AccessKey…");
    await workbench.quickInput.type(cloud.story.keys.root.id);
    const { id: rootId } = cloud.story.keys.root;
    await workbench.quickInput.row(`${rootId.slice(0, 6)}****${rootId.slice(-4)}`).waitFor();
    await workbench.page.keyboard.press("Escape");
    const tooltip = await workbench.tooltip(await workbench.settledRow("ci pipeline"));
    assert.doesNotMatch(await tooltip.innerText(), new RegExp(ci.id));
    await workbench.screenshot("masked");
    await workbench.changeSettings({ "keytrail.display.maskIds": undefined });
    await workbench.treeRow(stale.id).waitFor();
  });

  it("takes a key off the list from its menu, and puts it back when that is undone", async () => {
    const before = (await workbench.settings())["keytrail.keys"];
    const message = workbench.notification("ci pipeline is no longer in the list.");
    await workbench.chooseFromMenu(await workbench.settledRow("ci pipeline"), "Remove Key");
    await workbench.treeRow("ci pipeline").waitFor({ state: "detached" });
    await workbench.screenshot("remove-key");
    await message.getByRole("button", { name: "Undo" }).click();
    await workbench.treeRow("ci pipeline").filter({ hasText: "3 hours ago" }).waitFor();
    assert.deepEqual((await workbench.settings())["keytrail.keys"], before);
    await workbench.chooseFromMenu(await workbench.settledRow("ci pipeline"), "Remove Key");
    await workbench.treeRow("ci pipeline").waitFor({ state: "detached" });
    await message.waitFor();
    assert.ok(await workbench.treeRow(cloud.story.keys.stale.id).isVisible());
  });

  it("shows mistakes in the settings, which open the setting", async () => {
    await workbench.changeSettings({
      "keytrail.accounts": [
        ...accounts,
        { name: "typo", provider: "alibaba", credential: "environment" },
        {
          name: "plain",
          provider: "alibaba",
          credentials: "environment",
          endpoint: "http://gateway.example",
        },
      ],
    });
    await workbench.treeRow("there is no field credential. Is it misspelt?").waitFor();
    await workbench.treeRow("the endpoint must be an https address").waitFor();
    // The mistakes of some cost nothing of the others.
    assert.ok(await workbench.treeRow("sample-prod").isVisible());
    await workbench.screenshot("settings-problems");
    await (await workbench.settledRow("there is no field credential")).click();
    await workbench.page.locator(".settings-editor").getByText("Keytrail: Accounts").first().waitFor();
    await workbench.page.locator(".monaco-modal-editor-block .codicon-close").click();
  });

  it("shows a value that a setting cannot have, and what is used instead, until it is mended", async () => {
    await workbench.changeSettings({ "keytrail.accounts": accounts, "keytrail.cache.minutes": "sixty" });
    await workbench.treeRow("there is no field credential").waitFor({ state: "detached" });
    await (await workbench.settledRow("must be a number of at least 1; 60 is used.")).click();
    await workbench.page.locator(".settings-editor").getByText("Keytrail › Cache: Minutes").first().waitFor();
    await workbench.changeSettings({ "keytrail.cache.minutes": undefined });
    await workbench.treeRow("must be a number").waitFor({ state: "detached" });
  });
});
