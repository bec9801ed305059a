import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as vscode from "vscode";
import { DISMISSAL_FILE } from "../../src/core/findings/dismissalFile";
import type { toSarif } from "../../src/core/findings/sarif";
import type { KeyRef } from "../../src/core/usage/key";
import type { SampleCloud } from "../../src/sample/sampleCloud";
import { COMMANDS } from "../../src/vscode/commands/names";
import { startFindings, type Findings } from "../../src/vscode/findings/findings";
import { createServices, type Services } from "../../src/vscode/services";
import { makeIds } from "../support/syntheticIds";
import { render } from "./harness/editors";
import { requestsAbout, startCloud, tidyUp } from "./harness/clouds";
import { asContext, ownContext, type OwnContext } from "./harness/ownContext";
import { accountAt, set } from "./harness/settings";
import { until } from "./harness/until";
import { makeTree, workspaceRows, type FileTree } from "./harness/workspaceTree";

// A KeyTrail of the test's own, made as the extension makes its own, so that its rows and its store can be looked at.
describe("The keys of the workspace", () => {
  let cloud: SampleCloud;
  let context: OwnContext;
  let services: Services;
  let findings: Findings;
  let tree: FileTree;

  beforeEach(async () => {
    cloud = await startCloud();
    await set("accounts", [accountAt("prod", cloud)]);
    context = ownContext();
    services = createServices(asContext(context));
    services.hub.start();
    findings = await startFindings(asContext(context), services);
    tree = await makeTree();
  });
  afterEach(async () => {
    for (const item of context.subscriptions) item.dispose();
    await tree.remove();
    await vscode.workspace.fs.delete(dismissalFile()).then(undefined, () => undefined);
    await tidyUp();
  });

  const dismissalFile = (): vscode.Uri => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    return vscode.Uri.joinPath(folder.uri, DISMISSAL_FILE);
  };
  const scan = async () => findings.commands[COMMANDS.scanWorkspace]() as Promise<readonly unknown[]>;
  const lookUp = async (...ids: readonly string[]) =>
    Promise.all(ids.map((id) => services.usage.ask({ provider: "alibaba", kind: "access-key", id })));
  const rows = () =>
    workspaceRows(findings).map(({ depth, label, description }) => [depth, label, description] as const);
  const problemsOf = (uri: vscode.Uri) =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "KeyTrail");
  const drawn = async (uri: vscode.Uri, isRight: (problems: readonly vscode.Diagnostic[]) => boolean) =>
    until(() => (isRight(problemsOf(uri)) ? problemsOf(uri) : undefined));

  it("are listed by key, the most urgent first, with their files and lines", async () => {
    const { ci, stale, temporary } = cloud.story.keys;
    await tree.write("a.py", `k = "${stale.id}"\n`);
    await tree.write("b.env", `A=${ci.id}\n\nB=${ci.id}\nS=${temporary.id}\n`);
    const found = await scan();
    assert.equal(found.length, 4);
    await lookUp(ci.id, stale.id);
    await until(() => (rows()[0]?.[1] === ci.id ? true : undefined));
    const folder = vscode.workspace.asRelativePath(tree.uri("x")).split("/")[0] ?? "";
    assert.deepEqual(rows(), [
      [0, ci.id, "3 hours ago · Elastic Compute Service · 2 places"],
      [1, "b.env", `${folder} · 2 places`],
      [2, "line 1", ""],
      [2, "line 3", ""],
      [0, stale.id, "200 days ago · Object Storage Service · 1 place"],
      [1, "a.py", `${folder} · line 1`],
      [0, temporary.id, "temporary key · 1 place"],
      [1, "b.env", `${folder} · line 4`],
    ]);
    await findings.commands[COMMANDS.groupByFile]();
    assert.deepEqual(
      rows().map(([depth, label]) => [depth, label]),
      [
        [0, "a.py"],
        [1, stale.id],
        [0, "b.env"],
        [1, ci.id],
        [1, ci.id],
        [1, temporary.id],
      ],
    );
  });

  it("open at their place", async () => {
    const { ci } = cloud.story.keys;
    const uri = await tree.write("a.py", `\n\nk = "${ci.id}"\n`);
    await scan();
    const row = workspaceRows(findings).find(({ label }) => label === "a.py");
    const { command = "", arguments: args = [] } = row?.item.command ?? {};
    await vscode.commands.executeCommand(command, ...(args as unknown[]));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), uri.toString());
    assert.equal(editor.document.getText(editor.selection), ci.id);
  });

  it("are returned to other code as plain JSON", async () => {
    const { ci } = cloud.story.keys;
    const uri = await tree.write("a.py", `k = "${ci.id}"\n`);
    const range = { start: { line: 0, character: 5 }, end: { line: 0, character: 5 + ci.id.length } };
    const key = { provider: "alibaba", kind: "access-key", id: ci.id };
    assert.deepEqual(await scan(), [{ uri: uri.toString(), range, key, dismissed: false }]);
  });

  it("are problems by what they do, with a secret beside them the more urgent", async () => {
    const { ci, root, stale, idle, elsewhere, temporary } = cloud.story.keys;
    const ids = [ci.id, root.id, stale.id, idle.id, elsewhere.id, temporary.id];
    const far = "\n\n\n\n\n";
    const uri = await tree.write("a.txt", ids.join(far));
    const beside = await tree.write("b.txt", `${idle.id}\n${makeIds(7).characters(30)}\n`);
    await scan();
    await lookUp(ci.id, root.id, stale.id, idle.id, elsewhere.id);
    const { Error: E, Warning: W, Information: I } = vscode.DiagnosticSeverity;
    const problems = await drawn(uri, ([, , , , last]) => last?.message.includes("Not found") ?? false);
    const found = problems.map(({ code, severity }) => [(code as { value: string }).value, severity]);
    assert.deepEqual(found, [
      ["key-in-use", W],
      ["root-key-in-use", E],
      ["stale-key", I],
      ["no-use-on-record", I],
      ["cannot-tell", W],
    ]);
    assert.match(
      problems[4]?.message ?? "",
      /^Cannot tell whether the key .* Not found in your account prod\.$/,
    );
    const [near] = await drawn(beside, ([one]) => one?.severity === W && one.message.includes("secret"));
    assert.equal((near?.code as { value: string }).value, "no-use-on-record");
    const target = String((near?.code as { target: vscode.Uri }).target);
    assert.match(target, /docs\/findings\.md#no-use-on-record$/);
  });

  it("are no problems before anybody searched, with problems switched off, or with their severity off", async () => {
    const { ci } = cloud.story.keys;
    const uri = await tree.write("a.txt", ci.id);
    await lookUp(ci.id);
    assert.deepEqual(problemsOf(uri), []);
    await scan();
    await drawn(uri, (all) => all.length === 1);
    await set("problems.enabled", false);
    await drawn(uri, (all) => all.length === 0);
    await set("problems.enabled", true);
    await drawn(uri, (all) => all.length === 1);
    await set("problems.severities", { "key-in-use": "off" });
    await drawn(uri, (all) => all.length === 0);
    await set("problems.severities", { "key-in-use": "hint" });
    await drawn(uri, ([one]) => one?.severity === vscode.DiagnosticSeverity.Hint);
  });

  it("stay as they are when the search is cancelled, and are known to be incomplete", async () => {
    const { ci } = cloud.story.keys;
    await tree.write("a.txt", ci.id);
    await scan();
    await tree.write("b.txt", ci.id);
    const searching = scan();
    findings.commands[COMMANDS.cancelScan]();
    await searching;
    assert.deepEqual(findings.store.state, { kind: "scanned", complete: false });
    assert.ok(findings.store.all.some(({ uri }) => uri.endsWith("/a.txt")));
    await scan();
    assert.deepEqual(findings.store.state, { kind: "scanned", complete: true });
    assert.equal(findings.store.all.length, 2);
  });

  it("show part of an ID only, where the user wants it masked", async () => {
    const { ci } = cloud.story.keys;
    const uri = await tree.write("a.txt", ci.id);
    await set("display.maskIds", true);
    await scan();
    const [problem] = await drawn(uri, (all) => all.length === 1);
    assert.ok(!problem?.message.includes(ci.id));
    const shown = workspaceRows(findings).map(({ label, description, item }) =>
      JSON.stringify([label, description, item.tooltip]),
    );
    assert.ok(!shown.join().includes(ci.id));
  });

  it("are asked about by nobody but the person who looks them up", async () => {
    const { ci, idle } = cloud.story.keys;
    await tree.write("a.txt", `${ci.id}\n${idle.id}\n${ci.id}`);
    await scan();
    assert.equal(requestsAbout(cloud, ci.id).length, 0);
    await findings.commands[COMMANDS.lookUpWorkspaceKeys]();
    assert.equal(requestsAbout(cloud, ci.id).length, 1);
    assert.equal(requestsAbout(cloud, idle.id).length, 1);
  });

  it("that are dismissed are counted, hold no ID in the file, and come back", async () => {
    const { ci } = cloud.story.keys;
    const uri = await tree.write("a.txt", ci.id);
    const other = await tree.write("b.txt", ci.id);
    await scan();
    const place = { uri: uri.toString(), id: ci.id };
    await findings.commands[COMMANDS.dismissFinding]({ ...place, reason: "a sample" });
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(dismissalFile()));
    assert.match(text, /"reason": "a sample"/);
    assert.ok(!text.includes(ci.id));
    await drawn(uri, (all) => all.length === 0);
    await drawn(other, (all) => all.length === 1);
    assert.deepEqual(
      rows()
        .filter(([, label]) => label === "Dismissed")
        .map(([, , count]) => count),
      ["1"],
    );
    assert.deepEqual(
      ((await scan()) as { uri: string; dismissed: boolean }[]).map((each) => each.dismissed),
      [true, false],
    );
    await findings.commands[COMMANDS.restoreFinding](place);
    await drawn(uri, (all) => all.length === 1);
    assert.equal(
      rows().find(([, label]) => label === "Dismissed"),
      undefined,
    );
  });

  it("are reported again when the dismissal has expired", async () => {
    const { ci } = cloud.story.keys;
    const uri = await tree.write("a.txt", ci.id);
    await scan();
    const place = { uri: uri.toString(), id: ci.id, reason: "a sample", everywhere: true };
    await findings.commands[COMMANDS.dismissFinding]({ ...place, expires: "2099-01-01" });
    assert.equal(findings.store.reported.length, 0);
    await findings.commands[COMMANDS.dismissFinding]({ ...place, expires: "2020-01-01" });
    assert.equal(findings.store.reported.length, 1);
  });

  it("are dismissed by a comment beside them too", async () => {
    const { ci } = cloud.story.keys;
    await tree.write("a.py", `k = "${ci.id}"  # keytrail-ignore: documentation\n`);
    await scan();
    assert.deepEqual(
      findings.store.all.map(({ dismissal }) => dismissal),
      [{ by: "comment", reason: "documentation" }],
    );
  });

  it("are all reported while the file of dismissals is broken; the view says so, and nothing is lost", async () => {
    const { ci } = cloud.story.keys;
    await tree.write("a.txt", ci.id);
    await scan();
    await vscode.workspace.fs.writeFile(dismissalFile(), new TextEncoder().encode('{ "salt": '));
    const notice = await until(() => workspaceRows(findings).find(({ node }) => node.type === "notice"));
    assert.match(notice.label, /\.keytrail\.json is not valid JSON/);
    assert.equal(findings.store.reported.length, 1);
    void findings.commands[COMMANDS.dismissFinding]({
      uri: tree.uri("a.txt").toString(),
      id: ci.id,
      reason: "a sample",
    });
    await vscode.commands.executeCommand("notifications.clearAll");
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(dismissalFile()));
    assert.equal(text, '{ "salt": ');
  });

  it("are compared with the user's own keys and the accounts", async () => {
    const { ci, elsewhere, idle } = cloud.story.keys;
    await set("keys", [{ id: idle.id }, { id: ci.id }]);
    await tree.write("a.txt", `${ci.id}\n${elsewhere.id}`);
    await scan();
    await lookUp(ci.id, elsewhere.id, idle.id);
    const lists = workspaceRows(findings).filter(
      ({ node }) => node.type === "list" || node.type === "own-key",
    );
    assert.deepEqual(
      lists.map(({ label, depth }) => [depth, label]),
      [
        [1, "In the code, in none of your accounts"],
        [2, elsewhere.id],
        [1, "Among your keys, nowhere in this code"],
        [2, idle.id],
        [1, "Alive in an account, nowhere in this code"],
        ...(lists.at(-1)?.node.type === "own-key" ? [[2, idle.id]] : []),
      ],
    );
  });

  it("are compared with all keys of an account, once these are listed", async () => {
    const { ci } = cloud.story.keys;
    await tree.write("a.txt", ci.id);
    await scan();
    const [account] = services.registry.accounts;
    assert.ok(account);
    await services.inventory.list(account);
    const listed = services.inventory.keys;
    assert.ok(listed.some(({ id }) => id === ci.id) && listed.length > 3);
    const isOff = (key: KeyRef) => services.inventory.infoOf(key)?.state === "inactive";
    const expected = listed.filter((key) => key.id !== ci.id && !isOff(key)).map(({ id }) => id);
    assert.ok(expected.length < listed.length - 1, "one of them is off");
    const neverSeen = workspaceRows(findings).flatMap(({ node }) =>
      node.type === "own-key" && node.list === "never-seen" ? [node.key.id] : [],
    );
    assert.deepEqual(neverSeen.toSorted(), expected.toSorted());
  });

  it("have quick fixes where they stand", async () => {
    const { ci } = cloud.story.keys;
    const uri = await tree.write("a.py", `import os\nk = "${ci.id}"\n`);
    await scan();
    await drawn(uri, (all) => all.length === 1);
    const document = await vscode.workspace.openTextDocument(uri);
    const at = new vscode.Range(1, 8, 1, 8);
    const actions = findings.quickFixes.provideCodeActions(document, at);
    assert.deepEqual(
      actions.map(({ title, kind }) => [title, kind?.value]),
      [
        ["Show Usage Details", "quickfix"],
        ["Copy Evidence", "quickfix"],
        ["Dismiss This Key Here…", "quickfix"],
        ["Replace the key by the environment variable ALIBABA_CLOUD_ACCESS_KEY_ID", "refactor.rewrite"],
      ],
    );
    assert.equal(actions[2]?.diagnostics?.length, 1);
    // Applied as it is, it waits for somebody who has looked at it.
    const [change, ...others] = actions[3]?.edit?.get(uri) ?? [];
    assert.equal(change?.newText, 'os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"]');
    assert.equal(document.getText(change.range), `"${ci.id}"`);
    assert.deepEqual(others, []);
  });

  it("are reported as SARIF with the words of the Problems panel", async () => {
    const { ci, temporary } = cloud.story.keys;
    const uri = await tree.write("a.txt", `\n ${ci.id}\n${temporary.id}`);
    await scan();
    await lookUp(ci.id);
    const [problem] = await drawn(uri, (all) => all.some(({ message }) => message.includes("3 hours ago")));
    const log = JSON.parse(findings.report.sarif()) as ReturnType<typeof toSarif>;
    const [run] = log.runs;
    assert.deepEqual(
      run?.results.map(({ ruleId, level, message, locations }) => [
        ...[ruleId, level, message.text],
        locations[0]?.physicalLocation.artifactLocation.uri,
        locations[0]?.physicalLocation.region.startColumn,
      ]),
      [["key-in-use", "warning", problem?.message, vscode.workspace.asRelativePath(uri), 2]],
    );
    assert.ok(run);
    assert.match(run.tool.driver.semanticVersion, /^\d+\.\d+\.\d+$/);
  });

  it("name in a place's tooltip who committed the line last, beside the key's owner", async () => {
    const { ci } = cloud.story.keys;
    await tree.write("a.txt", `\n${ci.id}\n`);
    const repository = tree.uri(".");
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=Kim Minjun", "-c", "user.email=kim@example.org", ...args], {
        cwd: repository.fsPath,
      });
    git("init", "--quiet");
    git("add", "a.txt");
    git("commit", "--quiet", "-m", "Add a key");
    git("config", "user.name", "Lee Seoyeon");
    const extension = vscode.extensions.getExtension<GitExtension>("vscode.git");
    assert.ok(extension);
    await extension.activate();
    // The tests' VS Code has it switched off.
    await setWorkspace("git", "enabled", true);
    await until(() => (extension.exports.enabled ? true : undefined));
    await extension.exports.getAPI(1).openRepository(repository);
    await scan();
    await lookUp(ci.id);
    const row = workspaceRows(findings).find(({ label }) => label === "a.txt");
    assert.ok(row);
    const { tooltip } = await findings.tree.resolveTreeItem(row.item, row.node);
    const text = await render(tooltip as vscode.MarkdownString);
    assert.match(text, /Kim Minjun committed this line last \(\d{4}-\d\d-\d\d\)/);
    assert.match(text, /the key belongs to alice/);

    const place = { uri: tree.uri("a.txt").toString(), id: ci.id };
    await findings.commands[COMMANDS.dismissFinding]({ ...place, reason: "a sample" });
    assert.equal(findings.store.dismissed[0]?.dismissal?.author, "Lee Seoyeon");
    await setWorkspace("git", "enabled", undefined);
  });
});

async function setWorkspace(section: string, name: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  await configuration.update(name, value, vscode.ConfigurationTarget.Workspace);
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): { openRepository(root: vscode.Uri): Promise<unknown> };
}
