import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSampleCloud, type SampleCloud } from "../../src/sample/sampleCloud";
import { sampleProject } from "../../src/sample/sampleProject";
import { writeFiles } from "./harness/files";
import { listedKeys, withAccounts } from "./harness/sampleAccounts";
import { Workbench } from "./harness/workbench";

const ECS = "Elastic Compute Service";
const NEWEST_FIRST = [
  ECS,
  "Object Storage Service",
  "Container Registry",
  "Simple Log Service",
  "Resource Access Management",
  "ActionTrail",
];

describe("The usage page", () => {
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
    const { settings, homeFiles } = withAccounts(cloud);
    workbench = await Workbench.open({
      ...{ folder, homeFiles },
      settings: { ...settings, "keytrail.keys": listedKeys(cloud) },
    });
    await workbench.showKeyTrail();
  });

  after(async () => {
    await workbench.close();
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(label: string): Promise<void> {
    await (await workbench.settledRow(label)).click();
    await workbench.tab(`Usage of ${label}`).waitFor();
  }

  const page = () => workbench.usagePage();

  it("draws its shape while the cloud is asked, and the answer when it comes", async () => {
    const slow = cloud.misbehave({ kind: "delay", ms: 2000, accessKey: cloud.story.keys.ci.id });
    await open("CI deploy");
    await page().frame.locator(".skeleton").first().waitFor();
    await workbench.screenshot("usage-loading");
    slow.dispose();
    await page().headline(`In use: 3 hours ago, through ${ECS}`).waitFor();
    await page().serviceButton(ECS).waitFor();
    await page().frame.locator(".skeleton").waitFor({ state: "detached" });
    assert.deepEqual(await page().serviceNames(), NEWEST_FIRST);
  });

  it("opens a service into its events", async () => {
    await page().serviceButton(ECS).click();
    await page().entries.filter({ hasText: "DescribeInstances" }).first().waitFor();
    assert.equal(await page().serviceButton(ECS).getAttribute("aria-expanded"), "true");
  });

  it("loads further pages until there is no more", async () => {
    const before = await page().entries.count();
    while (await page().button("Show more").isVisible()) {
      const count = await page().entries.count();
      await page().button("Show more").click();
      await page().entries.nth(count).waitFor();
      await page().button("Loading…").waitFor({ state: "detached" });
    }
    const { length } = cloud.story.keys.ci.services[0]!.uses;
    assert.ok(length > 45 && before < length);
    assert.equal(await page().entries.count(), length);
    await page().tab(`Events ${length}`).waitFor();
  });

  it("leaves the focus where the last page begins", async () => {
    await page().frame.locator("li.entry:focus").waitFor();
  });

  it("changes tabs by keyboard, and asks for a tab's content only once it is opened", async () => {
    const asked = () =>
      cloud.requests.filter(({ operation }) => operation === "GetAccessKeyLastUsedResources").length;
    await page().tab("Events").focus();
    await workbench.page.keyboard.press("ArrowRight");
    await workbench.page.keyboard.press("ArrowRight");
    assert.equal(asked(), 0);
    await workbench.page.keyboard.press("ArrowLeft");
    await workbench.page.keyboard.press("Enter");
    await page().entries.filter({ hasText: "203.0.113.7" }).waitFor();
    assert.equal(await page().tab("Addresses").getAttribute("aria-selected"), "true");
    await workbench.page.keyboard.press("End");
    await workbench.page.keyboard.press("Space");
    await page().entries.filter({ hasText: "i-bp1sample00" }).waitFor();
    assert.equal(asked(), 1);
  });

  it("shows the cloud's own record of a use", async () => {
    await page().tab("Events").click();
    await page().entries.first().getByRole("button", { name: "Raw record" }).click();
    const record = page().entries.first().getByRole("region", { name: "Raw record" });
    assert.match(await record.innerText(), /"eventName": "DescribeInstances"/);
    await workbench.screenshot("usage-raw-record");
    await page().serviceButton(ECS).click();
    await page().entries.first().waitFor({ state: "detached" });
  });

  it("says so where a service was used but not recorded in detail", async () => {
    await page().serviceButton("Simple Log Service").click();
    await page().text("Not recorded in detail. The service was used all the same.").waitFor();
    await page().serviceButton("Simple Log Service").click();
  });

  it("sorts by service, forth and back", async () => {
    await page().column("Service").click();
    const ascending = [...NEWEST_FIRST].sort();
    assert.deepEqual(await page().serviceNames(), ascending);
    await page().column("Service").click();
    assert.deepEqual(await page().serviceNames(), ascending.toReversed());
    await page().column("Last used").click();
    assert.deepEqual(await page().serviceNames(), NEWEST_FIRST);
  });

  it("narrows the services down by what is typed, and says when nothing matches", async () => {
    await page().frame.locator("body").press("/");
    await workbench.page.keyboard.type("object");
    await page().text("1 of 6").waitFor();
    assert.deepEqual(await page().serviceNames(), ["Object Storage Service"]);
    await workbench.page.keyboard.type(" of desire");
    await page().text("No service matches “object of desire”.").waitFor();
    await workbench.page.keyboard.press("Escape");
    await page().serviceButton(ECS).waitFor();
    assert.equal(await page().filter.inputValue(), "");
    await page().filter.fill("nothing");
    await page().button("Clear filter").click();
    assert.equal(await page().filter.inputValue(), "");
  });

  it("copies the answer as JSON, without anything secret", async () => {
    await page().button("Copy as JSON").click();
    await workbench.statusBar("Copied the key's usage as JSON.").waitFor();
    const copied = await workbench.page.evaluate(() => navigator.clipboard.readText());
    const usage = JSON.parse(copied) as {
      outcome: string;
      products: unknown[];
      key: { id: string };
      verdict: { kind: string };
    };
    assert.equal(usage.verdict.kind, "in-use");
    assert.equal(usage.key.id, cloud.story.keys.ci.id);
    assert.equal(usage.outcome, "used");
    assert.equal(usage.products.length, NEWEST_FIRST.length);
    for (const { accessKeySecret } of cloud.accounts) assert.ok(!copied.includes(accessKeySecret));
  });

  it("keeps the last answer, and says so, while a slow cloud is asked again", async () => {
    cloud.misbehave({ kind: "delay", ms: 1500, times: 2, accessKey: cloud.story.keys.ci.id });
    await page().button("Refresh").click();
    await page().text("Refreshing; this answer is from").waitFor();
    assert.ok(await page().headline(`through ${ECS}`).isVisible());
    assert.deepEqual(await page().serviceNames(), NEWEST_FIRST);
    await page().text("Refreshing; this answer is from").waitFor({ state: "detached" });
  });

  it("keeps what was opened, typed and sorted when another tab was in front", async () => {
    await page().column("Service").click();
    await page().filter.fill("service");
    await page().serviceButton("Object Storage Service").click();
    await page().entries.first().waitFor();
    await workbench.openFile("config/app.yaml");
    await workbench.codeLens("Last used 3 hours ago").waitFor();
    await workbench.tab("Usage of CI deploy").click();
    await assertKept();
  });

  it("keeps them across a reload of the window, too", async () => {
    await workbench.reload();
    await workbench.tab("Usage of CI deploy").waitFor();
    await assertKept();
    await page().serviceButton("Object Storage Service").click();
    await page().filter.fill("");
    await page().column("Last used").click();
  });

  it("says how far back nobody can tell where no use is on record", async () => {
    await open("old Terraform");
    await page()
      .headline(/^No use on record in the last \d+ days$/)
      .waitFor();
    await page().text("What happened before that, nobody can tell.").waitFor();
    assert.doesNotMatch(await page().frame.locator("body").innerText(), /never used/i);
    await workbench.screenshot("usage-no-use");
  });

  it("offers the policy that is missing where access is denied", async () => {
    await open("audit");
    await page().headline("Access denied: needs actiontrail:GetAccessKeyLastUsedInfo").waitFor();
    await workbench.screenshot("usage-denied");
    await page().button("Copy policy").click();
    await workbench.statusBar("Copied the policy.").waitFor();
    const copied = await workbench.page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /"actiontrail:GetAccessKeyLastUsedInfo"/);
    assert.equal(await page().frame.locator(".policy pre").innerText(), copied);
  });

  it("offers to try again where the look-up failed, and recovers", async () => {
    await open("mail");
    await page().headline("The look-up failed").waitFor();
    await workbench.screenshot("usage-failed");
    const { refusal, ...healthy } = cloud.story.keys.failing;
    assert.equal(refusal, "ServiceUnavailable");
    cloud.addKey({ ...healthy, account: cloud.accounts[0]!.name, services: cloud.story.keys.stale.services });
    await page().button("Retry").click();
    await page().headline("Stale: last used 200 days ago").waitFor();
    await workbench.treeRow("mail").filter({ hasText: "200 days ago" }).waitFor();
    cloud.addKey(cloud.story.keys.failing);
  });

  it("says who was asked where no account has the key", async () => {
    await open("partner feed");
    await page().headline("Not found in your 2 accounts").waitFor();
    await page().text("Asked: sample-prod, sample-dev.").waitFor();
    await workbench.screenshot("usage-not-found");
  });

  it("says of a temporary key that it is not tracked, and asks nobody", async () => {
    await open("debug session");
    await page().headline("Temporary key (STS), not tracked").waitFor();
    await workbench.screenshot("usage-temporary");
    const { temporary } = cloud.story.keys;
    assert.deepEqual(
      cloud.requests.filter(({ accessKey }) => accessKey === temporary.id),
      [],
    );
  });

  it("does nothing that its own security policy forbids", () => {
    const refused = workbench.printed.filter(
      ({ text, url }) => /Content Security Policy/i.test(text) && !url.includes("/out/vs/workbench/"),
    );
    assert.deepEqual(refused, []);
    assert.deepEqual(workbench.browserDialogs, []);
  });

  async function assertKept(): Promise<void> {
    await page().entries.first().waitFor();
    assert.equal(await page().filter.inputValue(), "service");
    const ascending = [...NEWEST_FIRST].sort().filter((name) => /service/i.test(name));
    assert.deepEqual(await page().serviceNames(), ascending);
    assert.equal(await page().serviceButton("Object Storage Service").getAttribute("aria-expanded"), "true");
  }
});
