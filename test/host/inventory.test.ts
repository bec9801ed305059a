import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { SampleCloud } from "../../src/sample/sampleCloud";
import {
  clearFilter,
  hideAccountKeys,
  listAccountKeys,
  lookUpAllKeys,
  pinKey,
  stopListing,
} from "../../src/vscode/commands/inventoryActions";
import type { Services } from "../../src/vscode/services";
import type { Node } from "../../src/vscode/tree/nodes";
import { requestAbout, requestsAbout } from "./harness/clouds";
import { openFile } from "./harness/editors";
import { useServices } from "./harness/ownServices";
import { set } from "./harness/settings";
import { until } from "./harness/until";

// As with the tree, a second one, made as the extension makes its own.
describe("All keys of an account in the tree", () => {
  let cloud: SampleCloud;
  let services: Services;

  useServices((own, ownCloud) => {
    services = own;
    cloud = ownCloud;
  });

  const itemOf = (node: Node): vscode.TreeItem => services.tree.getTreeItem(node);
  const nodes = (parent?: Node): Node[] => services.tree.getChildren(parent);
  const prod = (): Node => nodes().find(({ type }) => type === "account") ?? assert.fail("no account");
  const labels = (of: readonly Node[]): readonly string[] => of.map((node) => labelOf(itemOf(node)));
  const ownerNamed = (name: string): Node =>
    nodes(prod()).find((node) => labelOf(itemOf(node)) === name) ?? assert.fail(name);
  const notes = (): readonly string[] =>
    nodes(prod()).flatMap((node) => (node.type === "note" ? [`${node.kind}: ${node.label}`] : []));

  it("is nothing before somebody asks for it, and then users with their keys, each key once", async () => {
    const { ci, root } = cloud.story.keys;
    const { spare, rotatedNew, rotatedOld } = cloud.story.unlisted;
    await set("keys", [{ id: ci.id, label: "CI deploy" }, { id: root.id }]);
    await Promise.all(services.registry.keys.map((key) => services.usage.ask(key)));
    assert.deepEqual(labels(nodes(prod())), ["CI deploy", root.id]);
    assert.ok(cloud.requests.every(({ operation }) => !/List|Caller/.test(operation ?? "")));

    await listAccountKeys(services, "prod");
    assert.deepEqual(labels(nodes(prod())).slice(1), [
      root.id,
      ...["alice", "backup", "deploy-bot", "key-auditor", "reports", "terraform-old"],
    ]);
    assert.deepEqual(labels(nodes(ownerNamed("alice"))), ["CI deploy", spare.id]);
    assert.deepEqual(labels(nodes(ownerNamed("deploy-bot"))), [rotatedNew.id, rotatedOld.id]);
    assert.deepEqual(
      services.inventory
        .siblingsOf({ provider: "alibaba", kind: "access-key", id: rotatedOld.id })
        .map(({ key }) => key.id),
      [rotatedNew.id],
    );
    const ids = allNodes(services).map((node) => itemOf(node).id);
    assert.equal(new Set(ids).size, ids.length, "VS Code shows no view with an ID twice");

    await hideAccountKeys(services, "prod");
    assert.deepEqual(labels(nodes(prod())), ["CI deploy", root.id]);
  });

  it("marks a disabled key, and says in its tooltip since when it is there", async () => {
    await listAccountKeys(services, "prod");
    const [node] = nodes(ownerNamed("reports"));
    assert.ok(node);
    const item = itemOf(node);
    assert.match(String(item.description), /^disabled · /);
    const { tooltip } = services.tree.resolveTreeItem(item, node);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.match(tooltip.value, /Made on .*\n\nLast changed in the cloud on /);
  });

  it("says what the list lacks, and why", async () => {
    cloud.misbehave({ kind: "deny", operation: "ListUsers" });
    await listAccountKeys(services, "prod");
    assert.deepEqual(notes(), [
      "gap: Account prod may not list the keys of all users, so only its own keys are here.",
    ]);
    const note = nodes(prod()).find(({ type }) => type === "note");
    assert.ok(note);
    const { tooltip } = itemOf(note);
    assert.ok(typeof tooltip === "string");
    assert.match(tooltip, /ram:ListUsers/);
    assert.deepEqual(labels(nodes(prod())).slice(1), ["key-auditor"]);
  });

  it("says how far it has come, can be stopped, and says that it was", async () => {
    cloud.misbehave({ kind: "hang", operation: "ListAccessKeys" });
    const listing = listAccountKeys(services, "prod");
    await until(() =>
      cloud.requests.some(({ operation }) => operation === "ListAccessKeys") ? true : undefined,
    );
    assert.match(notes()[0] ?? "", /^listing: Listing keys… 0 (users so far|of 8 users)$/);
    stopListing(services, "prod");
    await listing;
    assert.deepEqual(notes(), ["again: Stopped: not all keys are here"]);
  });

  it("asks about the keys of a user once their row is opened, and about no others", async () => {
    const { rotatedNew, disabled } = cloud.story.unlisted;
    services.scheduler.start();
    services.scheduler.setTreeVisible(true);
    await listAccountKeys(services, "prod");
    nodes(ownerNamed("deploy-bot"));
    await requestAbout(cloud, rotatedNew.id);
    assert.deepEqual(requestsAbout(cloud, disabled.id), []);
  });

  it("looks all of them up when somebody asks for that", async () => {
    const { rotatedNew, rotatedOld, disabled, spare } = cloud.story.unlisted;
    await listAccountKeys(services, "prod");
    await lookUpAllKeys(services, "prod");
    for (const { id } of [rotatedNew, rotatedOld, disabled, spare])
      assert.equal(requestsAbout(cloud, id).length, 1);
    const described = nodes(ownerNamed("deploy-bot")).map((node) => itemOf(node).description);
    assert.deepEqual(described, ["4 minutes ago · Container Registry", "9 days ago · Container Registry"]);
  });

  it("shows the kinds of keys that somebody chose, and counts those of which nobody knows", async () => {
    const { rotatedOld, disabled } = cloud.story.unlisted;
    await listAccountKeys(services, "prod");
    services.treeMemory.setView({ filters: ["stale", "disabled"], sort: "listed" });
    assert.match(labels(nodes())[0] ?? "", /^The filter leaves out \d+ keys whose use is not known$/);
    await lookUpAllKeys(services, "prod");
    const owners = nodes(prod()).filter(({ type }) => type === "owner");
    assert.deepEqual(labels(owners), ["backup", "reports"]);
    assert.deepEqual(labels(nodes(ownerNamed("reports"))), [disabled.id]);
    assert.equal(services.tree.message, "Only: Stale · Disabled");

    await openFile(`old: ${rotatedOld.id}`);
    services.treeMemory.setView({ filters: ["in-code"], sort: "listed" });
    assert.deepEqual(labels(nodes(prod()).filter(({ type }) => type === "owner")), ["deploy-bot"]);
    clearFilter(services);
    assert.equal(services.tree.message, undefined);
  });

  it("leaves the view to a welcome when no key is of the kinds that somebody chose", async () => {
    const { idle } = cloud.story.keys;
    await set("keys", [{ id: idle.id }]);
    await services.usage.ask({ provider: "alibaba", kind: "access-key", id: idle.id });
    services.treeMemory.setView({ filters: ["in-use"], sort: "listed" });
    assert.deepEqual(nodes(), []);
    assert.equal(services.tree.message, undefined, "VS Code shows no welcome beside a message");
  });

  it("stands in the order that somebody chose", async () => {
    await listAccountKeys(services, "prod");
    await lookUpAllKeys(services, "prod");
    services.treeMemory.setView({ filters: [], sort: "last-use" });
    const owners = labels(nodes(prod()).filter(({ type }) => type === "owner"));
    assert.equal(owners.indexOf("terraform-old") < owners.indexOf("backup"), true);
    assert.equal(owners.indexOf("backup") < owners.indexOf("deploy-bot"), true);
    services.treeMemory.setView({ filters: [], sort: "age" });
    assert.equal(labels(nodes(prod()).filter(({ type }) => type === "owner"))[0], "reports");
  });

  it("is listed by itself in a later window, once it is certain that the account can sign", async () => {
    const account = services.registry.accounts[0] ?? assert.fail();
    services.treeMemory.setListed(account, true);
    nodes();
    assert.deepEqual(cloud.requests, []);
    services.tree.checkAccounts();
    await until(() => {
      nodes();
      return services.inventory.peek(account)?.status === "ended" ? true : undefined;
    });
    assert.ok(labels(nodes(prod())).includes("deploy-bot"));
  });

  it("gives a key to the settings when somebody pins it, with the account that has it", async () => {
    const { rotatedNew } = cloud.story.unlisted;
    await set("keys", []);
    await listAccountKeys(services, "prod");
    const [node] = nodes(ownerNamed("deploy-bot"));
    assert.ok(node);
    assert.equal(itemOf(node).contextValue, "key.listed");
    await pinKey(services, node);
    assert.deepEqual(vscode.workspace.getConfiguration("keytrail").get("keys"), [
      { id: rotatedNew.id, account: "prod" },
    ]);
    const [pinned] = nodes(ownerNamed("deploy-bot"));
    assert.ok(pinned);
    assert.equal(itemOf(pinned).contextValue, "key");
    assert.equal(labels(nodes(prod())).filter((label) => label === rotatedNew.id).length, 0);
  });
});

function allNodes({ tree }: Services): readonly Node[] {
  const below = (node?: Node): readonly Node[] =>
    tree.getChildren(node).flatMap((child) => [child, ...below(child)]);
  return below();
}

function labelOf({ label }: vscode.TreeItem): string {
  return typeof label === "string" ? label : (label?.label ?? "");
}
