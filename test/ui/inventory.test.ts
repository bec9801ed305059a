import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSampleCloud, type SampleCloud } from "../../src/sample/sampleCloud";
import { withAccounts } from "./harness/sampleAccounts";
import { Workbench } from "./harness/workbench";

describe("All keys of an account in the side bar", () => {
  let cloud: SampleCloud;
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    cloud = await startSampleCloud();
    folder = await mkdtemp(path.join(tmpdir(), "keytrail-ui-"));
    const { settings, homeFiles } = withAccounts(cloud);
    const keys = [{ id: cloud.story.keys.ci.id, label: "ci pipeline", account: "sample-prod" }];
    workbench = await Workbench.open({
      ...{ folder, homeFiles },
      settings: { ...settings, "keytrail.keys": keys },
    });
    await workbench.showKeyTrail();
  });

  after(async () => {
    await workbench.close();
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("come with the button in the account's row, by user, beside the keys in the settings", async () => {
    await workbench.treeRow("ci pipeline").filter({ hasText: "3 hours ago" }).waitFor();
    const row = await workbench.settledRow("sample-prod");
    await row.hover();
    await row.getByRole("button", { name: "Show All Keys of This Account" }).click();
    await workbench.treeRow("deploy-bot").waitFor();
    await workbench.treeRow("The root account's own keys are not here").waitFor();
    await (await workbench.settledRow("alice")).click();
    await workbench.treeRow("ci pipeline").filter({ hasText: "3 hours ago" }).waitFor();
    assert.equal(await workbench.treeRow("ci pipeline").count(), 1);
    await (await workbench.settledRow("deploy-bot")).click();
    const { rotatedNew, rotatedOld } = cloud.story.unlisted;
    await workbench.treeRow(rotatedNew.id).filter({ hasText: "4 minutes ago" }).waitFor();
    await workbench.treeRow(rotatedOld.id).filter({ hasText: "9 days ago" }).waitFor();
    await workbench.screenshot("inventory");
  });

  it("show their kinds on request, and what the filter cannot decide, which a click looks up", async () => {
    const { quickInput } = workbench;
    await workbench.runCommand("KeyTrail: Filter Keys…");
    await quickInput.row("Stale").click();
    await quickInput.row("Disabled").click();
    await quickInput.input.press("Enter");
    await workbench.page.locator(".sidebar").getByText("Only: Stale · Disabled").waitFor();
    await workbench.treeRow("keys whose use is not known").waitFor();
    await workbench.screenshot("inventory-filtered");
    await (await workbench.settledRow("keys whose use is not known")).click();
    await workbench.treeRow("reports").waitFor();
    await workbench.treeRow("backup").waitFor();
    await workbench.treeRow("deploy-bot").waitFor({ state: "detached" });
  });

  it("leave a welcome that shows all again when no key is of the chosen kinds", async () => {
    const { quickInput } = workbench;
    await workbench.runCommand("KeyTrail: Filter Keys…");
    for (const kind of ["Stale", "Disabled", "Found in an open file"]) await quickInput.row(kind).click();
    await quickInput.input.press("Enter");
    await workbench.page.getByText("No key is of the kinds that the filter lets through.").waitFor();
    await workbench.screenshot("inventory-all-filtered");
    await workbench.page
      .locator(".sidebar .welcome-view-content .monaco-button")
      .filter({ hasText: "Clear Filter" })
      .click();
    await workbench.treeRow("deploy-bot").waitFor();
  });

  it("say how far a listing has come, and stop on a click", async () => {
    const rule = cloud.misbehave({ kind: "hang", operation: "ListAccessKeys" });
    await workbench.chooseFromMenu(
      await workbench.settledRow("sample-prod"),
      "Show All Keys of This Account",
    );
    const row = workbench.treeRow(/Listing keys… 0 of \d+ users/);
    await row.waitFor();
    await workbench.screenshot("inventory-listing");
    await row.hover();
    await row.getByRole("button", { name: "Stop Listing Keys" }).click();
    await row.waitFor({ state: "detached" });
    rule.dispose();
    assert.ok(await workbench.treeRow("deploy-bot").isVisible(), "what was listed before stays");
  });
});
