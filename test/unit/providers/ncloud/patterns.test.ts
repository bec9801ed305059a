import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { createDetector } from "../../../../src/core/detect/findKeys";
import { alibabaPatterns } from "../../../../src/providers/alibaba/patterns";
import { ncloudPatterns } from "../../../../src/providers/ncloud/patterns";
import { makeIds } from "../../../support/syntheticIds";

const detector = createDetector([...alibabaPatterns, ...ncloudPatterns]);
const { longTerm, ncloud, ncloudSecret, digest, characters } = makeIds(5);
const idsIn = (text: string): string[] => detector.find(text).map(({ id }) => id);

describe("NAVER Cloud's patterns", () => {
  it("tell an access key's ID, with its place", () => {
    const id = ncloud();
    assert.deepEqual(detector.find(`id: ${id}`), [
      { provider: "ncloud", kind: "access-key", id, start: 4, end: 32 },
    ]);
  });

  it("never take a secret for an ID, of whatever length, zone or identity", () => {
    const letters = fc.constantFrom(..."ABCDEFGPSMXYZ019".split(""));
    const tail = fc.tuple(fc.integer(), fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(letters, letters, tail, (zone, identity, [seed, length]) => {
        const random = makeIds(seed).characters(length);
        assert.deepEqual(idsIn(`NCLOUD_ACCESS_KEY=ncp_iam_B${zone}K${identity}KR${random}`), []);
      }),
    );
  });

  it("find the IDs of both clouds in one text", () => {
    const ids = [longTerm(24), ncloud(), digest(), longTerm(16)] as const;
    assert.deepEqual(idsIn(`${ids[0]},${ids[1]},key_tag=${ids[2]}&ak=${ids[3]}`), ids);
  });

  it("leave the ID of another cloud to that cloud, whatever the name says", () => {
    const id = longTerm(20);
    assert.deepEqual(
      detector.find(`NCLOUD_ACCESS_KEY=${id}`).map(({ provider }) => provider),
      ["alibaba"],
    );
  });

  it("find an ID with the prefix under a name only once", () => {
    const id = ncloud();
    assert.deepEqual(idsIn(`ncloud_access_key = "${id}"`), [id]);
  });

  it("leave a name's ID and the secret on the next line apart", () => {
    const id = `${characters(19)}7`;
    const file = `[DEFAULT]\nncloud_access_key_id = ${id}\nncloud_secret_access_key = ${characters(40)}\n`;
    assert.deepEqual(idsIn(file), [id]);
    assert.deepEqual(idsIn(`NCLOUD_ACCESS_KEY=\n${id}`), []);
    assert.deepEqual(idsIn(`x-ncp-iam-access-key: ${id}\r\nx-ncp-apigw-signature-v2: ${characters(20)}7`), [
      id,
    ]);
  });

  it("find no digest without a path or a name, in any file", () => {
    const surroundings = fc
      .string({ unit: "binary", maxLength: 60 })
      .map((text) => text.replace(/key|kms|tag/gi, ""));
    fc.assert(
      fc.property(surroundings, surroundings, (before, after) => {
        assert.deepEqual(idsIn(`${before}${digest()}${after}`), []);
      }),
      { numRuns: 1000 },
    );
  });

  it("find a key tag whatever stands around the assignment", () => {
    const surroundings = fc
      .string({ unit: "binary", maxLength: 40 })
      .map((text) => text.replace(/[A-Za-z0-9.*\\…•●]/gu, " "));
    fc.assert(
      fc.property(surroundings, surroundings, (before, after) => {
        const tag = digest();
        for (const name of ["kms_key_tag", "keyTag", "KMS_TAG"])
          assert.deepEqual(idsIn(`${before}${name}="${tag}"${after}`), [tag]);
      }),
      { numRuns: 1000 },
    );
  });

  it("find a key tag on the next line only in quotes", () => {
    const tag = digest();
    assert.deepEqual(idsIn(`const kmsKeyTag =\n  "${tag}";`), [tag]);
    assert.deepEqual(idsIn(`kms_key_tag:\n${tag}  file.tar.gz`), []);
  });

  it("find every key tag of a list of requests, and both in a line with two", () => {
    const [one, two] = [digest(), digest()];
    assert.deepEqual(idsIn(`keyTag=${one}&keyTag=${two}`), [one, two]);
    assert.deepEqual(idsIn(`/kms/v1/keys/${one}/a /keys/v2/${two}/encrypt`), [one, two]);
  });

  it("do not find a tag that is masked", () => {
    assert.deepEqual(idsIn(`keyTag=${digest()}…`), []);
    assert.deepEqual(idsIn(`keyTag=${digest().slice(0, 8)}****`), []);
  });
});

// None of these takes a second when each hit reads a bounded stretch of text.
describe("NAVER Cloud's patterns on hostile text", () => {
  const MEGABYTE = 1 << 20;
  for (const unit of [
    "key_tag",
    "access_key",
    "ncloud_access_key",
    "ncp_iam_",
    "/keys/v1/",
    "%2Fkeys%2Fv2%2F",
    "key_tag ",
    "key_tag: ",
    'key_tag = "',
    `key_tag${" ".repeat(70)}`,
    `key_tag${"\\".repeat(70)}`,
    `key_tag: ${"a".repeat(70)}`,
    `key_tag = ${"a.".repeat(30)}`,
    `key_tag${", ".repeat(40)}`,
    "ncp_access_key=%2525",
  ]) {
    it(`are not slowed down by a line of ${unit.slice(0, 20).trim()}`, () => {
      assert.deepEqual(idsIn(unit.repeat(MEGABYTE / unit.length)), []);
    });
  }

  it("read secrets in a row once", () => {
    assert.deepEqual(idsIn(`${ncloudSecret()} `.repeat(20_000)), []);
  });
});
