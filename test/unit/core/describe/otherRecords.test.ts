import assert from "node:assert/strict";
import { describeUsage, type Description } from "../../../../src/core/describe/describeUsage";
import type { Wording } from "../../../../src/core/describe/summarize";
import type { KeyRef } from "../../../../src/core/usage/key";
import type { KeyUsage, LastUse } from "../../../../src/core/usage/keyUsage";

const DAY = 24 * 3_600_000;
const now = Date.UTC(2026, 10, 20, 8);
const wording: Wording = { now, language: "en-GB", timeZone: "Asia/Seoul", staleAfterDays: 90 };
const key: KeyRef = { provider: "ncloud", kind: "kms-key", id: "0123456789abcdef".repeat(4) };
const ago = (ms: number): string => new Date(now - ms).toISOString();
const record = (days: number, source: string, event: string): LastUse => ({
  at: ago(days * DAY),
  source,
  event,
  service: { code: "Kms", name: "Key Management Service" },
});

const say = (rest: Partial<KeyUsage> & Pick<KeyUsage, "outcome">): Description => {
  const known: KeyUsage = { key, account: "naver", recordsSince: ago(30 * DAY), asOf: ago(0), ...rest };
  return describeUsage(key, { known, busy: false, due: false }, wording);
};
const said = (description: Description): string =>
  [description.headline, ...description.facts, ...description.caveats].join("\n");

describe("A key that nobody but the cloud itself has touched", () => {
  const idle = say({
    outcome: "no-use-on-record",
    otherActivity: record(3, "SYSTEM", "RotateKey"),
    keyInfo: { name: "orders" },
  });

  it("has no use by a program on record, in every length of the answer", () => {
    assert.equal(idle.standing, "no-use-on-record");
    assert.equal(idle.line, "No use by a program on record in the last 30 days");
    assert.equal(idle.short, "no use by a program on record");
  });

  it("shows that record as what it is", () => {
    assert.match(
      said(idle),
      /Latest record: RotateKey, by the cloud itself \(SYSTEM\), 3 days ago\. No program/,
    );
    assert.match(said(idle), /No use by a program is recorded since 21 Oct 2026/);
  });

  it("is certainly the account's, which knows its name", () => {
    assert.ok(!said(idle).includes("did not say whose key this is"));
  });
});

describe("A key that a person looked at after a program used it", () => {
  const viewed = say({
    outcome: "used",
    lastUse: record(6, "API", "Decrypt"),
    otherActivity: record(1, "CONSOLE", "GetKeyInfo"),
  });

  it("was last used when the program used it", () => {
    assert.equal(viewed.line, "Last used 6 days ago · Key Management Service");
  });

  it("says who made the later record", () => {
    assert.match(said(viewed), /GetKeyInfo, by a person in the console \(CONSOLE\), 1 day ago/);
  });
});

describe("A record of a kind that no document lists", () => {
  it("is shown as the cloud spells it", () => {
    const other = say({ outcome: "no-use-on-record", otherActivity: record(1, "PARTNER", "Sync") });
    assert.match(said(other), /Latest record: Sync \(PARTNER\), 1 day ago/);
  });
});

describe("A use whose time has no time zone", () => {
  const zoneless = say({
    outcome: "used",
    lastUse: { ...record(2, "API", "Encrypt"), mayBeLater: true, zonelessTime: "2026-11-18T22:00:00.000" },
  });

  it("is shown as the cloud wrote it, and never as a certain moment", () => {
    assert.ok(zoneless.facts.includes("2026-11-18 22:00:00.000, in a time zone that the cloud did not name"));
    assert.equal(zoneless.line, "Last used 2 days ago or later · Key Management Service");
    assert.match(said(zoneless), /may be up to 26 hours later/);
  });
});

describe("The state of a key", () => {
  for (const [keyInfo, sentence] of [
    [{ state: "DISABLE" }, "The key is disabled (DISABLE)."],
    [{ state: "inactive" }, "The key is disabled (inactive)."],
    [{ state: "REVOKE" }, "The key is scheduled for deletion (REVOKE)."],
    [
      { state: "REVOKE", deletionAt: "2026-11-23T00:00:00.000Z" },
      "The key is scheduled for deletion on 23 Nov 2026 (REVOKE).",
    ],
  ] as const) {
    it(`is said where it changes what its use means: ${sentence}`, () => {
      assert.ok(
        say({ outcome: "used", lastUse: record(1, "API", "Decrypt"), keyInfo }).facts.includes(sentence),
      );
      assert.ok(say({ outcome: "no-use-on-record", keyInfo }).facts.includes(sentence));
    });
  }

  it("is not worth a line while the key is enabled", () => {
    for (const state of ["ENABLE", "active"]) {
      const { facts } = say({ outcome: "no-use-on-record", keyInfo: { state } });
      assert.ok(facts.every((fact) => !fact.includes(state)));
    }
  });
});

describe("Records of which no document says how far they reach", () => {
  const unbounded: KeyUsage = {
    key: { provider: "ncloud", kind: "access-key", id: "ncp_iam_" + "synthetic" },
    outcome: "no-use-on-record",
    asOf: ago(0),
    owner: { type: "sub-account", name: "old-batch" },
  };
  const none = describeUsage(unbounded.key, { known: unbounded, busy: false, due: false }, wording);

  it("are not given a number of days", () => {
    assert.equal(none.line, "No use on record");
    assert.match(said(none), /How far back the records reach, no document says/);
    assert.ok(none.facts.includes("sub account old-batch"));
  });
});

describe("A key whose last use the cloud keeps for nobody", () => {
  const message = "This is a key of the main account. NAVER Cloud has no last use of such keys.";
  const failed: KeyUsage = {
    key,
    account: "naver",
    outcome: "failed",
    asOf: ago(0),
    problem: { code: "MainAccountKey", message, retryable: false, untracked: true },
  };
  const none = describeUsage(key, { failed, busy: false, due: false }, wording);

  it("says so instead of offering to try again", () => {
    assert.equal(none.standing, "untracked");
    assert.equal(none.line, "This is a key of the main account");
    assert.equal(none.problem, message);
  });
});
