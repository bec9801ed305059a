import assert from "node:assert/strict";
import type { KeyRef } from "../../../../src/core/usage/key";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import type { UsageState } from "../../../../src/core/usage/usageService";
import { isStale } from "../../../../src/core/verdict/judge";
import { ago, DAY, denied, ecs, failed, HOUR, key, line, noUse, say, usage, used, wording } from "./answers";

describe("The line above a key", () => {
  for (const [words, state] of [
    ["Last used 3 hours ago · Elastic Compute Service · alice", { known: used(3 * HOUR) }],
    ["Last used 212 days ago (stale) · Elastic Compute Service · alice", { known: used(212 * DAY) }],
    ["No use on record in the last 400 days", { known: noUse() }],
    ["No use on record in the last 1 day", { known: noUse({ recordsSince: ago(DAY) }) }],
    ["No use on record in the last 95 days", { known: noUse({ keyInfo: { createdAt: ago(95 * DAY) } }) }],
    [
      "Cannot tell: nothing on record, and the cloud did not say whose key it is",
      { known: usage({ outcome: "no-use-on-record" }) },
    ],
    [
      "Not found in your 2 accounts",
      { known: usage({ outcome: "not-found", accountsAsked: ["prod", "dev"] }) },
    ],
    ["Not found in your account prod", { known: usage({ outcome: "not-found" }) }],
    ["Access denied: needs actiontrail:GetAccessKeyLastUsedInfo", { failed: denied }],
    ["Look-up failed: actiontrail.example did not answer in time · Retry", { failed }],
    ["Looking up…", { busy: true }],
    ["AccessKey ID · Look up its last use", {}],
  ] satisfies [string, Partial<UsageState>][]) {
    it(`reads "${words}"`, () => {
      assert.equal(say(state).line, words);
    });
  }

  it('reads "Temporary key (STS), not tracked", whatever else is known', () => {
    const temporary: KeyRef = { ...key, kind: "temporary-key" };
    for (const state of [{}, { busy: true }, { failed }, { known: used(HOUR) }]) {
      const { line: said, standing } = say(state, temporary);
      assert.deepEqual([said, standing], ["Temporary key (STS), not tracked", "temporary"]);
    }
  });

  it("leaves out what the cloud did not say", () => {
    assert.equal(line(usage({ outcome: "used", lastUse: { at: ago(HOUR) } })), "Last used 1 hour ago");
    assert.equal(
      line(usage({ outcome: "used", lastUse: { at: ago(HOUR), service: ecs } })),
      "Last used 1 hour ago · Elastic Compute Service",
    );
  });

  it("names who used the key, else whose it is, else what kind of user", () => {
    const by = (user: KeyUsage["owner"], owner: KeyUsage["owner"]): string =>
      line(
        usage({
          outcome: "used",
          lastUse: { at: ago(HOUR), ...(user && { by: user }) },
          ...(owner && { owner }),
        }),
      );
    assert.equal(by({ name: "bob" }, { name: "alice" }), "Last used 1 hour ago · bob");
    assert.equal(
      by({ type: "ram-user", id: "2454" }, { type: "ram-user", name: "alice" }),
      "Last used 1 hour ago · alice",
    );
    assert.equal(by({ id: "2454" }, { name: "alice" }), "Last used 1 hour ago · alice");
    assert.equal(by({ type: "ram-user" }, undefined), "Last used 1 hour ago · RAM user");
    assert.equal(
      by({ type: "root-account", name: "root" }, undefined),
      "Last used 1 hour ago · root account",
    );
    assert.equal(by({ type: "assumed-role" }, undefined), "Last used 1 hour ago · assumed-role");
  });

  it("has room for a failure's first sentence only, in any language", () => {
    const because = (message: string): string =>
      say({ failed: { ...failed, problem: { code: "X", message, retryable: true } } }).line;
    assert.equal(
      because("actiontrail.cn-hangzhou.example cannot be reached (E1.2). Check the network."),
      "Look-up failed: actiontrail.cn-hangzhou.example cannot be reached (E1.2) · Retry",
    );
    assert.equal(because("无法连接到云。请检查网络。"), "Look-up failed: 无法连接到云 · Retry");
    assert.equal(because("No full stop"), "Look-up failed: No full stop · Retry");
  });

  it("shows a name with numbered placeholders as it is", () => {
    assert.equal(
      line(used(HOUR, { owner: { name: "{0} {1} $& %s" } })),
      "Last used 1 hour ago · Elastic Compute Service · {0} {1} $& %s",
    );
  });
});

describe("A key is stale", () => {
  it("when its last use is older than the setting says, and not at that age", () => {
    const at = (age: number): boolean => isStale({ at: ago(age) }, { asOf: ago(0) }, wording);
    assert.deepEqual([at(90 * DAY - 1), at(90 * DAY), at(90 * DAY + 1)], [false, false, true]);
    assert.deepEqual(
      [say({ known: used(90 * DAY) }).standing, say({ known: used(90 * DAY + 1) }).standing],
      ["used", "stale"],
    );
  });

  it("by what was known when the cloud was asked: it does not grow stale by lying in the cache", () => {
    const asked25DaysAgo = { ...used(95 * DAY), asOf: ago(25 * DAY) };
    const { standing, line: words } = say({ known: asked25DaysAgo, due: true });
    assert.equal(standing, "used");
    assert.doesNotMatch(words, /stale/);
  });

  it("never, when a use without a time may be later than the one that has one", () => {
    const known = used(200 * DAY);
    const lastUse = { ...known.lastUse, at: ago(200 * DAY), mayBeLater: true as const };
    const said = say({ known: { ...known, lastUse } });
    assert.equal(said.standing, "cannot-tell");
    assert.equal(said.line, "Cannot tell: last used 200 days ago or later · Elastic Compute Service · alice");
    assert.equal(said.headline, "Cannot tell: last used 200 days ago or later");
    assert.match(said.caveats.join(), /may be later/);
  });

  it("in use all the same, when the use that is known is recent enough", () => {
    const known = used(20 * DAY, { lastUse: { at: ago(20 * DAY), mayBeLater: true } });
    const said = say({ known });
    assert.deepEqual([said.standing, said.headline], ["used", "Last used 20 days ago or later"]);
    assert.equal(said.line, "Last used 20 days ago or later · alice");
  });

  it("with a warning that a quiet key may still have a yearly job", () => {
    assert.match(say({ known: used(212 * DAY) }).caveats.join(" "), /once a year/);
    assert.deepEqual(say({ known: used(HOUR) }).caveats, []);
  });

  it("not when it was used in the future, by the cloud's clock", () => {
    assert.equal(say({ known: used(-DAY) }).line, "Last used just now · Elastic Compute Service · alice");
  });
});
