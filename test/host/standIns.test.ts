import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { MachineIdentity } from "../../src/vscode/credentials/machineIdentity";
import { SecretStore } from "../../src/vscode/credentials/secretStore";
import { FeaturesOnDemand } from "../../src/vscode/standIns/featuresOnDemand";
import { KeySpotter } from "../../src/vscode/standIns/keySpotter";
import { LookOut } from "../../src/vscode/standIns/lookOut";
import { sampleKeyId } from "../../src/sample/alibaba/keyIds";
import { startCloud, tidyUp } from "./harness/clouds";
import { openFile } from "./harness/editors";
import { asContext, ownContext, type OwnContext } from "./harness/ownContext";
import { accountAt, heardOfSettings, set } from "./harness/settings";
import { until } from "./harness/until";

// The installed KeyTrail has everything loaded by now, so here is a second one.
describe("Before the features are loaded", () => {
  let context: OwnContext;
  let features: FeaturesOnDemand;
  let spotter: KeySpotter;

  beforeEach(async () => {
    await heardOfSettings();
    // What the tests before set and opened is on its way out for a while: either would load the features.
    await until(() => isAllGone() || undefined);
    context = ownContext();
    features = new FeaturesOnDemand(asContext(context));
    spotter = new KeySpotter();
    context.subscriptions.push(spotter, new LookOut(spotter, features));
  });
  afterEach(async () => {
    for (const item of context.subscriptions) item.dispose();
    await tidyUp();
  });

  const isAllGone = (): boolean => {
    const { globalValue, workspaceValue, workspaceFolderValue } =
      vscode.workspace.getConfiguration("keytrail").inspect("accounts") ?? {};
    const isSet = [globalValue, workspaceValue, workspaceFolderValue].some((value) => value !== undefined);
    return !isSet && vscode.window.visibleTextEditors.every(({ document }) => document.uri.scheme !== "file");
  };
  const started = async (): Promise<void> =>
    new Promise((resolve) => {
      features.onDidStart(() => {
        resolve();
      });
    });

  it("nothing loads them but a key in sight", async function () {
    // Now and then an event of an earlier test comes this late, for no reason that was found.
    this.retries(2);
    const loaded = started();
    await openFile("nothing to see here");
    assert.equal(features.areThere, false);
    await openFile(sampleKeyId("in sight"));
    await loaded;
    assert.equal(features.areThere, true);
  });

  it("a question waits for them; later ones are answered at once, by the same", async () => {
    const [first, second] = await Promise.all([features.ask((each) => each), features.load()]);
    assert.equal(first, second);
    assert.equal(
      features.ask((each) => each),
      first,
    );
  });

  it("an ID that only the settings name counts as a key, from the moment when they do", async () => {
    const id = randomUUID().replaceAll("-", "").slice(0, 20);
    const document = await openFile(`old = ${id}`);
    assert.equal(spotter.hasKey(document), false);
    const changed = new Promise<void>((resolve) => {
      spotter.onDidChange(resolve);
    });
    await set("keys", [{ id: ` ${id} ` }, { idd: 7 }, "no entry"]);
    await changed;
    assert.equal(spotter.hasKey(document), true);
  });

  it("what was stored for an account that is removed is deleted all the same", async () => {
    const cloud = await startCloud();
    const { secrets, globalState, globalStorageUri } = asContext(context);
    const store = new SecretStore(secrets, globalState, new MachineIdentity(globalStorageUri));
    const account = { provider: "alibaba", name: "gone" };
    await store.write(account, "what was stored");
    await set("accounts", [accountAt("prod", cloud)]);
    await until(async () => ((await store.read(account)) === undefined ? true : undefined));
    assert.equal(features.areThere, true);
  });
});
