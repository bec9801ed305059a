import assert from "node:assert/strict";
import { parseNcloudKey } from "../../../../src/providers/ncloud/parseKey";
import { keyTag, oldKeyId, secretKey, subAccountKeyId } from "../../../support/ncloudProvider";
import { DIGITS, LOWER, makeIds, UPPER } from "../../../support/syntheticIds";

const ids = makeIds(5);
const PREFIX = "ncp_iam_";

const kindOf = (text: string, lenient: boolean) => parseNcloudKey(text, lenient)?.kind;

describe("An ID of NAVER Cloud", () => {
  for (const lenient of [false, true]) {
    const how = lenient ? "leniently" : "strictly";

    it(`is an access key with its prefix and 20 letters and digits, read ${how}`, () => {
      const id = subAccountKeyId();
      assert.deepEqual(parseNcloudKey(` ${id}\n`, lenient), { provider: "ncloud", kind: "access-key", id });
      assert.equal(kindOf(PREFIX + ids.characters(20, LOWER), lenient), "access-key");
    });

    it(`is a key tag with 64 hexadecimal digits, read ${how}`, () => {
      const id = keyTag();
      assert.deepEqual(parseNcloudKey(id, lenient), { provider: "ncloud", kind: "kms-key", id });
    });

    it(`is never a secret, whole or cut to the length of an ID, read ${how}`, () => {
      const secrets = [
        secretKey(),
        secretKey().slice(0, 28),
        PREFIX + `BGKMKR${ids.characters(14)}`,
        PREFIX + ids.characters(34),
        ids.characters(40),
        "ncp_iam_",
      ];
      for (const secret of secrets) assert.equal(kindOf(secret, lenient), undefined, secret);
    });

    it(`is no other cloud's, read ${how}`, () => {
      const others = [
        ...["AKIA", "ASIA", "LTAI"].map((prefix) => prefix + ids.characters(16, UPPER + DIGITS)),
        `LTAI5t${ids.characters(18)}`,
        `STS.N${ids.characters(25)}`,
      ];
      for (const other of others) assert.equal(kindOf(other, lenient), undefined, other);
    });
  }

  it("is an old access key without a prefix only where somebody says that it is an ID", () => {
    assert.deepEqual([kindOf(oldKeyId(), false), kindOf(oldKeyId(), true)], [undefined, "access-key"]);
    assert.equal(kindOf(ids.characters(20, UPPER), true), undefined);
  });

  it("is a key tag of another length only where somebody says that it is an ID", () => {
    for (const length of [40, 52, 58, 64]) {
      const tag = `${ids.characters(length - 1, LOWER)}7`;
      assert.deepEqual([kindOf(tag, false), kindOf(tag, true)], [undefined, "kms-key"], String(length));
    }
    for (const length of [21, 39, 65])
      assert.equal(kindOf(`${ids.characters(length - 1, LOWER)}7`, true), undefined, String(length));
    assert.equal(kindOf(ids.characters(52, LOWER), true), undefined);
    assert.equal(kindOf(keyTag().toUpperCase(), true), undefined);
  });
});
