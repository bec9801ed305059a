import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sampleKeyId } from "../../src/sample/alibaba/keyIds";
import { SERVICES } from "../../src/sample/alibaba/serviceNames";
import { startSampleCloud, type SampleCloud } from "../../src/sample/sampleCloud";
import { accessKeyProfile, CLI_FILE, cliFile } from "./harness/sampleAccounts";
import { Workbench } from "./harness/workbench";

const USER = "[x](command:workbench.action.quit) $(zap)";
const SERVICE = "**bold** <img src=x onerror=alert(1)>";
const EVENT = "<script>alert(2)</script>";
const ACCOUNT = "$(flame) account";
const PROFILE = "$(zap) profile";
const LABEL = "$(flame) <b>[y](https://example.com)</b>";

describe("Names that mean something to Markdown, HTML or VS Code", () => {
  const id = sampleKeyId("hostile");
  let cloud: SampleCloud;
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    cloud = await startSampleCloud();
    cloud.addKey({
      id,
      account: cloud.accounts[0]!.name,
      owner: { type: "ram-user", name: USER, id: "1" },
      services: [
        {
          service: { ...SERVICES.ecs, en: SERVICE },
          ...{ region: "`cn`", source: "<i>Event</i>" },
          uses: [{ agoMs: 3_600_000, event: EVENT, ip: "203.0.113.7" }],
        },
      ],
    });
    folder = await mkdtemp(path.join(tmpdir(), "keytrail-ui-"));
    await writeFile(path.join(folder, "key.txt"), `access_key_id = ${id}\n`);
    const [prod] = cloud.accounts;
    const credentials = `profile:${PROFILE}`;
    workbench = await Workbench.open({
      ...{ folder, file: "key.txt" },
      homeFiles: { [CLI_FILE]: cliFile([{ ...accessKeyProfile(prod!), name: PROFILE }]) },
      settings: {
        "keytrail.accounts": [{ name: ACCOUNT, provider: "alibaba", credentials, endpoint: cloud.origin }],
        "keytrail.keys": [{ id, label: LABEL }],
      },
    });
    await workbench.showKeyTrail();
  });

  after(async () => {
    await workbench.close();
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("stand in the lens as they are", async () => {
    await workbench.codeLens(`Last used 1 hour ago · ${SERVICE} · ${USER}`).waitFor();
    await assertInert(".codelens-decoration");
  });

  it("stand in the hover as they are", async () => {
    const hover = await workbench.hover(id);
    const text = await hover.innerText();
    for (const name of [USER, SERVICE, EVENT, LABEL, "`cn`"]) assert.ok(text.includes(name), text);
    assert.deepEqual(await hover.locator("a").allInnerTexts(), [
      "Show Usage Details",
      "Copy",
      "Refresh",
      "Open in Console",
    ]);
    await assertInert(".monaco-hover");
    await workbench.screenshot("hostile-hover");
  });

  it("stand in the side bar and its tooltip as they are", async () => {
    const row = workbench.treeRow(LABEL).filter({ hasText: SERVICE });
    await row.waitFor();
    const tooltip = await workbench.tooltip(row);
    const text = await tooltip.innerText();
    for (const name of [USER, SERVICE, EVENT]) assert.ok(text.includes(name), text);
    assert.equal(await tooltip.locator("a").count(), 0);
    await assertInert(".workbench-hover-container");
    await assertInert(".sidebar .monaco-list");
  });

  it("stand in the boxes to choose from as they are", async () => {
    const { quickInput } = workbench;
    const stand = async (command: string, ...names: readonly string[]): Promise<void> => {
      await workbench.runCommand(`KeyTrail: ${command}`);
      for (const name of names) await quickInput.row(name).first().waitFor();
      await assertInert(".quick-input-widget");
      await workbench.page.keyboard.press("Escape");
      await quickInput.box.waitFor({ state: "detached" });
    };
    await stand("Remove Key", LABEL);
    await stand("Look Up AccessKey…", LABEL, SERVICE);
    await stand("Remove Account…", ACCOUNT);
    await workbench.runCommand("KeyTrail: Add Account…");
    await quickInput.row("Alibaba Cloud").click();
    await quickInput.row(PROFILE).waitFor();
    await assertInert(".quick-input-widget");
    await workbench.screenshot("hostile-picker");
    await workbench.page.keyboard.press("Escape");
  });

  it("stand in the usage page as they are", async () => {
    await workbench.codeLensLink("Last used").click();
    const page = workbench.usagePage();
    await page.headline(`through ${SERVICE}`).waitFor();
    await page.serviceButton(SERVICE).click();
    await page.entries.filter({ hasText: EVENT }).waitFor();
    const text = await page.frame.locator("body").innerText();
    for (const name of [USER, SERVICE, EVENT, LABEL, "<i>Event</i>"]) assert.ok(text.includes(name), text);
    assert.equal(await page.frame.locator("img, b, i, strong, a").count(), 0);
    await workbench.screenshot("hostile-page");
  });

  it("run nothing and open nothing", () => {
    assert.deepEqual(workbench.browserDialogs, []);
    const refused = workbench.printed.filter(({ text }) => /Content Security Policy/i.test(text));
    assert.deepEqual(refused, []);
  });

  /** No picture, no script, no emphasis and no icon has come of a name. */
  async function assertInert(place: string): Promise<void> {
    const made = workbench.page.locator(place).locator("img, script, b, i, em, .codicon-zap, .codicon-flame");
    assert.equal(await made.count(), 0);
  }
});
