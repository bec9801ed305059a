import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSampleCloud, type SampleCloud } from "../../src/sample/sampleCloud";
import { sampleProject } from "../../src/sample/sampleProject";
import { writeFiles } from "./harness/files";
import { listedKeys, withAccounts } from "./harness/sampleAccounts";
import { Workbench } from "./harness/workbench";

const BOTH = ["alibaba", "ncloud"] as const;

describe("NAVER Cloud beside Alibaba Cloud", () => {
  let cloud: SampleCloud;
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    cloud = await startSampleCloud();
    folder = await mkdtemp(path.join(tmpdir(), "keytrail-ui-"));
    await writeFiles(
      folder,
      Object.fromEntries(sampleProject(cloud.story).map((file) => [file.path, file.content])),
    );
    const { settings, homeFiles } = withAccounts(cloud, BOTH);
    workbench = await Workbench.open({
      ...{ folder, homeFiles, file: "config/ncloud.yaml", size: { width: 1280, height: 1000 } },
      settings: { ...settings, "keytrail.keys": listedKeys(cloud, BOTH) },
    });
    await workbench.showKeyTrail();
    await workbench.treeRow("mail").filter({ hasText: "look-up failed" }).waitFor();
    await workbench.treeRow("orders").filter({ hasText: "Key Management Service" }).waitFor();
  });

  after(async () => {
    await workbench.close();
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  });

  const page = () => workbench.usagePage();

  it("stands in one tree, each key under the account that has it", async () => {
    for (const account of ["sample-prod", "sample-dev", "sample-ncloud"])
      await workbench.treeRow(account).waitFor();
    for (const [label, said] of [
      ["CI deploy", "Elastic Compute Service"],
      ["backup vault", "no use by a program on record"],
      ["spare key", "no use on record"],
      ["CI runner", "1 hour ago"],
      ["old batch", "190 days ago"],
    ] as const) {
      await workbench.treeRow(label).filter({ hasText: said }).first().waitFor();
    }
    await workbench.screenshot("ncloud-tree");
  });

  it("has a line above each key in a file, and none above a digest that only looks like one", async () => {
    await workbench.codeLensLink("Key Management Service").first().waitFor();
    await workbench.codeLensLink("No use by a program on record in the last 30 days").first().waitFor();
    await workbench.codeLensLink("No use on record in the last 30 days").first().waitFor();
    await workbench.screenshot("ncloud-editor");
  });

  it("tells in a hover who used a KMS key, and what else is on record", async () => {
    const hover = await workbench.hover(cloud.story.ncloud.kmsConsole.id);
    const text = await hover.innerText();
    assert.match(text, /by a person in the console \(CONSOLE\)/);
    assert.match(text, /In use: \d+ days ago, through Key Management Service/);
    await workbench.screenshot("ncloud-hover");
  });

  it("shows on a KMS key's page the key itself, and its records as a picture and a table", async () => {
    await workbench.treeRow("orders").click();
    await page()
      .headline(/^In use: \d+ minutes ago/)
      .waitFor();
    await page().text("orders-db").first().waitFor();
    await page()
      .text(/automatic, every 14 days/)
      .waitFor();
    const rows = page().frame.locator(".activity-table tbody tr");
    await rows.nth(100).waitFor();
    await page().frame.locator(".activity-picture .record").nth(100).waitFor({ state: "attached" });
    await page()
      .text(/\d+ of \d+ loaded/)
      .waitFor();
    await workbench.screenshot("ncloud-kms-page");
  });

  it("narrows the records down, and opens the cloud's own record", async () => {
    await page().filter.fill("rotate");
    const rows = page().frame.locator(".activity-table tbody tr");
    await rows.nth(100).waitFor({ state: "detached" });
    assert.ok((await rows.count()) < 10);
    await rows.first().getByRole("button", { name: "Raw record" }).click();
    assert.match(await page().frame.getByRole("region", { name: "Raw record" }).innerText(), /SYSTEM/);
    await page().filter.press("Escape");
    await rows.nth(100).waitFor();
  });

  it("loads the records that are left, page by page", async () => {
    const rows = page().frame.locator(".activity-table tbody tr");
    while (await page().button("Show more").isVisible()) {
      const count = await rows.count();
      await page().button("Show more").click();
      await rows.nth(count).waitFor();
      await page().button("Loading…").waitFor({ state: "detached" });
    }
    await page()
      .text(/\d+ of \d+ loaded/)
      .waitFor({ state: "detached" });
    await page().frame.locator(".not-loaded").first().waitFor({ state: "detached" });
  });

  it("says on the page when a key will be gone, and whose an access key is", async () => {
    await workbench.treeRow("old reports").click();
    await page()
      .text(/scheduled for deletion on/)
      .first()
      .waitFor();
    await workbench.screenshot("ncloud-kms-deleting");
    await workbench.treeRow("old batch").click();
    await page()
      .headline(/190 days ago/)
      .waitFor();
    await page().text("sub account old-batch").first().waitFor();
    await workbench.screenshot("ncloud-access-key");
  });

  it("offers a KMS key by its name in the palette's look-up", async () => {
    await workbench.runCommand("KeyTrail: Look Up Ncloud KMS Key…");
    await workbench.quickInput.type("token signing");
    await workbench.quickInput.row("token signing").click();
    await workbench.tab("Usage of token signing").waitFor();
    await page()
      .headline(/^In use: \d+ days ago/)
      .waitFor();
  });

  it("can be read in a narrow window, and in a light theme", async () => {
    await workbench.treeRow("orders").click();
    await page().text("orders-db").first().waitFor();
    await workbench.changeSettings({ "workbench.colorTheme": "Default Light Modern" });
    await workbench.page.locator(".monaco-workbench.vs").waitFor();
    await page().frame.locator(".activity-table tbody tr").first().waitFor();
    await workbench.screenshot("ncloud-kms-light");
    await workbench.page.setViewportSize({ width: 780, height: 900 });
    await workbench.screenshot("ncloud-kms-narrow");
  });
});

describe("NAVER Cloud in Korean", () => {
  it("has its words in the reader's language", async () => {
    const cloud = await startSampleCloud();
    const folder = await mkdtemp(path.join(tmpdir(), "keytrail-ui-"));
    await writeFiles(
      folder,
      Object.fromEntries(sampleProject(cloud.story).map((file) => [file.path, file.content])),
    );
    const { settings, homeFiles } = withAccounts(cloud, ["ncloud"]);
    const workbench = await Workbench.open({
      ...{ folder, homeFiles, file: "config/ncloud.yaml", language: "ko" },
      settings: { ...settings, "keytrail.keys": listedKeys(cloud, ["ncloud"]) },
    });
    try {
      await workbench.showKeyTrail();
      await workbench.codeLens("최근 30일간 프로그램 사용 기록 없음").first().waitFor();
      await workbench.treeRow("orders").click();
      await workbench.usagePage().text("이 키의 기록").waitFor();
      await workbench.usagePage().frame.locator(".activity-table tbody tr").first().waitFor();
      await workbench.screenshot("ncloud-korean");
    } finally {
      await workbench.close();
      await cloud.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
