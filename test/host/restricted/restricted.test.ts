import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { SampleCloud } from "../../../src/sample/sampleCloud";
import { newKey, requestsAbout, startCloud, tidyUp } from "../harness/clouds";
import { hoverOver, lensesOf, openFile, titlesOf } from "../harness/editors";
import { keyTrail, lookUp } from "../harness/extension";
import { accountAt, set } from "../harness/settings";
import { aMoment, until } from "../harness/until";

describe("In Restricted Mode KeyTrail", () => {
  let cloud: SampleCloud;
  let id: string;

  beforeEach(async () => {
    cloud = await startCloud();
    id = newKey(cloud, cloud.story.keys.ci);
    await set("accounts", [accountAt("prod", cloud)]);
  });
  afterEach(tidyUp);

  it("is there", async () => {
    assert.equal(vscode.workspace.isTrusted, false, "the folder is not trusted");
    await until(() => (keyTrail().isActive ? true : undefined));
  });

  it("marks keys and offers to look them up, and sends nothing by itself", async () => {
    const document = await openFile(`${id}\n${cloud.story.keys.temporary.id}`);
    await set("keys", [{ id }]);
    await aMoment();
    assert.deepEqual(await titlesOf(document), [
      "AccessKey ID · Look up its last use",
      "Temporary key (STS), not tracked",
    ]);
    const hover = await hoverOver(document, id);
    assert.match(hover?.value ?? "", /^\*\*Not looked up yet\*\*/);
    assert.deepEqual(cloud.requests, []);
  });

  it("looks a key up when a person clicks the line over it", async () => {
    const document = await openFile(id);
    const [lens] = await lensesOf(document);
    assert.ok(lens);
    const { command, arguments: given } = lens.command;
    await vscode.commands.executeCommand(command, ...((given ?? []) as unknown[]));
    assert.match((await titlesOf(document))[0] ?? "", /^Last used 3 hours ago ·/);
    assert.equal(requestsAbout(cloud, id).length, 1);
  });

  it("obeys a command, and then still asks nothing more by itself", async () => {
    assert.equal((await lookUp(id)).outcome, "used");
    await openFile(`${id} ${cloud.story.keys.stale.id}`);
    await aMoment();
    assert.equal(cloud.requests.length, 1);
  });

  it("lists an account's keys for a person who asks, and looks none of them up", async () => {
    await set("keys", [{ id }]);
    await aMoment();
    assert.equal(cloud.requests.length, 0);
    await vscode.commands.executeCommand("keytrail.listAccountKeys", "prod");
    await aMoment();
    const operations = new Set(cloud.requests.map(({ operation }) => operation));
    assert.ok(operations.has("ListAccessKeys"));
    assert.ok([...operations].every((operation) => !operation?.startsWith("GetAccessKeyLastUsed")));
    await vscode.commands.executeCommand("keytrail.hideAccountKeys", "prod");
  });

  it("finds the keys of the workspace and reports them, and sends nothing for that", async () => {
    const document = await openFile(id);
    const found =
      await vscode.commands.executeCommand<readonly { readonly uri: string }[]>("keytrail.scanWorkspace");
    assert.ok(found.some(({ uri }) => uri === document.uri.toString()));
    const [problem] = await until(() => {
      const problems = vscode.languages.getDiagnostics(document.uri);
      return problems.length > 0 ? problems : undefined;
    });
    assert.match(problem?.message ?? "", /^Cannot tell whether the key .* Not looked up yet\.$/);
    await aMoment();
    assert.deepEqual(cloud.requests, []);
  });
});
