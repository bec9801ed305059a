import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSampleCloud, type SampleCloud } from "../../src/sample/sampleCloud";
import { sampleProject } from "../../src/sample/sampleProject";
import { writeFiles } from "./harness/files";
import { listedKeys, withAccounts } from "./harness/sampleAccounts";
import { Workbench } from "./harness/workbench";
import type { WorkbenchOptions } from "./harness/workbenchOptions";

const BOTH = ["alibaba", "ncloud"] as const;

const THEMES = [
  { name: "light", setting: "Default Light Modern", mark: "vs" },
  { name: "high-contrast", setting: "Default High Contrast", mark: "hc-black" },
  { name: "dark", setting: "Default Dark Modern", mark: "vs-dark" },
];

/** Pictures for people to look at. What is waited for before each is what the picture must show. */
describe("KeyTrail is there to be looked at", () => {
  let cloud: SampleCloud;
  let folder: string;

  before(async () => {
    cloud = await startSampleCloud();
    folder = await mkdtemp(path.join(tmpdir(), "keytrail-ui-"));
    await writeFiles(
      folder,
      Object.fromEntries(sampleProject(cloud.story).map((file) => [file.path, file.content])),
    );
  });

  after(async () => {
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(options: Partial<WorkbenchOptions>): Promise<Workbench> {
    const { settings, homeFiles } = withAccounts(cloud, BOTH);
    const workbench = await Workbench.open({
      ...{ folder, homeFiles, file: "config/app.yaml", ...options },
      settings: { ...settings, "keytrail.keys": listedKeys(cloud, BOTH) },
    });
    await workbench.showKeyTrail();
    return workbench;
  }

  describe("in every theme and width:", () => {
    let workbench: Workbench;

    before(async () => {
      workbench = await open({});
      await workbench.treeRow("mail").filter({ hasText: "look-up failed" }).waitFor();
    });

    after(() => workbench.close());

    for (const theme of THEMES) {
      it(`the editor in ${theme.name}`, async () => {
        await choose(theme);
        await workbench.codeLensLink("Last used 3 hours ago").waitFor();
        await workbench.hover(cloud.story.keys.ci.id);
        await workbench.screenshot(`editor-${theme.name}`);
      });
    }

    for (const theme of THEMES) {
      it(`the usage page in ${theme.name}`, async () => {
        await choose(theme);
        await (await workbench.settledRow("CI deploy")).click();
        await workbench.usagePage().serviceButton("ActionTrail").waitFor();
        await workbench.screenshot(`usage-${theme.name}`);
        await workbench.usagePage().serviceButton("Elastic Compute Service").click();
        await workbench.usagePage().entries.first().waitFor();
        await workbench.screenshot(`usage-${theme.name}-opened`);
        await workbench.usagePage().serviceButton("Elastic Compute Service").click();
        await workbench.page.mouse.move(2, 2);
      });
    }

    async function choose({ setting, mark }: (typeof THEMES)[number]): Promise<void> {
      await workbench.changeSettings({ "workbench.colorTheme": setting });
      await workbench.page.locator(`.monaco-workbench.${mark}`).waitFor();
    }

    it("in a wide window", async () => {
      await workbench.page.setViewportSize({ width: 1720, height: 900 });
      await workbench.usagePage().frame.getByRole("columnheader", { name: "Source" }).waitFor();
      await workbench.screenshot("usage-wide");
    });

    it("in a narrow window", async () => {
      await workbench.page.setViewportSize({ width: 780, height: 900 });
      await workbench
        .usagePage()
        .frame.getByRole("columnheader", { name: "Event" })
        .waitFor({ state: "hidden" });
      await workbench.usagePage().serviceButton("Elastic Compute Service").click();
      await workbench.usagePage().entries.first().waitFor();
      await workbench.screenshot("usage-narrow");
      await (await workbench.settledRow("audit")).click();
      await workbench.usagePage().button("Copy policy").waitFor();
      await workbench.screenshot("usage-narrow-denied");
    });
  });

  it("in Chinese", async () => {
    const workbench = await open({ language: "zh-cn" });
    await workbench.codeLens("云服务器 ECS").first().waitFor();
    await workbench.hover(cloud.story.keys.ci.id);
    await workbench.screenshot("editor-chinese");
    await (await workbench.settledRow("CI deploy")).click();
    await workbench.usagePage().serviceButton("对象存储").waitFor();
    await workbench.screenshot("usage-chinese");
    await workbench.close();
  });
});
