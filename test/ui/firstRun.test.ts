import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sampleStory } from "../../src/sample/sampleStory";
import { Workbench } from "./harness/workbench";

/** What the lens above each key of the sample says, in the order of the file. */
const LENSES = [
  "Last used 3 hours ago · Elastic Compute Service · alice",
  "Last used 200 days ago (stale) · Object Storage Service · backup",
  "No use on record in the last",
  /^Last used \d+ minutes ago · Expenses and Costs · root account$/,
  /^Last used .*day.* · Elastic Compute Service · bob$/,
  "Access denied: needs actiontrail:GetAccessKeyLastUsedInfo",
  "Look-up failed: ",
  "Not found in your 2 accounts",
  "Temporary key (STS), not tracked",
];

describe("Somebody who has just installed KeyTrail", () => {
  const { ci } = sampleStory().keys;
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "keytrail-ui-"));
    // High enough for every key of the sample's file.
    workbench = await Workbench.open({ folder, size: { width: 1280, height: 1280 } });
  });

  after(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });

  const welcome = (text: string) =>
    workbench.page.locator(".sidebar .welcome-view-content .monaco-button").filter({ hasText: text });

  it("is told what it is for, and can add an account from there", async () => {
    await workbench.showKeyTrail();
    await workbench.page.getByText("shows whether a cloud access key is still used").waitFor();
    await workbench.screenshot("first-run");
    await welcome("Add Account…").click();
    await workbench.quickInput.asks("Add Account (1/4)");
    await workbench.page.keyboard.press("Escape");
    await workbench.quickInput.box.waitFor({ state: "hidden" });
  });

  it("gets sample data without an account, with a lens for every outcome", async () => {
    await welcome("Try with Sample Data").click();
    await workbench.tab("app.yaml").waitFor();
    for (const lens of LENSES) await workbench.codeLens(lens).waitFor();
    assert.equal(await workbench.codeLens(/./).count(), LENSES.length);
  });

  it("sees the sample's keys in the side bar, under the account that has them", async () => {
    await workbench.treeRow("partner feed").filter({ hasText: "not found" }).waitFor();
    await workbench.treeRow("mail").filter({ hasText: "look-up failed" }).waitFor();
    assert.deepEqual(await treeOutline(), [
      "1 sample-prod",
      "2 CI deploy",
      "2 nightly backup",
      "2 old Terraform",
      "2 billing report",
      "1 sample-dev",
      "2 development",
      "1 sample-ncloud",
      "2 orders",
      "2 backup vault",
      "2 token signing",
      "2 legacy files",
      "2 old reports",
      "2 spare key",
      "2 CI runner",
      "2 old batch",
      "2 CI runner, spare",
      "1 Other keys",
      "2 audit",
      "2 mail",
      "2 partner feed",
      "2 debug session",
      "2 main account",
    ]);
  });

  it("tells the outcomes apart by shape in the side bar, without colours", async () => {
    const shapes = await workbench.page
      .locator(".sidebar .monaco-list-row[aria-level='2']")
      .evaluateAll((rows) =>
        rows.map((row) => {
          const icon = row.querySelector(".custom-view-tree-node-item-icon");
          return [
            row.querySelector(".label-description")?.textContent ?? "",
            icon === null ? "" : getComputedStyle(icon, "::before").content,
          ] as const;
        }),
      );
    const shapeOf = (description: RegExp) => shapes.find(([text]) => description.test(text))?.[1];
    const outcomes = [
      /^3 hours/,
      /^200 days/,
      /^no use/,
      /^access denied/,
      /^look-up failed/,
      /^not found/,
      /^temporary/,
    ];
    const distinct = new Set(outcomes.map(shapeOf));
    assert.ok(!distinct.has(undefined) && !distinct.has(""), JSON.stringify(shapes));
    assert.equal(distinct.size, outcomes.length, JSON.stringify(shapes));
  });

  it("reads when, what, from where and by whom in the hover", async () => {
    const hover = await workbench.hover(ci.id);
    const text = await hover.innerText();
    assert.match(text, /In use: 3 hours ago, through Elastic Compute Service · CI deploy/);
    assert.match(text, /DescribeInstances from 203\.0\.113\.7 in cn-hangzhou/);
    assert.match(text, /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
    assert.match(text, /RAM user alice · account sample-prod \(\d{16}\)/);
    assert.match(text, /Records since .* · an hour or more behind · asked .* by account sample-prod/);
    assert.match(text, /Show Usage Details · Copy · Refresh · Open in Console/);
    await workbench.screenshot("sample");
  });

  it("gets from the hover to the usage page", async () => {
    const hover = await workbench.hover(ci.id);
    await hover.getByText("Show Usage Details").click();
    await workbench.usagePage().headline("In use: 3 hours ago, through Elastic Compute Service").waitFor();
    await workbench.tab("Usage of CI deploy").waitFor();
  });

  it("gets from a lens to the usage page of that key", async () => {
    await workbench.tab("app.yaml").click();
    await workbench.codeLensLink("200 days ago").click();
    await workbench
      .usagePage()
      .headline("Stale: last used 200 days ago, through Object Storage Service")
      .waitFor();
    await workbench.tab("Usage of nightly backup").waitFor();
  });

  it("loses the sample, and everything about it, with its account", async () => {
    await workbench.chooseFromMenu(await workbench.settledRow("sample-prod"), "Remove Account…");
    await welcome("Try with Sample Data").waitFor();
  });

  async function treeOutline(): Promise<readonly string[]> {
    // VS Code reuses rows, so that their order in the page is not that of the list.
    return workbench
      .treeRow()
      .evaluateAll((rows) =>
        rows
          .toSorted((a, b) => Number(a.getAttribute("data-index")) - Number(b.getAttribute("data-index")))
          .map((row) => `${row.ariaLevel ?? ""} ${row.querySelector(".label-name")?.textContent ?? ""}`),
      );
  }
});
