import assert from "node:assert/strict";
import * as vscode from "vscode";
import * as v from "valibot";
import type { KeyUsage } from "../../src/core/usage/keyUsage";
import type { SampleCloud } from "../../src/sample/sampleCloud";
import { requestsAbout, useBothClouds } from "./harness/clouds";
import { hoverOver, lensesOf, openFile, render, titlesOf } from "./harness/editors";
import { lookUp } from "./harness/extension";
import { set } from "./harness/settings";
import { until } from "./harness/until";
import { USAGE_SHAPE } from "./harness/usageShape";

describe("NAVER Cloud beside Alibaba Cloud", () => {
  let cloud: SampleCloud;

  useBothClouds((own) => {
    cloud = own;
  });

  const keys = () => cloud.story.ncloud;
  const lookUpKmsKey = (argument: unknown) =>
    vscode.commands.executeCommand<KeyUsage>("keytrail.lookUpKmsKey", argument);

  it("answers about a KMS key with its last use by a program, and what it is", async () => {
    const usage = await lookUpKmsKey(keys().kmsUsed.id);
    v.parse(USAGE_SHAPE, usage);
    assert.equal(usage.outcome, "used");
    assert.equal(usage.account, "naver");
    assert.equal(usage.lastUse?.source, "API");
    assert.equal(usage.keyInfo?.name, "orders-db");
    assert.equal(usage.keyInfo.state, "ENABLE");
    assert.deepEqual(
      usage.products?.map(({ service }) => service.code),
      ["Kms"],
    );
  });

  it("takes what the cloud itself or a person in the console did for no use", async () => {
    const [system, viewed] = [await lookUp(keys().kmsSystem.id), await lookUp(keys().kmsConsole.id)];
    v.parse(USAGE_SHAPE, system);
    assert.equal(system.outcome, "no-use-on-record");
    assert.equal(system.otherActivity?.source, "SYSTEM");
    v.parse(USAGE_SHAPE, viewed);
    assert.equal(viewed.outcome, "used");
    assert.equal(viewed.otherActivity?.source, "CONSOLE");
    assert.ok((viewed.lastUse?.at ?? "") < viewed.otherActivity.at);
  });

  it("answers about an access key by the sub account that has it, without sending its ID", async () => {
    const usage = await lookUp(keys().subIdle.id);
    v.parse(USAGE_SHAPE, usage);
    assert.equal(usage.owner?.type, "sub-account");
    assert.equal(usage.owner.name, "old-batch");
    assert.equal(usage.recordsSince, undefined);
    assert.deepEqual(requestsAbout(cloud, keys().subIdle.id), []);
  });

  it("says of a key in none of the sub accounts what else it may be", async () => {
    const usage = await lookUp(keys().mainAccount.id);
    v.parse(USAGE_SHAPE, usage);
    assert.equal(usage.outcome, "not-found");
    assert.match(usage.problem?.message ?? "", /main account/);
  });

  it("draws the lines of both clouds' keys in one file, each from its own account", async () => {
    const document = await openFile(
      `access_key: ${cloud.story.keys.ci.id}\nkms_key_tag: ${keys().kmsSystem.id}\nncloud: ${keys().subInUse.id}\n`,
    );
    await until(async () => {
      const [ci = "", kms = "", sub = ""] = await titlesOf(document);
      return (
        ci.startsWith("Last used 3 hours ago") &&
        kms === "No use by a program on record in the last 30 days" &&
        sub.startsWith("Last used 1 hour ago")
      );
    });
  });

  it("finds a KMS key by its bare tag and by its name once the account has listed its keys, and no other digest", async () => {
    const digest = "0123456789abcdef".repeat(4);
    const { id } = keys().kmsUsed;
    const document = await openFile(`a: ${id}\nb: ${digest}\nc: orders-db\nd: orders-db-2\n`);
    await until(async () => {
      const over = (await lensesOf(document)).map((lens) => lens.over);
      return over.length === 2 && over[0] === id && over[1] === "orders-db";
    });
    assert.deepEqual(requestsAbout(cloud, digest), []);
  });

  it("tells in a hover what only a KMS key has", async () => {
    const { id } = keys().kmsDeleting;
    const document = await openFile(`kms_key_tag: ${id}\n`);
    const hover = await hoverOver(document, id);
    const words = (await render(hover!)).replace(/<[^>]+>/g, "");
    assert.match(words, /Key Management Service/);
    assert.match(words, /scheduled for deletion on/);
    assert.match(words, /delay not documented/);
  });

  it("lists no keys and asks about none while automatic look-ups are off", async () => {
    await set("lookUp.automatic", false);
    const before = cloud.requests.length;
    const document = await openFile(`kms_key_tag: ${keys().kmsIdle.id}\n`);
    assert.deepEqual(await titlesOf(document), ["KMS key · Look up its last use"]);
    await vscode.commands.executeCommand("keytrail.refreshKey", keys().kmsIdle.id);
    const after = cloud.requests.slice(before);
    assert.ok(after.length > 0 && after.every(({ at }) => at > 0));
    await until(async () => (await titlesOf(document))[0] === "No use on record in the last 30 days");
  });

  it("never takes a secret for an ID, and names both clouds' IDs when it refuses one", async () => {
    const secret = "ncp_iam_" + "BPKSKR" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4";
    await assert.rejects(
      async () => lookUp(secret),
      (error: Error) => {
        assert.match(error.message, /LTAI.*ncp_iam_/);
        return !error.message.includes(secret);
      },
    );
  });
});
