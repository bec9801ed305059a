import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { WorkspaceFinding } from "../../src/core/scan/finding";
import { Log } from "../../src/vscode/log";
import { WorkspaceKeys } from "../../src/vscode/scan/workspaceKeys";
import { makeIds } from "../support/syntheticIds";
import { tidyUp } from "./harness/clouds";
import { writeFile } from "./harness/editors";
import { keyTrail, loadedFiles } from "./harness/extension";
import { heardOfSettings, set } from "./harness/settings";
import { aMoment, until } from "./harness/until";

const ids = makeIds(Number.parseInt(randomUUID().slice(0, 8), 16));
const newId = (): string => ids.longTerm(24);

describe("Find Keys in Workspace", () => {
  const folder = `scan-${randomUUID()}`;
  const inFolder = (name: string): string => `${folder}/${name}`;
  const scan = async (): Promise<readonly WorkspaceFinding[]> => {
    const all = await vscode.commands.executeCommand<readonly WorkspaceFinding[]>("keytrail.scanWorkspace");
    return all.filter(({ uri }) => uri.includes(`/${folder}/`));
  };
  const idsOf = (findings: readonly WorkspaceFinding[]): readonly string[] =>
    findings.map(({ key }) => key.id).sort();

  afterEach(async () => {
    await tidyUp();
    const [root] = vscode.workspace.workspaceFolders ?? [];
    const uri = vscode.Uri.joinPath(root!.uri, folder);
    await vscode.workspace.fs.delete(uri, { recursive: true }).then(undefined, () => undefined);
    for (const section of ["files", "search"])
      await vscode.workspace
        .getConfiguration(section)
        .update("exclude", undefined, vscode.ConfigurationTarget.Global);
  });

  it("returns plain findings that say where each key stands", async () => {
    const id = newId();
    const uri = await writeFile(`# the key\r\nAK=${id}\r\n`, inFolder("deep/.env"));
    const findings = await scan();
    assert.deepEqual(JSON.parse(JSON.stringify(findings)), [
      {
        uri: uri.toString(),
        range: { start: { line: 1, character: 3 }, end: { line: 1, character: 27 } },
        key: { provider: "alibaba", kind: "access-key", id },
        dismissed: false,
      },
    ]);
    assert.ok(loadedFiles().includes("scan.js"), "the engine is a file of its own");
  });

  it("says that a secret stands beside a key, and nothing of the secret", async () => {
    const [id, secret] = [newId(), `aB3${ids.characters(27)}`];
    await writeFile(`id=${id}\nsecret=${secret}\n`, inFolder("both.ini"));
    const findings = await scan();
    assert.deepEqual(
      findings.map(({ nearSecret }) => nearSecret),
      [true],
    );
    assert.ok(!JSON.stringify(findings).includes(secret));
  });

  it("leaves out what .gitignore, files.exclude and search.exclude name", async () => {
    const id = newId();
    await writeFile("ignored.txt\n", inFolder(".gitignore"));
    for (const name of ["ignored.txt", "node_modules/p/index.js", "x.skipped", "y.unsearched"])
      await writeFile(newId(), inFolder(name));
    await writeFile(id, inFolder("found.txt"));
    const global = vscode.ConfigurationTarget.Global;
    await vscode.workspace.getConfiguration("files").update("exclude", { "**/*.skipped": true }, global);
    await vscode.workspace
      .getConfiguration("search")
      .update("exclude", { "**/*.unsearched": true, "**/found.txt": { when: "$(basename).js" } }, global);
    assert.deepEqual(idsOf(await scan()), [id]);
  });

  it("finds an ID that only the settings tell", async () => {
    const id = `old7${ids.characters(12)}`;
    await writeFile(`key: ${id}\n`, inFolder("legacy.yaml"));
    assert.deepEqual(await scan(), []);
    await set("keys", [{ id, provider: "alibaba" }]);
    await heardOfSettings();
    assert.deepEqual(idsOf(await scan()), [id]);
  });

  it("gives the second of two scans to both callers", async () => {
    const id = newId();
    await writeFile(id, inFolder("one.txt"));
    const [first, second] = await Promise.all([scan(), scan()]);
    assert.deepEqual(idsOf(first), [id]);
    assert.deepEqual(second, first);
  });

  it("forgets what is not there any more when it scans again", async () => {
    const [stays, goes] = [newId(), newId()];
    await writeFile(stays, inFolder("stays.txt"));
    const uri = await writeFile(goes, inFolder("goes.txt"));
    assert.deepEqual(idsOf(await scan()), [stays, goes].sort());
    await vscode.workspace.fs.delete(uri);
    assert.deepEqual(idsOf(await scan()), [stays]);
  });

  it("takes what somebody is typing for the file's text", async () => {
    const [before, after] = [newId(), newId()];
    const uri = await writeFile(`${before}\n`, inFolder("edited.txt"));
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, document.lineAt(0).range, after);
    await vscode.workspace.applyEdit(edit);
    assert.ok(document.isDirty);
    assert.deepEqual(idsOf(await scan()), [after]);
    await document.save();
  });

  it("keeps its findings as a file is edited and goes, without another scan", async () => {
    const [first, second, third] = [newId(), newId(), newId()];
    const kept = await writeFile(`${first}\n`, inFolder("kept.txt"));
    const other = await writeFile("nothing yet\n", inFolder("other.txt"));
    await writeFile("*.ignored\n", inFolder(".gitignore"));
    const ignored = await writeFile("\n", inFolder("x.ignored"));
    const { extensionUri } = keyTrail();
    const keys = new WorkspaceKeys({ known: () => [], extensionUri, log: new Log() });
    const known = (): readonly string[] =>
      idsOf(keys.findings.filter(({ uri }) => uri.includes(`/${folder}/`)));
    await keys.scan();
    assert.deepEqual(known(), [first]);
    const append = async (uri: vscode.Uri, text: string): Promise<void> => {
      await vscode.workspace.openTextDocument(uri);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(uri, new vscode.Position(0, 0), text);
      await vscode.workspace.applyEdit(edit);
    };
    await append(kept, `${second} `);
    await append(other, `${third} `);
    await append(ignored, `${newId()} `);
    await until(() => (known().length === 3 ? true : undefined));
    await aMoment();
    assert.deepEqual(known(), [first, second, third].sort());
    await vscode.workspace.saveAll();
    await vscode.workspace.fs.delete(kept);
    await until(() => (known().length === 1 ? true : undefined));
    assert.deepEqual(known(), [third]);
    keys.dispose();
  });
});
