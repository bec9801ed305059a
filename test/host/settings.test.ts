import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { SampleCloud } from "../../src/sample/sampleCloud";
import { removeEntries } from "../../src/vscode/accounts/editSettings";
import { Registry } from "../../src/vscode/accounts/registry";
import { LiveSettings } from "../../src/vscode/settings";
import { makeIds } from "../support/syntheticIds";
import { newKey, requestAbout, requestsAbout, startCloud, tidyUp, useCloud } from "./harness/clouds";
import { openFile, titlesOf } from "./harness/editors";
import { lookUp } from "./harness/extension";
import { accountAt, set } from "./harness/settings";
import { aMoment, until } from "./harness/until";

describe("Settings with mistakes in them", () => {
  let cloud: SampleCloud;
  let good: Readonly<Record<string, string>>;

  beforeEach(async () => {
    cloud = await startCloud();
    good = accountAt("prod", cloud);
  });
  afterEach(tidyUp);

  const ciKey = () => cloud.story.keys.ci.id;
  const mistakes = (): Readonly<Record<string, unknown>> => ({
    "a missing name": { ...good, name: undefined },
    "a missing provider": { ...good, name: "other", provider: undefined },
    "an unknown provider": { ...good, name: "other", provider: "clouds-r-us" },
    "missing credentials": { ...good, name: "other", credentials: undefined },
    "credentials of an unknown kind": { ...good, name: "other", credentials: "environmnet" },
    "a misspelt field": { ...good, name: "other", regoin: "cn-hangzhou" },
    "a region that is none": { ...good, name: "other", region: "evil.example/?" },
    "an http endpoint elsewhere": { ...good, name: "other", endpoint: "http://192.0.2.1:8080" },
    "an endpoint with a password": { ...good, name: "other", endpoint: "https://user:pass@example.com" },
    "the name of another account": { ...good, region: "cn-beijing" },
    "no object at all": "prod",
    "nothing at all": null,
  });

  it("leave the other accounts usable, and are not asked", async () => {
    for (const [what, entry] of Object.entries(mistakes())) {
      await set("accounts", [good, entry]);
      const usage = await lookUp(ciKey());
      assert.equal(usage.outcome, "used", what);
      assert.deepEqual(usage.accountsAsked, ["prod"], what);
    }
  });

  it("may be of the wrong type altogether", async () => {
    for (const accounts of ["prod", 7, { name: "prod" }]) {
      await set("accounts", accounts);
      await set("keys", accounts);
      assert.equal((await lookUp(ciKey())).problem?.code, "NoAccount");
    }
    for (const name of ["staleAfterDays", "cache.minutes"]) await set(name, "many");
    await set("accounts", [good]);
    const document = await openFile(ciKey());
    await lookUp(ciKey());
    assert.match((await titlesOf(document))[0] ?? "", /^Last used 3 hours ago ·/);
  });

  it("may hold a secret where an ID belongs: it is marked nowhere and sent nowhere", async () => {
    const secret = makeIds(3).characters(30);
    await set("accounts", [good]);
    await set("keys", [{ id: secret, label: "oops" }, { id: ciKey() }, { label: "no id" }, 5]);
    const document = await openFile(`${secret}\n${ciKey()}`);
    await lookUp(ciKey());
    await aMoment();
    assert.equal((await titlesOf(document)).length, 1);
    assert.deepEqual(requestsAbout(cloud, secret), []);
  });
});

describe("Numbers outside their range", () => {
  let settings: LiveSettings;

  beforeEach(() => {
    settings = new LiveSettings();
  });
  afterEach(async () => {
    settings.dispose();
    await tidyUp();
  });

  it("count as the nearest one in it", async () => {
    await set("staleAfterDays", 0);
    await set("cache.minutes", -5);
    assert.equal(settings.now.staleAfterDays, 1);
    assert.equal(settings.now.cacheMinutes, 1);
    await set("staleAfterDays", 4000);
    assert.equal(settings.now.staleAfterDays, 400);
  });

  it("are told of by the list of mistakes, and by it no longer once they are mended", async () => {
    const registry = new Registry([]);
    try {
      assert.deepEqual(registry.problems, []);
      const told = new Promise<void>((resolve) => {
        const listening = registry.onDidChange(() => {
          listening.dispose();
          resolve();
        });
      });
      await set("cache.minutes", "an hour");
      await told;
      assert.deepEqual(registry.problems, [
        {
          setting: "keytrail.cache.minutes",
          ...{ entry: 0, origin: "user" },
          message: "The setting must be a number of at least 1; 60 is used.",
        },
      ]);
      await set("cache.minutes", 5);
      assert.deepEqual(registry.problems, []);
    } finally {
      registry.dispose();
    }
  });
});

describe("Settings that change while KeyTrail runs", () => {
  let cloud: SampleCloud;

  useCloud((own) => {
    cloud = own;
  });

  const keys = () => cloud.story.keys;

  it("take effect on what counts as stale at once, without asking anybody", async () => {
    const id = newKey(cloud, keys().stale);
    const document = await openFile(id);
    await lookUp(id);
    await set("staleAfterDays", 300);
    assert.match((await titlesOf(document))[0] ?? "", /^Last used 200 days ago ·/);
    await set("staleAfterDays", 199);
    assert.match((await titlesOf(document))[0] ?? "", /^Last used 200 days ago \(stale\) ·/);
    assert.equal(requestsAbout(cloud, id).length, 1);
  });

  it("start the look-ups of what is in sight when these are switched on again", async () => {
    await set("lookUp.automatic", false);
    const id = newKey(cloud, keys().ci);
    const document = await openFile(id);
    await aMoment();
    assert.deepEqual(requestsAbout(cloud, id), []);
    await set("lookUp.automatic", true);
    await requestAbout(cloud, id);
    await until(async () => (await titlesOf(document)).find((title) => title.startsWith("Last used")));
  });

  it("bring an account's answers back without a new question when the account comes back", async () => {
    const id = newKey(cloud, keys().ci);
    await lookUp(id);
    await set("accounts", []);
    assert.equal((await lookUp(id)).problem?.code, "NoAccount");
    await set("accounts", [accountAt("prod", cloud)]);
    assert.equal((await lookUp(id)).outcome, "used");
    assert.equal(requestsAbout(cloud, id).length, 1);
  });

  it("never give an answer that was under way to the account that came meanwhile", async () => {
    const id = newKey(cloud, keys().ci);
    cloud.misbehave({ kind: "delay", ms: 400, accessKey: id });
    const early = lookUp(id);
    await requestAbout(cloud, id);
    const other = await startCloud();
    other.addKey({ ...keys().ci, id, owner: { type: "ram-user", name: "mallory", id: "1" } });
    await set("accounts", [accountAt("new", other)]);
    const usage = await early;
    assert.equal(usage.account, "new");
    assert.equal(usage.owner?.name, "mallory");
  });

  it("find keys by the IDs that the settings name, whatever these look like", async () => {
    const id = makeIds(4).characters(16);
    cloud.addKey({ ...keys().ci, id });
    const document = await openFile(`legacy: ${id}`);
    assert.deepEqual(await titlesOf(document), []);
    await set("keys", [{ id, label: "legacy" }]);
    await requestAbout(cloud, id);
    assert.equal((await titlesOf(document)).length, 1);
  });
});

describe("Entries that are taken out of a list", () => {
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const section = () => vscode.workspace.getConfiguration("keytrail");
  const lists = () => {
    const { globalValue, workspaceValue } = section().inspect("keys") ?? {};
    return [globalValue, workspaceValue];
  };
  const write = async (own: unknown, team: unknown): Promise<void> => {
    await set("keys", own);
    await section().update("keys", team, Workspace);
  };
  const [a, b, c, d] = ["a", "b", "c", "d"].map((id) => ({ id, label: `key ${id}` }));
  const removeBs = () => removeEntries("keys", ({ id }) => id === "b");

  afterEach(async () => {
    await section().update("keys", undefined, Workspace);
    await tidyUp();
  });

  it("are put back exactly where they were, in one's own list and in the team's", async () => {
    for (const [own, team] of [
      [[a, b, c, { ...b, account: "dev" }], [b]],
      [[b], [{ id: 5 }, "?", b]],
      [undefined, [a, b]],
    ] as const) {
      await write(own, team);
      const before = lists();
      const putBack = await removeBs();
      assert.ok(!JSON.stringify(lists()).includes("key b"));
      await putBack?.();
      assert.deepEqual(lists(), before);
    }
  });

  it("are put back beside what was written meanwhile, and not a second time", async () => {
    await write([a, b, c], [b]);
    const putBack = await removeBs();
    await section().update("keys", [a], Global);
    await section().update("keys", [d, { ...b, label: "again" }], Workspace);
    await putBack?.();
    assert.deepEqual(lists(), [
      [a, b],
      [d, { ...b, label: "again" }],
    ]);
  });

  it("that are not there are nothing to put back", async () => {
    await write([a], undefined);
    assert.equal(await removeBs(), undefined);
    assert.deepEqual(lists(), [[a], undefined]);
  });
});

describe("The settings that a folder brings", () => {
  let cloud: SampleCloud;

  useCloud((own) => {
    cloud = own;
  });

  it("add keys, and no account that requests could be sent to", async () => {
    const elsewhere = await startCloud();
    const id = newKey(elsewhere, cloud.story.keys.ci);
    const file = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, ".vscode", "settings.json");
    const accounts = [{ ...accountAt("prod", elsewhere) }, { ...accountAt("trap", elsewhere) }];
    const text = JSON.stringify({ "keytrail.accounts": accounts, "keytrail.keys": [{ id, label: "team" }] });
    const changed = new Promise<void>((resolve) => {
      const listening = vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration("keytrail.keys")) return;
        listening.dispose();
        resolve();
      });
    });
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    try {
      await changed;
      const usage = await lookUp(id);
      assert.equal(usage.key.label, "team");
      assert.deepEqual(usage.accountsAsked, ["prod"]);
      assert.equal(usage.outcome, "not-found");
      assert.deepEqual(elsewhere.requests, []);
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });
});
