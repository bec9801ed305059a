import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSampleCloud, type SampleCloud } from "../../src/sample/sampleCloud";
import { sampleProject } from "../../src/sample/sampleProject";
import { writeFiles } from "./harness/files";
import { listedKeys, withAccounts } from "./harness/sampleAccounts";
import { Workbench } from "./harness/workbench";

describe("The keys report", () => {
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
    const { settings, homeFiles } = withAccounts(cloud, ["alibaba", "ncloud"]);
    workbench = await Workbench.open({
      ...{ folder, homeFiles },
      settings: { ...settings, "keytrail.keys": listedKeys(cloud, ["alibaba", "ncloud"]) },
    });
  });

  after(async () => {
    await workbench.close();
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  });

  const page = () => workbench.reportPage();
  const total = () => cloud.story.listed.length;

  async function exportTo(file: string, format: string): Promise<void> {
    await workbench.quickInput.asks("The keys of which accounts?");
    await workbench.quickInput.input.press("Enter");
    await workbench.quickInput.asks("In which format?");
    await workbench.quickInput.row(format).click();
    // VS Code fills in the suggested name in its own time, whatever stands there.
    await workbench.page.waitForFunction(() =>
      Array.from(document.querySelectorAll("input")).some(({ value }) => value.includes("keytrail-report-")),
    );
    await workbench.quickInput.enter(path.join(folder, file));
  }

  it("can be cancelled while it is exported: the file then holds what is known, and says that it is partial", async () => {
    const slow = cloud.misbehave({ kind: "delay", ms: 4000 });
    await workbench.runCommand("KeyTrail: Export Report…");
    await exportTo("partial.json", "JSON");
    const progress = workbench.notification("Looking up the keys of the report");
    await progress.filter({ hasText: `of ${total() - 1}` }).waitFor();
    await progress.getByRole("button", { name: "Cancel" }).click();
    await workbench.notification("The report is saved as partial.json. It is partial.").waitFor();
    slow.dispose();
    const report = JSON.parse(await readFile(path.join(folder, "partial.json"), "utf8")) as {
      readonly complete: boolean;
      readonly missing: readonly string[];
      readonly keys: readonly unknown[];
    };
    assert.deepEqual([report.complete, report.keys.length], [false, total()]);
    assert.match(report.missing[0] ?? "", /^It was cancelled: \d+ of \d+ keys were not looked up\.$/);
  });

  it("shows every key as a row and a dot, and looks up what is due", async () => {
    await workbench.runCommand("KeyTrail: Show Keys Report");
    await workbench.tab("Keys report").waitFor();
    await page().button("Stop").waitFor({ state: "detached" });
    await page().row("CI deploy").filter({ hasText: "In use: 3 hours ago" }).waitFor();
    assert.equal((await page().names()).length, total());
    assert.equal(await page().dots.count(), total());
    await workbench.screenshot("report-dark");
  });

  it("is there to be looked at in a light theme too", async () => {
    await workbench.changeSettings({ "workbench.colorTheme": "Default Light Modern" });
    await workbench.page.locator(".monaco-workbench.vs").waitFor();
    await workbench.screenshot("report-light");
    await workbench.changeSettings({ "workbench.colorTheme": "Default Dark Modern" });
    await workbench.page.locator(".monaco-workbench.vs-dark").waitFor();
  });

  it("narrows picture and table by verdict, by words and by account", async () => {
    await page()
      .button(/^Stale/)
      .click();
    await page().row("CI deploy").waitFor({ state: "detached" });
    assert.ok((await page().names()).includes("nightly backup"));
    assert.equal(await page().dots.count(), (await page().names()).length);
    await page()
      .button(/^Stale/)
      .click();
    await workbench.page.keyboard.press("/");
    await workbench.page.keyboard.type("backup");
    await page().row("CI deploy").waitFor({ state: "detached" });
    assert.deepEqual([...(await page().names())].sort(), ["backup vault", "nightly backup"]);
    await page().filter.press("Escape");
    await page().frame.getByRole("combobox").selectOption("sample-dev");
    await page().row("CI deploy").waitFor({ state: "detached" });
    assert.ok((await page().names()).includes("development"));
    await page().frame.getByRole("combobox").selectOption("All accounts");
  });

  it("sorts by a column, and the other way round", async () => {
    await page().column("Key").click();
    await page().frame.locator('[aria-sort="ascending"]').filter({ hasText: "Key" }).waitFor();
    const ascending = await page().names();
    assert.deepEqual(ascending, [...ascending].sort(new Intl.Collator("en", { numeric: true }).compare));
    await page().column("Key").click();
    await page().frame.locator('[aria-sort="descending"]').waitFor();
    assert.deepEqual(await page().names(), [...ascending].reverse());
  });

  it("opens a key's usage page from its row, and is as it was when one comes back", async () => {
    await page().button("CI deploy").click();
    await workbench.usagePage().headline("In use: 3 hours ago").waitFor();
    await workbench.tab("Keys report").click();
    await page().frame.locator('[aria-sort="descending"]').filter({ hasText: "Key" }).waitFor();
  });

  it("comes back as it was after a reload", async () => {
    await page().filter.fill("backup");
    await page().row("CI deploy").waitFor({ state: "detached" });
    await workbench.reload();
    await page().row("nightly backup").waitFor();
    assert.equal(await page().filter.inputValue(), "backup");
    await page().frame.locator('[aria-sort="descending"]').filter({ hasText: "Key" }).waitFor();
    await page().filter.fill("");
  });

  it("is exported to a file that is whole when it is there, and nothing is left beside it", async () => {
    await page().button("Export Report…").click();
    const before = await readdir(folder);
    await exportTo("keys.csv", "CSV");
    await workbench.notification("The report is saved as keys.csv.").waitFor();
    const lines = (await readFile(path.join(folder, "keys.csv"), "utf8")).split("\r\n");
    assert.match(lines[0] ?? "", /^account,provider,owner,keyId,/);
    assert.ok(lines.some((line) => line.includes("CI deploy") && line.includes("in-use")));
    assert.deepEqual((await readdir(folder)).sort(), [...before, "keys.csv"].sort());
  });

  it("gives evidence about a key from the key's own page", async () => {
    await page().button("nightly backup").click();
    await workbench.usagePage().headline("Stale: last used").waitFor();
    await workbench.usagePage().button("Copy Evidence").click();
    await workbench.quickInput.row("Masked ID").click();
    await workbench.statusBar("Copied the evidence as Markdown.").waitFor();
    const copied = await workbench.page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /\*\*Verdict:\*\* \*\*Stale\*\*/);
    assert.ok(!copied.includes(cloud.story.keys.stale.id));
  });
});
