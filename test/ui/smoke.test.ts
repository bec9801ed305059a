import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Workbench } from "./harness/workbench";

describe("A VS Code window with KeyTrail installed", () => {
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "keytrail-ui-"));
    await writeFile(path.join(folder, "notes.txt"), "A line of text\n");
    workbench = await Workbench.open({ folder, file: "notes.txt", theme: "Default Light Modern" });
  });

  after(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("shows KeyTrail's view when its icon is clicked", async () => {
    await workbench.showKeyTrail();
    assert.match(await workbench.page.locator(".sidebar .composite.title").innerText(), /KeyTrail/i);
    await workbench.screenshot("smoke");
  });

  it("has KeyTrail's commands in the palette", async () => {
    await workbench.page.keyboard.press("F1");
    await workbench.page.keyboard.type("KeyTrail: Show Log");
    await workbench.quickPickRow("KeyTrail: Show Log").waitFor();
    await workbench.page.keyboard.press("Escape");
  });
});
