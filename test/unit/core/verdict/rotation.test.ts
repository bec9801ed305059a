import assert from "node:assert/strict";
import { without } from "../../../../src/core/util/without";
import { isTicked, rotationSentence, type RotationState } from "../../../../src/core/verdict/rotation";
import { alibabaRotationSteps } from "../../../../src/providers/alibaba/rotationSteps";
import { ncloudRotationSteps } from "../../../../src/providers/ncloud/rotationSteps";
import { ago, bench, DAY, HOUR, noUse, usage, used } from "./answers";

const reader = { ...bench, language: "en-GB" };
const MINUTE = 60_000;

describe("How far a rotation has come", () => {
  it("is told by both keys of the user", () => {
    const say = (newer: Parameters<typeof rotationSentence>[0]["newer"], older: typeof newer) =>
      rotationSentence({ newer, older }, reader);
    assert.equal(
      say(used(4 * MINUTE), used(9 * DAY)),
      "The new key was active 4 minutes ago; the old key has been quiet for 9 days.",
    );
    assert.equal(
      say(used(4 * MINUTE), used(30 * HOUR)),
      "The new key was active 4 minutes ago; the old key has been quiet for 1 day.",
    );
    assert.equal(
      say(used(4 * MINUTE), used(2 * HOUR)),
      "The new key was active 4 minutes ago, and the old key too: 2 hours ago.",
    );
    assert.equal(
      say(used(4 * MINUTE), noUse()),
      "The new key was active 4 minutes ago; no use of the old key is on record.",
    );
    assert.equal(
      say(noUse(), used(HOUR)),
      "No use of the new key is on record yet; the old key was active 1 hour ago.",
    );
    assert.equal(
      say(used(4 * MINUTE), used(9 * DAY, { lastUse: { at: ago(9 * DAY), mayBeLater: true } })),
      "The new key was active 4 minutes ago; whether the old key is quiet, nobody can tell.",
    );
  });

  it("is not told where one of them cannot be", () => {
    assert.equal(
      rotationSentence({ newer: used(HOUR), older: usage({ outcome: "failed" }) }, reader),
      undefined,
    );
    const hidden = used(HOUR, { ownCalls: { mayHideOthers: true } });
    assert.equal(rotationSentence({ newer: used(HOUR), older: hidden }, reader), undefined);
    assert.equal(
      rotationSentence({ newer: usage({ outcome: "denied" }), older: used(HOUR) }, reader),
      undefined,
    );
    const unowned = without(noUse(), "owner");
    assert.equal(rotationSentence({ newer: used(HOUR), older: unowned }, reader), undefined);
  });
});

describe("The steps of a rotation", () => {
  const ticked = (state: RotationState): readonly string[] =>
    alibabaRotationSteps.filter(({ tick }) => isTicked(tick, state, bench)).map(({ id }) => id);

  it("are ticked as far as the records show", () => {
    const older = used(2 * HOUR);
    assert.deepEqual(ticked({ older, olderExists: true }), []);
    assert.deepEqual(ticked({ newer: noUse(), older, olderExists: true }), ["create"]);
    const newer = used(HOUR);
    assert.deepEqual(ticked({ newer, older, olderExists: true }), ["create", "new-active"]);
    const quiet = used(9 * DAY);
    assert.deepEqual(ticked({ newer, older: quiet, olderExists: true }), [
      "create",
      "new-active",
      "old-quiet",
    ]);
    const off = used(9 * DAY, { keyInfo: { state: "inactive" } });
    assert.deepEqual(ticked({ newer, older: off, olderExists: true }), [
      "create",
      "new-active",
      "old-quiet",
      "disable",
    ]);
    assert.deepEqual(ticked({ newer, olderExists: false }), [
      "create",
      "new-active",
      "old-quiet",
      "disable",
      "wait",
      "delete",
    ]);
  });

  it("are not ticked by an answer that leaves a doubt", () => {
    const quiet = alibabaRotationSteps.find(({ id }) => id === "old-quiet")!.tick;
    for (const older of [
      usage({ outcome: "failed" }),
      usage({ outcome: "not-found" }),
      used(9 * DAY, { lastUse: { at: ago(9 * DAY), mayBeLater: true } }),
      used(9 * DAY, { problem: { code: "X", message: "No.", retryable: true } }),
      used(9 * DAY, { asOf: ago(2 * DAY) }),
      used(HOUR, { ownCalls: { mayHideOthers: true } }),
      noUse({ keyInfo: { createdAt: ago(3 * DAY) } }),
    ])
      assert.equal(isTicked(quiet, { older, olderExists: true }, bench), false);
    assert.equal(isTicked(quiet, { older: noUse(), olderExists: true }, bench), true);
    assert.equal(isTicked(quiet, { olderExists: true }, bench), false);
  });

  it("disable before they delete, and wait between, for each cloud", () => {
    for (const steps of [alibabaRotationSteps, ncloudRotationSteps]) {
      const ids = steps.map(({ id }) => id);
      assert.deepEqual(ids, ["create", "deploy", "new-active", "old-quiet", "disable", "wait", "delete"]);
      for (const { title } of steps) assert.match(title(), /\.$/);
    }
  });

  it("open a page of the console, or copy a command that a shell takes as it is", () => {
    const at = { olderId: "LTAI" + "synthetic1", userName: "o'neil; rm -rf" };
    const urls = [...alibabaRotationSteps, ...ncloudRotationSteps].flatMap(
      ({ consoleUrl }) => consoleUrl?.(at) ?? [],
    );
    for (const url of urls) assert.equal(new URL(url).protocol, "https:");
    assert.ok(urls.includes("https://ram.console.aliyun.com/users/o'neil%3B%20rm%20-rf"));
    const command = (id: string, place: typeof at | { olderId: string; userName: undefined }) =>
      alibabaRotationSteps.find((step) => step.id === id)?.command?.(place);
    assert.equal(
      command("disable", at),
      `aliyun ram UpdateAccessKey --UserName 'o'\\''neil; rm -rf' --UserAccessKeyId ${at.olderId} --Status Inactive`,
    );
    assert.equal(
      command("delete", { olderId: at.olderId, userName: undefined }),
      `aliyun ram DeleteAccessKey --UserAccessKeyId ${at.olderId}`,
    );
  });
});
