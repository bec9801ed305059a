import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { toSarif } from "../../src/core/findings/sarif";
import type { SampleCloud } from "../../src/sample/sampleCloud";
import { openFile } from "./harness/editors";
import { newKey, requestsAbout, startCloud, tidyUp } from "./harness/clouds";
import { lookUp } from "./harness/extension";
import { accountAt, set } from "./harness/settings";

interface ExportedReport {
  readonly complete: boolean;
  readonly missing: readonly string[];
  readonly accounts: readonly string[];
  readonly keys: readonly {
    readonly keyId: string;
    readonly verdict: string;
    readonly account?: string;
    readonly label?: string;
    readonly places?: readonly string[];
  }[];
}

async function exportAs(argument: unknown): Promise<string> {
  return vscode.commands.executeCommand<string>("keytrail.exportReport", argument);
}

describe("Reports", () => {
  let cloud: SampleCloud;

  beforeEach(async () => {
    cloud = await startCloud();
    await set("accounts", [accountAt("prod", cloud)]);
  });
  afterEach(tidyUp);

  const keys = () => cloud.story.keys;

  it("come back as text to other code, with what is due looked up and nothing asked twice", async () => {
    const [used, stale] = [newKey(cloud, keys().ci), newKey(cloud, keys().stale)];
    await set("keys", [{ id: used, label: "CI" }, { id: stale }, { id: keys().denied.id }]);
    await lookUp(used);
    const report = JSON.parse(await exportAs({ format: "json" })) as ExportedReport;
    assert.deepEqual(
      report.keys.map(({ keyId, verdict }) => [keyId, verdict]),
      [
        [used, "in-use"],
        [stale, "stale"],
        [keys().denied.id, "cannot-tell"],
      ],
    );
    assert.deepEqual([report.keys[0]?.label, report.keys[0]?.account], ["CI", "prod"]);
    assert.deepEqual(report.accounts, ["prod"]);
    assert.deepEqual(
      [report.complete, report.missing],
      [false, ["1 of 3 keys could not be judged; each of them says why."]],
    );
    assert.equal(requestsAbout(cloud, used).length, 1);
    assert.equal(requestsAbout(cloud, stale).length, 1);
  });

  it("are of the chosen accounts only, and of no account that is not there", async () => {
    const other = await startCloud("sample-dev");
    await set("accounts", [accountAt("prod", cloud), accountAt("dev", other)]);
    const [ofProd, ofDev] = [newKey(cloud, keys().ci), newKey(other, keys().dev)];
    await set("keys", [{ id: ofProd }, { id: ofDev }]);
    const csv = await exportAs({ format: "csv", accounts: ["dev"] });
    assert.ok(csv.includes(ofDev) && !csv.includes(ofProd), csv);
    await assert.rejects(exportAs({ format: "csv", accounts: ["nobody"] }), /nobody/);
    await assert.rejects(exportAs({ format: "pdf" }), /csv, json, markdown/);
  });

  it("mask IDs where the user wants that", async () => {
    const id = newKey(cloud, keys().ci);
    await set("keys", [{ id }]);
    await set("display.maskIds", true);
    for (const format of ["csv", "json", "markdown"]) {
      const text = await exportAs({ format });
      assert.ok(!text.includes(id), format);
      assert.ok(text.includes(`${id.slice(0, 6)}****${id.slice(-4)}`), format);
    }
  });

  it("open as one page, which comes to the front when asked for again", async () => {
    await set("keys", [{ id: keys().ci.id }]);
    const pages = () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) =>
        tabs.filter(
          ({ input }) =>
            input instanceof vscode.TabInputWebview && input.viewType.endsWith("keytrail.report"),
        ),
      );
    const opened = new Promise<void>((resolve) => {
      const listening = vscode.window.tabGroups.onDidChangeTabs(({ opened: tabs }) => {
        if (!tabs.some(({ label }) => label === "Keys report")) return;
        listening.dispose();
        resolve();
      });
    });
    await vscode.commands.executeCommand("keytrail.showReport");
    await opened;
    await vscode.commands.executeCommand("keytrail.showReport");
    assert.equal(pages().length, 1);
  });
});

describe("Reports, once the workspace was searched,", () => {
  let cloud: SampleCloud;

  beforeEach(async () => {
    cloud = await startCloud();
    await set("accounts", [accountAt("prod", cloud)]);
  });
  afterEach(tidyUp);

  it("say where each key stands, and are SARIF for code-scanning tools", async () => {
    // IDs of their own: the folder is full of files of other tests.
    const [used, stale] = [newKey(cloud, cloud.story.keys.ci), newKey(cloud, cloud.story.keys.stale)];
    await set("keys", [{ id: stale }]);
    const document = await openFile(`first line\nkey = "${used}"\n`);
    const sarif = JSON.parse(await exportAs({ format: "sarif" })) as ReturnType<typeof toSarif>;
    const path = vscode.workspace.asRelativePath(document.uri);
    const results = sarif.runs[0]?.results.filter(({ locations: [place] }) =>
      place?.physicalLocation.artifactLocation.uri.endsWith(path),
    );
    assert.deepEqual(
      results?.map(({ ruleId, level }) => [ruleId, level]),
      [["key-in-use", "warning"]],
    );
    const { keys } = JSON.parse(await exportAs({ format: "json" })) as ExportedReport;
    const rowOf = (id: string) => keys.find(({ keyId }) => keyId === id);
    assert.deepEqual(
      [used, stale].map((id) => [rowOf(id)?.verdict, rowOf(id)?.places]),
      [
        ["in-use", [`${path}:2`]],
        ["stale", undefined],
      ],
    );
  });
});

describe("Evidence", () => {
  let cloud: SampleCloud;

  beforeEach(async () => {
    cloud = await startCloud();
    await set("accounts", [accountAt("prod", cloud)]);
  });
  afterEach(tidyUp);

  it("is copied for a ticket, with the key's services and without a question to other code", async () => {
    const { id } = cloud.story.keys.ci;
    const text = await vscode.commands.executeCommand<string>("keytrail.copyEvidence", { id, masked: false });
    assert.equal(await vscode.env.clipboard.readText(), text);
    for (const part of [
      `- **Key:** \`${id}\``,
      "- **Verdict:** **In use**",
      "- **Account:** `prod`",
      "`ActionTrail: GetAccessKeyLastUsedInfo`, `ActionTrail: GetAccessKeyLastUsedProducts`",
      "### Services on record",
      "Object Storage Service (`Oss`)",
    ])
      assert.ok(text.includes(part), `${part}\n\n${text}`);
  });

  it("has no whole ID when it is to be masked", async () => {
    const { id } = cloud.story.keys.stale;
    const text = await vscode.commands.executeCommand<string>("keytrail.copyEvidence", { id, masked: true });
    assert.ok(!text.includes(id));
    assert.match(text, /\*\*Verdict:\*\* \*\*Stale\*\*/);
  });

  it("names the request that was refused", async () => {
    const { id } = cloud.story.keys.denied;
    const text = await vscode.commands.executeCommand<string>("keytrail.copyEvidence", { id, masked: false });
    assert.match(text, /\*\*Verdict:\*\* \*\*Cannot tell\*\*/);
    assert.match(text, /\*\*Request IDs:\*\* `[\w-]+`/);
  });
});
