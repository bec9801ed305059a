import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { SampleCloud } from "../../src/sample/sampleCloud";
import { newKey, requestAbout, requestsAbout, startCloud, useCloud } from "./harness/clouds";
import { lensesOf, openFile, titlesOf, writeFile } from "./harness/editors";
import { lookUp } from "./harness/extension";
import { accountAt, set } from "./harness/settings";
import { aMoment, until } from "./harness/until";

describe("The lines over keys", () => {
  let cloud: SampleCloud;

  useCloud((own) => {
    cloud = own;
  });

  const keys = () => cloud.story.keys;
  const CI_LINE = "Last used 3 hours ago · Elastic Compute Service · alice";

  /** Waits for the look-up that showing the document causes; asking by command would cause one itself. */
  const answered = async (document: vscode.TextDocument, id: string) => {
    await requestAbout(cloud, id);
    await lookUp(id); // joins it
    return lensesOf(document);
  };

  it("say for each outcome what a person has to know", async () => {
    const { ci, stale, idle, root, denied, failing, elsewhere, temporary } = keys();
    const ids = [ci, stale, idle, root, elsewhere, denied, failing, temporary].map(({ id }) => id);
    const document = await openFile(ids.join("\n"));
    await Promise.all(ids.map(lookUp));
    assert.deepEqual(await titlesOf(document), [
      CI_LINE,
      "Last used 200 days ago (stale) · Object Storage Service · backup",
      "No use on record in the last 400 days",
      "Last used 4 minutes ago · Expenses and Costs · root account",
      "Not found in your account prod",
      "Access denied: needs actiontrail:GetAccessKeyLastUsedInfo",
      (await titlesOf(document))[6],
      "Temporary key (STS), not tracked",
    ]);
    assert.match((await titlesOf(document))[6] ?? "", /^Look-up failed: .+ · Retry$/);
  });

  it("are there from the start, and neither more nor fewer when the answers come", async () => {
    const [ci, stale] = [newKey(cloud, keys().ci), newKey(cloud, keys().stale)];
    const held = cloud.misbehave({ kind: "delay", ms: 600 });
    const ids = [ci, stale, ci];
    const document = await openFile(ids.map((id) => `key: ${id}`).join("\n"));
    const lookingUp = ["Looking up…", "Looking up…", "Looking up…"];
    assert.deepEqual(await titlesOf(document), lookingUp, "before the cloud is asked");
    await Promise.all([requestAbout(cloud, ci), requestAbout(cloud, stale)]);
    assert.deepEqual(await titlesOf(document), lookingUp, "while it is asked");

    await Promise.all(ids.map(lookUp));
    held.dispose();
    assert.deepEqual(
      (await lensesOf(document)).map(({ over }) => over),
      ids,
    );
    assert.equal((await titlesOf(document))[0], CI_LINE);
  });

  it("stand over exactly the ID after emoji, Chinese, tabs and Windows line ends", async () => {
    const { id } = keys().ci;
    const texts = [`👩‍💻🔑 密钥：${id}。`, `\t"id":"${id}"`, `é\u0301 ${id}`, `名前=${id};`];
    const document = await openFile(texts.join("\r\n"));
    assert.equal(document.eol, vscode.EndOfLine.CRLF);
    const lenses = await answered(document, id);
    assert.deepEqual(
      lenses.map(({ over, title }) => [over, title]),
      texts.map(() => [id, CI_LINE]),
    );
  });

  it("appear in a document that was never saved, and follow what is typed", async () => {
    const { id } = keys().ci;
    const document = await vscode.workspace.openTextDocument({ content: "nothing yet\n" });
    const editor = await vscode.window.showTextDocument(document);
    assert.deepEqual(await lensesOf(document), []);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(1, 0), `id = ${id}\n`);
    });
    assert.deepEqual(
      (await answered(document, id)).map(({ title }) => title),
      [CI_LINE],
    );
  });

  it("appear in a notebook's cell", async () => {
    const { id } = keys().ci;
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, `client("${id}")`, "python");
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData([cell]),
    );
    await vscode.window.showNotebookDocument(notebook);
    const lenses = await answered(notebook.cellAt(0).document, id);
    assert.deepEqual(
      lenses.map(({ over, title }) => [over, title]),
      [[id, CI_LINE]],
    );
  });

  it("lead to the details, to another try, or nowhere, as the outcome demands", async () => {
    const { ci, failing, temporary } = keys();
    const document = await openFile([ci, failing, temporary].map(({ id }) => id).join("\n"));
    await Promise.all([lookUp(ci.id), lookUp(failing.id)]);
    assert.deepEqual(
      (await lensesOf(document)).map(({ command }) => command.command),
      ["keytrail.showUsage", "keytrail.refreshKey", ""],
    );
  });

  it("show names from the cloud as they are typed, never as icons", async () => {
    const { id } = keys().idle;
    const owner = { type: "ram-user", name: "$(zap)[x](command:y)", id: "1" };
    cloud.addKey({ ...keys().ci, id, owner });
    const document = await openFile(id);
    const [lens] = await answered(document, id);
    assert.ok(lens?.title.endsWith("· \\$(zap)[x](command:y)"), lens?.title);
  });

  it("are not there when they are switched off, and nobody is asked about less for it", async () => {
    await set("codeLens.enabled", false);
    const document = await openFile(keys().ci.id);
    await requestAbout(cloud, keys().ci.id);
    assert.deepEqual(await lensesOf(document), []);
    await set("codeLens.enabled", true);
    assert.equal((await lensesOf(document)).length, 1);
  });

  it("wait for a click while nothing may be looked up by itself", async () => {
    await set("lookUp.automatic", false);
    const [ci, stale] = [newKey(cloud, keys().ci), newKey(cloud, keys().stale)];
    const document = await openFile(`${ci}\n${stale}`);
    await aMoment();
    const [first] = await lensesOf(document);
    const offer = "AccessKey ID · Look up its last use";
    assert.equal(first?.title, offer);
    const { command, arguments: given } = first.command;
    await vscode.commands.executeCommand(command, ...((given ?? []) as unknown[]));
    assert.deepEqual(await titlesOf(document), [CI_LINE, offer]);
    assert.equal(requestsAbout(cloud, ci).length, 1);
    assert.equal(requestsAbout(cloud, stale).length, 0);
  });

  it("cost nothing in a document that nobody sees", async () => {
    const id = newKey(cloud, keys().ci);
    const document = await vscode.workspace.openTextDocument(await writeFile(id, "unseen.txt"));
    await aMoment();
    assert.equal((await lensesOf(document)).length, 1);
    assert.deepEqual(requestsAbout(cloud, id), []);
  });

  it("ask again by themselves once the accounts change, and never show another account's answer", async () => {
    const document = await openFile(keys().ci.id);
    await answered(document, keys().ci.id);
    const other = await startCloud();
    other.addKey({ ...keys().ci, owner: { type: "ram-user", name: "mallory", id: "1" } });
    await set("accounts", [accountAt("prod", other)]);
    assert.ok(!(await titlesOf(document))[0]?.includes("alice"));
    await requestAbout(other, keys().ci.id);
    const line = await until(async () =>
      (await titlesOf(document)).find((title) => title.includes("mallory")),
    );
    assert.equal(line, CI_LINE.replace("alice", "mallory"));

    await set("accounts", []);
    assert.deepEqual(await titlesOf(document), ["AccessKey ID · Look up its last use"]);
  });
});
