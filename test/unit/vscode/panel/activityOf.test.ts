import assert from "node:assert/strict";
import type { KeyRef } from "../../../../src/core/usage/key";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import type { KeyDetail } from "../../../../src/core/usage/provider";
import { activityOf, recordOf } from "../../../../src/vscode/panel/activityOf";
import { keyFactsOf } from "../../../../src/vscode/panel/keyFactsOf";

const DAY = 24 * 3_600_000;
const now = Date.UTC(2026, 10, 20, 8);
const wording = { now, language: "en-GB", timeZone: "Asia/Seoul", staleAfterDays: 90 };
const ago = (ms: number): string => new Date(now - ms).toISOString();
const key: KeyRef = { provider: "ncloud", kind: "kms-key", id: "0123456789abcdef".repeat(4) };
const idle: KeyUsage = { key, outcome: "no-use-on-record", recordsSince: ago(30 * DAY), asOf: ago(0) };
const detail: KeyDetail = { kind: "activity", service: { code: "Kms", name: "Key Management Service" } };

describe("The frame of a key's records", () => {
  it("reaches from the start of the records to now, with its days named", () => {
    const activity = activityOf(detail, idle, wording);
    assert.equal(activity?.windowMs, 30 * DAY);
    assert.deepEqual(
      activity.ticks.map(({ label }) => label),
      ["30 d", "20 d", "10 d", "5 d", "1 d", "now"],
    );
    assert.deepEqual(
      activity.lanes.map(({ kind }) => kind),
      ["program", "console", "system"],
    );
  });

  it("is there for keys with one list of records only, and only once something is known of the key", () => {
    assert.equal(activityOf({ kind: "services" }, idle, wording), undefined);
    assert.equal(activityOf({ kind: "none" }, idle, wording), undefined);
    assert.equal(activityOf(detail, undefined, wording), undefined);
    assert.equal(activityOf(detail, { ...idle, outcome: "not-found" }, wording), undefined);
  });
});

describe("A record of a key", () => {
  it("is a program's unless the cloud says that it is no use", () => {
    assert.equal(recordOf({ name: "Decrypt", source: "API" }, wording).recordKind, "program");
    assert.equal(recordOf({ name: "Decrypt" }, wording).recordKind, "program");
    assert.equal(recordOf({ name: "Decrypt", source: "BATCH" }, wording).source, "program (BATCH)");
    assert.equal(
      recordOf({ name: "GetKeyInfo", source: "CONSOLE", isOther: true }, wording).recordKind,
      "console",
    );
    assert.equal(
      recordOf({ name: "RotateKey", source: "SYSTEM", isOther: true }, wording).recordKind,
      "system",
    );
  });

  it("tells how long ago it was, and who made it, as far as is known", () => {
    const { ageMs, who, ip } = recordOf(
      { name: "Decrypt", at: ago(DAY), by: { name: "shop" }, ip: "203.0.113.1" },
      wording,
    );
    assert.deepEqual([ageMs, who, ip], [DAY, "shop", "203.0.113.1"]);
    assert.deepEqual(Object.keys(recordOf({ name: "Decrypt" }, wording)).sort(), ["recordKind", "source"]);
  });
});

describe("What the cloud says of the key itself", () => {
  it("is nothing where the cloud said nothing", () => {
    assert.deepEqual(keyFactsOf(undefined, wording), []);
    assert.deepEqual(keyFactsOf(idle, wording), []);
  });

  it("is told in words, with the cloud's own code where there is one", () => {
    const facts = keyFactsOf(
      {
        ...idle,
        keyInfo: {
          name: "orders",
          state: "REVOKE",
          deletionAt: "2026-11-23T00:00:00.000Z",
          createdAt: "2024-05-01T00:00:00.000Z",
          type: "AES256",
          protection: "COMMON_HSM",
          rotation: { automatic: true, everyDays: 90, nextAt: "2027-02-01T00:00:00.000Z" },
          currentVersion: 3,
          versionCount: 4,
          memo: "order database",
          nrn: "nrn:PUB:KMS:KR:1:Key/1",
        },
      },
      wording,
    );
    assert.deepEqual(Object.fromEntries(facts.map(({ name, value }) => [name, value])), {
      Name: "orders",
      State: "scheduled for deletion on 23 Nov 2026 (REVOKE)",
      Type: "AES256",
      Protection: "hardware security module (COMMON_HSM)",
      Rotation: "automatic, every 90 days; next on 1 Feb 2027, 09:00",
      Versions: "4 in all, the current one is 3",
      Created: "1 May 2024",
      Memo: "order database",
      NRN: "nrn:PUB:KMS:KR:1:Key/1",
    });
  });

  it("leaves out what is absent, and passes unknown codes through", () => {
    const facts = keyFactsOf(
      { ...idle, keyInfo: { state: "FROZEN", rotation: { automatic: false } } },
      wording,
    );
    assert.deepEqual(facts, [
      { name: "State", value: "FROZEN" },
      { name: "Rotation", value: "not automatic" },
    ]);
  });
});
