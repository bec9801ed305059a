import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../src/sample/sampleCloud";
import { accessKeyProfile, CLI_FILE, cliFile } from "./harness/sampleAccounts";
import { Workbench } from "./harness/workbench";

/** Nothing listens there, so that what is meant for the real cloud gets nowhere. */
const NO_PROXY_THERE = "http://127.0.0.1:1";

describe("Adding an account", () => {
  let cloud: SampleCloud;
  let prod: SampleAccount;
  let folder: string;
  let workbench: Workbench;
  let marker: string;

  before(async () => {
    cloud = await startSampleCloud();
    prod = cloud.accounts[0]!;
    folder = await mkdtemp(path.join(tmpdir(), "keytrail-ui-"));
    await writeFile(path.join(folder, "key.txt"), `access_key_id = ${cloud.story.keys.ci.id}\n`);
    marker = path.join(folder, "command-was-run");
    const program = path.join(folder, "credentials.cjs");
    await writeFile(
      program,
      `require("node:fs").writeFileSync(${JSON.stringify(marker)}, "");
console.log(${JSON.stringify(JSON.stringify(accessKeyProfile(prod)))});`,
    );
    workbench = await Workbench.open({
      ...{ folder, file: "key.txt" },
      env: {
        ...{ HTTPS_PROXY: NO_PROXY_THERE, https_proxy: NO_PROXY_THERE },
        ALIBABA_CLOUD_ACCESS_KEY_ID: prod.accessKeyId,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: prod.accessKeySecret,
      },
      homeFiles: {
        [CLI_FILE]: cliFile([
          { ...accessKeyProfile(prod), name: "team-prod" },
          { name: "half-done", mode: "AK", access_key_id: prod.accessKeyId },
          { name: "helper", mode: "External", process_command: `"${process.execPath}" "${program}"` },
        ]),
      },
    });
    await workbench.showKeyTrail();
  });

  after(async () => {
    await workbench.close();
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("lists the profiles that are there, with their state, a broken one with its reason", async () => {
    await startAdding();
    const { quickInput } = workbench;
    await quickInput.row("team-prod").filter({ hasText: "AK" }).waitFor();
    await quickInput.row("half-done").filter({ hasText: "access_key_secret" }).waitFor();
    await quickInput.row("helper").filter({ hasText: "KeyTrail would run this command" }).waitFor();
    await quickInput.row("Environment variables").filter({ hasText: "set", hasNotText: "not set" }).waitFor();
    await workbench.screenshot("add-account-sources");
  });

  it("walks through profile, name and region, and says what one call showed", async () => {
    await workbench.quickInput.row("team-prod").click();
    await nameAndRegion("team-prod");
    await expectNoNetwork("team-prod");
    assert.deepEqual(await savedAccounts(), [
      { name: "team-prod", provider: "alibaba", credentials: "profile:team-prod", region: "cn-hangzhou" },
    ]);
  });

  it("answers as soon as the account can reach its cloud", async () => {
    await pointAtSample("team-prod");
    await workbench.codeLens("Last used 3 hours ago · Elastic Compute Service · alice").waitFor();
    await removeAccount("team-prod");
  });

  it("takes the credentials of the environment", async () => {
    await startAdding();
    await workbench.quickInput.row("Environment variables").click();
    await nameAndRegion("from-env");
    await expectNoNetwork("from-env");
    await pointAtSample("from-env");
    await workbench.codeLens("Last used 3 hours ago · Elastic Compute Service · alice").waitFor();
    await removeAccount("from-env");
  });

  it("asks for an AccessKey in masked boxes, and never shows it again", async () => {
    await typeAccessKey();
    await nameAndRegion("typed");
    await expectNoNetwork("typed");
    await pointAtSample("typed");
    await workbench.codeLensLink("Last used 3 hours ago").click();
    await workbench.usagePage().serviceButton("Object Storage Service").waitFor();
    for (const frame of workbench.page.frames()) {
      const content = await frame.content();
      assert.ok(!content.includes(prod.accessKeySecret), frame.url());
    }
    assert.ok(!JSON.stringify(await workbench.settings()).includes(prod.accessKeySecret));
  });

  it("forgets the AccessKey with the account", async () => {
    const accounts = await savedAccounts();
    await removeAccount("typed");
    // The same entry again finds nothing that was kept.
    await workbench.changeSettings({ "keytrail.accounts": accounts });
    await workbench.tab("key.txt").click();
    await workbench.codeLens("No credentials are stored for the account").waitFor();
    await workbench.changeSettings({ "keytrail.accounts": [] });
    await workbench.codeLens("AccessKey ID · Look up its last use").waitFor();
  });

  it("forgets the AccessKey when the account cannot be written into the settings", async () => {
    const { quickInput, server } = workbench;
    const settings = await readFile(server.settingsFile, "utf8");
    await typeAccessKey();
    await quickInput.asks("Add Account (3/4)");
    await quickInput.enter("unwritten");
    await quickInput.asks("Add Account (4/4)");
    await writeFile(server.settingsFile, `${settings} oops`);
    await quickInput.row("cn-hangzhou").click();
    await workbench.modal("Unable to write into").getByRole("button", { name: "OK" }).click();
    const entry = { name: "unwritten", provider: "alibaba", credentials: "stored", endpoint: cloud.origin };
    await writeFile(server.settingsFile, settings);
    await workbench.changeSettings({ "keytrail.accounts": [entry] });
    await workbench.tab("key.txt").click();
    await workbench.codeLens("No credentials are stored for the account").waitFor();
    await workbench.changeSettings({ "keytrail.accounts": [] });
    await workbench.codeLens("AccessKey ID · Look up its last use").waitFor();
  });

  it("runs a profile's command only after that very command was allowed", async () => {
    await startAdding();
    await workbench.quickInput.row("helper").click();
    await nameAndRegion("helper");
    const question = workbench.modal("Allow KeyTrail to use this profile?");
    await question.filter({ hasText: "credentials.cjs" }).waitFor();
    await workbench.screenshot("consent");
    await question.getByRole("button", { name: "Cancel" }).click();
    await workbench.treeRow("helper").filter({ hasText: "needs your permission" }).waitFor();
    assert.ok(!existsSync(marker));
    await (await workbench.settledRow("helper")).click();
    await question.getByRole("button", { name: "Allow" }).click();
    await pointAtSample("helper");
    await workbench.codeLens("Last used 3 hours ago · Elastic Compute Service · alice").waitFor();
    assert.ok(existsSync(marker));
  });

  async function startAdding(): Promise<void> {
    const { quickInput } = workbench;
    await workbench.runCommand("KeyTrail: Add Account…");
    await quickInput.asks("Add Account (1/4)");
    await quickInput.row("Alibaba Cloud").click();
    await quickInput.asks("Add Account (2/4)");
  }

  async function typeAccessKey(): Promise<void> {
    const { quickInput } = workbench;
    await startAdding();
    await quickInput.row("Enter an AccessKey").click();
    for (const [question, answer] of [
      ["AccessKey ID to ask with", prod.accessKeyId],
      ["Its AccessKey secret", prod.accessKeySecret],
      ["Its security token", ""],
    ] as const) {
      await quickInput.asks(question);
      assert.equal(await quickInput.input.getAttribute("type"), "password");
      await quickInput.enter(answer);
    }
  }

  async function nameAndRegion(name: string): Promise<void> {
    const { quickInput } = workbench;
    await quickInput.asks("Add Account (3/4)");
    await quickInput.enter(name);
    await quickInput.asks("Add Account (4/4)");
    await quickInput.row("cn-hangzhou").click();
  }

  /** The wizard asks for no endpoint, so its trial goes to the real cloud, which no test may reach. */
  async function expectNoNetwork(name: string): Promise<void> {
    const message = workbench.notification(`Account ${name} was added, but it cannot ask yet.`);
    await message.filter({ hasText: "actiontrail.cn-hangzhou.aliyuncs.com" }).waitFor();
    await message.hover();
    await message.locator(".codicon-notifications-clear").click();
  }

  async function savedAccounts(): Promise<readonly Readonly<Record<string, string>>[]> {
    return (await workbench.settings())["keytrail.accounts"] as Record<string, string>[];
  }

  async function pointAtSample(name: string): Promise<void> {
    const accounts = (await savedAccounts()).map((account) =>
      account["name"] === name ? { ...account, endpoint: cloud.origin } : account,
    );
    await workbench.changeSettings({ "keytrail.accounts": accounts });
  }

  async function removeAccount(name: string): Promise<void> {
    await workbench.runCommand("KeyTrail: Remove Account…");
    await workbench.quickInput.row(name).click();
    const question = workbench.modal(`Remove the account ${name} from KeyTrail?`);
    await question.getByRole("button", { name: "Remove" }).click();
    await question.waitFor({ state: "detached" });
    await workbench.page.getByText("shows whether a cloud access key is still used").waitFor();
  }
});
