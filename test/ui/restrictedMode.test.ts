import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSampleCloud, type SampleCloud } from "../../src/sample/sampleCloud";
import { sampleProject } from "../../src/sample/sampleProject";
import { writeFiles } from "./harness/files";
import { listedKeys, withAccounts } from "./harness/sampleAccounts";
import { Workbench } from "./harness/workbench";

const OFFER = "AccessKey ID · Look up its last use";

describe("In a folder that nobody trusts", () => {
  let cloud: SampleCloud;
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    cloud = await startSampleCloud();
    folder = await mkdtemp(path.join(tmpdir(), "keytrail-ui-"));
    await writeFiles(folder, {
      ...Object.fromEntries(sampleProject(cloud.story).map((file) => [file.path, file.content])),
      // What a hostile folder would try: to have the requests, signed, sent to itself.
      ".vscode/settings.json": JSON.stringify({
        "keytrail.accounts": [
          {
            name: "sample-prod",
            provider: "alibaba",
            credentials: "profile:sample-prod",
            endpoint: "https://evil.example",
          },
        ],
      }),
    });
    const { settings, homeFiles } = withAccounts(cloud);
    workbench = await Workbench.open({
      ...{ folder, homeFiles, workspaceTrust: true },
      settings: { ...settings, "keytrail.keys": listedKeys(cloud) },
    });
    await workbench.statusBar("Restricted Mode").waitFor();
    // VS Code may forget to ask for the lenses of an editor that it opens in the moment when an extension starts.
    await workbench.showKeyTrail();
    await workbench.treeRow("CI deploy").waitFor();
    await workbench.openFile("config/app.yaml");
  });

  after(async () => {
    await workbench.close();
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("keys are marked and listed, and the look-up is offered instead of made", async () => {
    await workbench.codeLensLink(OFFER).first().waitFor();
    assert.ok((await workbench.codeLens(OFFER).count()) > 3);
    await workbench.treeRow("CI deploy").filter({ hasText: "not looked up yet" }).waitFor();
    await workbench.screenshot("restricted");
  });

  it("a hover offers it too, and asks nothing by itself", async () => {
    const hover = await workbench.hover(cloud.story.keys.ci.id);
    assert.match(await hover.innerText(), /Not looked up yet/);
    assert.match(await hover.innerText(), /Look Up/);
  });

  it("the cloud hears of a key only once somebody clicks, and of no other key", async () => {
    assert.deepEqual(cloud.requests, []);
    await workbench.codeLensLink(OFFER).first().click();
    await workbench.codeLens("Last used 3 hours ago · Elastic Compute Service · alice").waitFor();
    assert.deepEqual(
      [...new Set(cloud.requests.map(({ accessKey }) => accessKey))],
      [cloud.story.keys.ci.id],
    );
    assert.ok((await workbench.codeLens(OFFER).count()) > 2);
  });

  it("the other keys are looked up as soon as the folder is trusted", async () => {
    await workbench.page.locator(".part.banner").getByText("Manage").click();
    await workbench.page
      .locator(".workspace-trust-editor")
      .getByRole("button", { name: "Trust", exact: true })
      .click();
    await workbench.statusBar("Restricted Mode").waitFor({ state: "detached" });
    await workbench.page.keyboard.press("Escape");
    await workbench.codeLens("Last used 200 days ago (stale)").waitFor();
    await workbench.codeLens(OFFER).first().waitFor({ state: "detached" });
  });

  it("what the folder says about accounts counts neither before nor after", async () => {
    await workbench.treeRow("CI deploy").filter({ hasText: "3 hours ago" }).waitFor();
    const asked = new Set(cloud.requests.map(({ account }) => account));
    assert.ok(asked.has("sample-prod"));
  });
});
