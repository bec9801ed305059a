import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSampleCloud, type SampleCloud } from "../../src/sample/sampleCloud";
import { writeFiles } from "./harness/files";
import { withAccounts } from "./harness/sampleAccounts";
import { appears, Workbench } from "./harness/workbench";

describe("The keys of the workspace", () => {
  let cloud: SampleCloud;
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    cloud = await startSampleCloud();
    folder = await mkdtemp(path.join(tmpdir(), "keytrail-ui-"));
    const { ci, root, stale, idle } = cloud.story.keys;
    await writeFiles(folder, {
      "deploy/prod.env": `OSS_KEY=${ci.id}\nBILLING_KEY=${root.id}\n`,
      "src/client.py": `import os\n\nclient = connect("${ci.id}")\n`,
      "src/backup.py": `key = "${stale.id}"\n\n\n\n\n\n\nold = "${idle.id}"\n`,
    });
    const { settings, homeFiles } = withAccounts(cloud);
    // Looked up by nobody but the person, so that each state can be seen.
    workbench = await Workbench.open({
      ...{ folder, homeFiles },
      settings: { ...settings, "keytrail.lookUp.automatic": false },
    });
    await workbench.showKeyTrail();
  });

  after(async () => {
    await workbench.close();
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  });

  const welcomeButton = (name: string) =>
    workbench.page.locator(".sidebar .welcome-view-content .monaco-button").filter({ hasText: name });
  const viewButton = (name: string) =>
    workbench.page
      .locator(".sidebar .pane-header")
      .filter({ hasText: /^\s*Workspace/ })
      .getByRole("button", { name });
  const press = async (key: string): Promise<void> => workbench.page.keyboard.press(key);

  it("are offered to be found, and are then listed by key", async () => {
    await workbench.page.getByText("Which keys stand in the files of this workspace").waitFor();
    await workbench.screenshot("workspace-not-scanned");
    await welcomeButton("Find Keys in Workspace").click();
    await workbench.statusBar("Places with a key in the workspace: 5, in files: 3").waitFor();
    await workbench
      .treeRow(cloud.story.keys.ci.id)
      .filter({ hasText: "not looked up yet · 2 places" })
      .waitFor();
  });

  it("are looked up together, and those in use are counted at the icon", async () => {
    await workbench.treeRow(cloud.story.keys.ci.id).hover();
    await viewButton("Look Up Every Key of the Workspace").click();
    await workbench.treeRow(cloud.story.keys.stale.id).filter({ hasText: "200 days ago" }).waitFor();
    await workbench.treeRow(cloud.story.keys.idle.id).filter({ hasText: "no use on record" }).waitFor();
    await workbench.page
      .locator('.activitybar .action-item:has(a[aria-label^="KeyTrail"]) .badge-content')
      .filter({ hasText: "2" })
      .waitFor();
    const names = await workbench
      .treeRow()
      .evaluateAll((rows) => rows.map((each) => each.querySelector(".label-name")?.textContent));
    const { root, ci, stale, idle } = cloud.story.keys;
    assert.deepEqual(names.slice(0, 4), [root.id, ci.id, stale.id, idle.id]);
    await workbench.screenshot("workspace-by-key");
  });

  it("open at their place with the keyboard alone", async () => {
    await workbench.treeRow(cloud.story.keys.ci.id).click();
    await workbench.treeRow("client.py").waitFor();
    await press("ArrowDown");
    await press("ArrowDown");
    await press("Enter");
    await workbench.tab("client.py").waitFor();
    await workbench.statusBar("Ln 3, Col").waitFor();
  });

  it("are grouped by file on demand", async () => {
    await workbench.treeRow("client.py").hover();
    await viewButton("Group Found Keys by File").click();
    await workbench.treeRow("prod.env").filter({ hasText: "deploy · 2 places" }).waitFor();
    await workbench.screenshot("workspace-by-file");
    await viewButton("Group Found Keys by Key").click();
    await workbench.treeRow(cloud.story.keys.root.id).waitFor();
  });

  it("are problems, each with a link to what it means", async () => {
    await workbench.runCommand("Problems: Focus on Problems View");
    const rows = workbench.page.locator(".markers-panel .monaco-list-row");
    await rows.filter({ hasText: "is a root account's and in use" }).waitFor();
    await rows.filter({ hasText: "root-key-in-use" }).first().waitFor();
    await workbench.screenshot("problems");
    assert.ok((await rows.filter({ hasText: "no-use-on-record" }).count()) > 0);
    await press("ControlOrMeta+J");
    await rows.first().waitFor({ state: "hidden" });
  });

  const goTo = async (line: number, column: number): Promise<void> => {
    await press("ControlOrMeta+G");
    await workbench.quickInput.enter(`:${line}:${column}`);
    await workbench.page.getByText(`Ln ${line}, Col ${column}`).waitFor();
  };
  const quickFixes = async () => {
    const menu = workbench.page.locator(".action-widget");
    // Until the light bulb shows, the keyboard may still belong to what was open before; and new problems close the menu.
    await workbench.page.locator(".lightBulbWidget:visible").first().waitFor();
    for (let attempts = 0; attempts < 5; attempts++) {
      await press("ControlOrMeta+.");
      if (await appears(menu.getByText("Dismiss This Key Here…"))) break;
    }
    return menu;
  };

  it("are replaced by a variable after a look at the change", async () => {
    await workbench.openFile("src/client.py");
    await goTo(3, 22);
    const menu = await quickFixes();
    await menu.getByText("Dismiss This Key Here…").waitFor();
    await workbench.screenshot("quick-fixes");
    await menu.getByText("Replace the key by the environment variable").click();
    await workbench.page.getByText("Refactor Preview").first().waitFor();
    await workbench.screenshot("replace-preview");
    await workbench.page.locator(".bulk-edit-panel .edit-checkbox").first().click();
    await workbench.page.getByRole("button", { name: "Apply" }).first().click();
    await workbench.page.locator(".view-lines").getByText("os.environ").first().waitFor();
  });

  it("are dismissed with a reason, are still counted, and the file holds no ID", async () => {
    const { stale } = cloud.story.keys;
    await workbench.openFile("src/backup.py");
    await goTo(1, 12);
    await (await quickFixes()).getByText("Dismiss This Key Here…").click();
    await workbench.quickInput.asks("Why need nobody do anything about this key?");
    await workbench.quickInput.enter("goes with the old backup in January");
    await workbench.quickInput.asks("Where is it dismissed?");
    await workbench.quickInput.row("In this file").click();
    await workbench.quickInput.asks("For how long?");
    await workbench.quickInput.row("For 90 days").click();
    const group = workbench.treeRow(/^Dismissed/);
    await group.filter({ hasText: "1" }).waitFor();
    await group.click();
    await workbench.treeRow("goes with the old backup in January").waitFor();
    await workbench.screenshot("workspace-dismissed");
    const text = await readFile(path.join(folder, ".keytrail.json"), "utf8");
    assert.match(text, /goes with the old backup/);
    assert.ok(!text.includes(stale.id));
  });
});
