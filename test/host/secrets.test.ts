import assert from "node:assert/strict";
import * as vscode from "vscode";
import { isRecord } from "../../src/core/util/record";
import { without } from "../../src/core/util/without";
import type { SampleCloud } from "../../src/sample/sampleCloud";
import { makeIds } from "../support/syntheticIds";
import { newKey, useCloud } from "./harness/clouds";
import { lookUp, lookUpProducts, readLog, storageFolder } from "./harness/extension";
import { set, signInAs } from "./harness/settings";
import { aMoment, until } from "./harness/until";

describe("Nothing secret", () => {
  let cloud: SampleCloud;

  useCloud((own) => {
    cloud = own;
  });

  it("is in the file that keeps the answers, only what was answered", async () => {
    const answers = vscode.Uri.joinPath(await storageFolder(), "answers.json");
    const signer = cloud.addSigner("sample-prod", { temporary: true });
    signInAs(signer);
    const id = newKey(cloud, cloud.story.keys.ci);
    const usage = await lookUpProducts(id);
    const text = await until(async () => {
      const saved = new TextDecoder().decode(await readOrNothing(answers));
      return saved.includes(id) ? saved : undefined;
    });
    const { answers: saved } = JSON.parse(text) as { answers: readonly (readonly unknown[])[] };
    const kept = saved.find(([key]) => key === `alibaba:access-key:${id}`)?.[2];
    // What was seen of a key over time is kept beside its answer; what the answer means is said anew each time.
    assert.ok(isRecord(kept));
    assert.deepEqual(without(kept, "remembered"), without(usage, "verdict"));
    for (const secret of [signer.accessKeySecret, signer.securityToken!, signer.accessKeyId]) {
      assert.ok(!text.includes(secret));
    }
    assert.doesNotMatch(text, /requestParameters|userIdentity|ACS3-HMAC|Signature/);
  });

  it("is in the log, whatever goes wrong", async function () {
    if (!(await canLog())) this.skip();
    const storage = await storageFolder();
    const answers = vscode.Uri.joinPath(storage, "answers.json");
    const secret = makeIds(6).characters(30);
    const [prod] = cloud.accounts;
    signInAs({ ...prod!, accessKeySecret: secret });
    await set("keys", [{ id: secret }]);
    assert.match((await lookUp(newKey(cloud, cloud.story.keys.ci))).problem?.message ?? "", /secret/i);

    // What cannot be saved is a line in the log: a log that says nothing would prove nothing.
    await vscode.workspace.fs.delete(answers).then(undefined, () => undefined);
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(answers, secret));
    signInAs(prod!);
    await lookUp(newKey(cloud, cloud.story.keys.ci));
    const log = await until(async () => {
      const text = await readLog();
      return text.includes("Keeping track of keys") ? text : undefined;
    });
    await vscode.workspace.fs.delete(answers, { recursive: true });
    for (const text of [secret, prod!.accessKeySecret, cloud.origin, "Authorization"]) {
      assert.ok(!log.includes(text), log);
    }
  });
});

/** The servers of the npm registry come without the native module that VS Code writes its logs with; the desktop has it. */
async function canLog(): Promise<boolean> {
  const channel = vscode.window.createOutputChannel("Does it log?", { log: true });
  try {
    channel.error("It does.");
    channel.show();
    await aMoment();
    return vscode.workspace.textDocuments.some(
      (document) => document.uri.scheme === "output" && document.getText().includes("It does."),
    );
  } finally {
    channel.dispose();
  }
}

async function readOrNothing(uri: vscode.Uri): Promise<Uint8Array> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    return new Uint8Array(); // not written yet
  }
}
