import assert from "node:assert/strict";
import { secretShapes } from "../../../../src/core/scan/secretShapes";
import { keyPatterns } from "../../../../src/providers/keyPatterns";
import { DIGITS, LOWER, makeIds } from "../../../support/syntheticIds";

const shapes = secretShapes(keyPatterns);
const make = makeIds(61);
const id = make.longTerm(24);
const secret = make.characters(30);

function isNear(text: string, provider = "alibaba", key = id): boolean {
  const start = text.indexOf(key);
  return shapes.isNear(text, { provider, kind: "access-key", id: key, start, end: start + key.length });
}

describe("A secret next to an ID", () => {
  it("is seen on the same line and up to three lines away, before and behind", () => {
    assert.equal(isNear(`${id},${secret}`), true);
    assert.equal(isNear(`secret=${secret}\n\n\nid=${id}`), true);
    assert.equal(isNear(`id=${id}\r\n\r\n\r\nsecret=${secret}`), true);
  });

  it("is out of reach four lines or more than 300 characters away", () => {
    assert.equal(isNear(`secret=${secret}\n\n\n\nid=${id}`), false);
    assert.equal(isNear(`id=${id}\n\n\n\nsecret=${secret}`), false);
    assert.equal(isNear(`id=${id}${" ".repeat(301)}${secret}`), false);
    assert.equal(isNear(`${secret}${" ".repeat(301)}${id}`), false);
    assert.equal(isNear(`${secret}${" ".repeat(200)}${id}`), true);
  });

  it("is not a piece of something longer, also where the reach ends in it", () => {
    assert.equal(isNear(`${id}\n${secret}a`), false);
    for (let gap = 220; gap < 310; gap++)
      assert.equal(isNear(`${id}${" ".repeat(gap)}${make.characters(90)}`), false, String(gap));
    for (let gap = 180; gap < 310; gap++)
      assert.equal(isNear(`${make.characters(90)}${" ".repeat(gap)}${id}`), false, String(gap));
  });

  it("is no digest, no name of a program, and no ID", () => {
    assert.equal(isNear(`${id}\n${make.characters(30, `${DIGITS}abcdef`)}`), false);
    assert.equal(isNear(`${id}\n${make.characters(30, LOWER)}`), false);
    assert.equal(isNear(`${id}\ngetAccessKeyLastUsedResourcesV`), false);
    assert.equal(isNear(`${id}\nSTS.${secret}`), false);
    assert.equal(isNear(`${id}\n${make.longTerm(24)}`), false);
  });

  it("is that of the same cloud", () => {
    const ncloudId = `ncp_iam_BPAMKR${make.characters(13)}1`;
    const ncloudSecret = `ncp_iam_BPKMKR${make.characters(28)}`;
    assert.equal(isNear(`${ncloudId}\n${ncloudSecret}`, "ncloud", ncloudId), true);
    assert.equal(isNear(`${ncloudId}\n${make.characters(40)}`, "ncloud", ncloudId), true);
    assert.equal(isNear(`${ncloudId}\n${make.characters(40, `${DIGITS}abcdef`)}`, "ncloud", ncloudId), false);
    assert.equal(isNear(`${ncloudId}\n${secret}`, "ncloud", ncloudId), false);
    assert.equal(isNear(`${id}\n${ncloudSecret}`), false);
  });

  it("is looked for in a bounded piece of text, however long a line is", () => {
    const text = `${"x".repeat(20_000_000)} ${id} ${"y".repeat(20_000_000)}`;
    const started = performance.now();
    const finding = {
      provider: "alibaba",
      kind: "access-key",
      id,
      start: 20_000_001,
      end: 20_000_001 + id.length,
    } as const;
    for (let turn = 0; turn < 1_000; turn++) shapes.isNear(text, finding);
    assert.ok(performance.now() - started < 1_000);
  });
});
