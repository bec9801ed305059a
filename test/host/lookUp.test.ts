import assert from "node:assert/strict";
import * as v from "valibot";
import type { JudgedUsage } from "../../src/core/verdict/verdict";
import type { SampleCloud } from "../../src/sample/sampleCloud";
import { makeIds } from "../support/syntheticIds";
import { newKey, requestsAbout, startCloud, useCloud } from "./harness/clouds";
import { lookUp, lookUpProducts } from "./harness/extension";
import { accountAt, set } from "./harness/settings";
import { USAGE_SHAPE } from "./harness/usageShape";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe("A look-up by command", () => {
  let cloud: SampleCloud;

  useCloud((own) => {
    cloud = own;
  });

  const keys = () => cloud.story.keys;
  const isAbout = (at: string | undefined, agoMs: number) => {
    const off = Math.abs(Date.now() - agoMs - Date.parse(at ?? ""));
    assert.ok(off < 2 * MINUTE, `${String(at)} is off by ${off} ms`);
  };

  it("answers with when, by whom, from where and through which service a key was last used", async () => {
    const usage = await lookUp(keys().ci.id);
    assertShape(usage);
    const { asOf, recordsSince, lastUse, verdict, ...rest } = usage;
    const owner = { type: "ram-user", name: "alice", id: keys().ci.owner.id };
    const accountId = usage.owner?.accountId ?? "";
    assert.match(accountId, /^\d{16}$/);
    assert.deepEqual(rest, {
      key: { provider: "alibaba", kind: "access-key", id: keys().ci.id },
      account: "prod",
      accountsAsked: ["prod"],
      outcome: "used",
      owner: { ...owner, accountId },
    });
    const { at, ...use } = lastUse!;
    assert.deepEqual(use, {
      service: { code: "Ecs", name: "Elastic Compute Service" },
      event: "DescribeInstances",
      ip: "203.0.113.7",
      region: "cn-hangzhou",
      source: "ManagementEvent",
      by: owner,
    });
    assert.deepEqual([verdict.kind, verdict.at], ["in-use", at]);
    assert.match(
      verdict.reasons.join("\n"),
      /^If you disable it: Elastic Compute Service calls \(DescribeInstances, …\) by alice from 203\.0\.113\.7 would fail\.$/m,
    );
    isAbout(at, 188 * MINUTE);
    isAbout(asOf, 0);
    isAbout(recordsSince, 400 * DAY);
  });

  it("lists every service of a key, the latest first, when asked for them", async () => {
    const usage = await lookUpProducts(keys().ci.id);
    assertShape(usage);
    const codes = usage.products?.map(({ service }) => service.code);
    assert.deepEqual(codes, ["Ecs", "Oss", "cr", "Sls", "Ram", "Actiontrail"]);
    const times = usage.products?.map(({ at }) => at) ?? [];
    assert.deepEqual(times, [...times].sort().reverse());
    assert.deepEqual(usage.lastUse?.at, times[0]);
  });

  it("answers for a stale key and for a root key with what is on record", async () => {
    const [stale, root] = await Promise.all([lookUp(keys().stale.id), lookUp(keys().root.id)]);
    assertShape(stale);
    assertShape(root);
    isAbout(stale.lastUse?.at, 200 * DAY + 300 * MINUTE);
    assert.deepEqual([stale.verdict.kind, root.verdict.kind], ["stale", "in-use"]);
    assert.equal(root.owner?.type, "root-account");
    isAbout(root.lastUse?.at, 4 * MINUTE);
  });

  it("says that no use is on record, with no last use at all, and whose key it is", async () => {
    for (const usage of [await lookUp(keys().idle.id), await lookUpProducts(keys().idle.id)]) {
      assertShape(usage);
      assert.equal(usage.outcome, "no-use-on-record");
      assert.equal(usage.lastUse, undefined);
      assert.equal(usage.owner?.name, "terraform-old");
      assert.deepEqual([usage.verdict.kind, usage.verdict.since], ["no-use-on-record", usage.recordsSince]);
    }
  });

  it("says that a key is in none of the accounts, and names those it asked", async () => {
    const usage = await lookUp(keys().elsewhere.id);
    assertShape(usage);
    assert.equal(usage.outcome, "not-found");
    assert.deepEqual(usage.accountsAsked, ["prod"]);
    assert.equal(usage.account, undefined);
    assert.equal(usage.verdict.kind, "cannot-tell");
  });

  it("says which permission is missing when access is denied", async () => {
    const usage = await lookUp(keys().denied.id);
    assertShape(usage);
    assert.equal(usage.outcome, "denied");
    assert.equal(usage.problem?.needs, "actiontrail:GetAccessKeyLastUsedInfo");
    assert.equal(usage.problem.code, "NoPermission");
    assert.equal(usage.problem.retryable, false);
    assert.ok(usage.problem.requestId);
  });

  it("tries three times when the cloud is out of order, and then says so", async () => {
    const id = newKey(cloud, keys().failing);
    const usage = await lookUp(id);
    assertShape(usage);
    assert.equal(usage.outcome, "failed");
    assert.equal(usage.problem?.code, "ServiceUnavailable");
    assert.equal(usage.problem.retryable, true);
    assert.equal(requestsAbout(cloud, id).length, 3);
  });

  it("never asks the cloud about a temporary key", async () => {
    for (const usage of [await lookUp(keys().temporary.id), await lookUpProducts(keys().temporary.id)]) {
      assertShape(usage);
      assert.equal(usage.key.kind, "temporary-key");
      assert.equal(usage.problem?.code, "TemporaryKey");
    }
    assert.deepEqual(requestsAbout(cloud, keys().temporary.id), []);
  });

  it("gives scripts plain JSON: what they get survives being written down", async () => {
    const usage = await lookUpProducts(keys().ci.id);
    assert.deepEqual(JSON.parse(JSON.stringify(usage)), usage);
  });

  it("takes an ID with spaces around it, a key, and what has a key, like a row of the tree", async () => {
    const id = newKey(cloud, keys().ci);
    const arguments_ = [`  ${id}\n`, { id }, { key: { id } }];
    for (const argument of arguments_) assert.equal((await lookUp(argument)).key.id, id);
    assert.equal(requestsAbout(cloud, id).length, 1);
  });

  it("refuses a secret, and anything else that is no ID, without repeating it", async () => {
    const ids = makeIds(1);
    for (const argument of [ids.characters(30), "", "LTAI", 5, {}, { id: 7 }, [], null, true]) {
      const error = await lookUp(argument).then(
        () => assert.fail(`${JSON.stringify(argument)} was accepted`),
        (reason: unknown) => reason as Error,
      );
      assert.match(error.message, /not the ID of a key/);
      if (typeof argument !== "string" || argument.length < 10) continue;
      assert.ok(!error.stack?.includes(argument));
      assert.deepEqual(requestsAbout(cloud, argument), []);
    }
  });

  it("asks the cloud once however many ask at the same time, and not again while the answer is recent", async () => {
    const id = newKey(cloud, keys().ci);
    const answers = await Promise.all(Array.from({ length: 25 }, () => lookUp(id)));
    assert.equal(new Set(answers.map(({ asOf }) => asOf)).size, 1);
    assert.equal(requestsAbout(cloud, id).length, 1);
    await lookUp(id);
    assert.equal(requestsAbout(cloud, id).length, 1);
  });

  it("asks every account, and names the one that has the key", async () => {
    const other = await startCloud("sample-dev");
    await set("accounts", [accountAt("prod", cloud), accountAt("dev", other)]);
    const usage = await lookUp(keys().dev.id);
    assertShape(usage);
    assert.equal(usage.outcome, "used");
    assert.equal(usage.account, "dev");
    assert.deepEqual(usage.accountsAsked, ["prod", "dev"]);
    assert.equal((await lookUp(keys().ci.id)).account, "prod");
    assert.equal((await lookUp(keys().elsewhere.id)).accountsAsked?.length, 2);
  });

  it("asks only the account that a key's own entry names", async () => {
    const other = await startCloud("sample-dev");
    await set("accounts", [accountAt("prod", cloud), accountAt("dev", other)]);
    const id = newKey(other, keys().dev);
    await set("keys", [
      { id, label: "build", account: "dev" },
      { id: keys().ci.id, account: "test" },
    ]);
    const usage = await lookUp(id);
    assertShape(usage);
    assert.deepEqual(usage.key, {
      provider: "alibaba",
      kind: "access-key",
      id,
      label: "build",
      account: "dev",
    });
    assert.deepEqual(usage.accountsAsked, ["dev"]);

    const orphan = await lookUp(keys().ci.id);
    assertShape(orphan);
    assert.equal(orphan.problem?.code, "NoAccount");
    assert.match(orphan.problem.message, /no valid account named test\b/);
    assert.deepEqual(requestsAbout(cloud, id), []);
  });

  it("says what to do when there is no account to ask", async () => {
    await set("accounts", []);
    const usage = await lookUp(keys().ci.id);
    assertShape(usage);
    assert.match(usage.problem?.message ?? "", /Add Account/);
  });
});

function assertShape(usage: JudgedUsage): void {
  const { issues } = v.safeParse(USAGE_SHAPE, usage);
  const faults = issues?.map((issue) => `${v.getDotPath(issue) ?? ""}: ${issue.message}`);
  assert.deepEqual(faults ?? [], []);
}
