import assert from "node:assert/strict";
import { parseAlibabaKey } from "../../../../src/providers/alibaba/parseKey";
import { LOWER, makeIds, UPPER } from "../../../support/syntheticIds";

const ids = makeIds(5);

describe("What a person gives as an AccessKey ID", () => {
  for (const length of [16, 20, 24, 26]) {
    it(`is a lasting key with ${length} characters`, () => {
      const id = ids.longTerm(length);
      const key = { provider: "alibaba", kind: "access-key", id };
      assert.deepEqual(parseAlibabaKey(id, false), key);
      assert.deepEqual(parseAlibabaKey(` ${id}\r\n`, false), key);
    });
  }

  it("is a temporary key when it says so", () => {
    const id = ids.temporary(25);
    assert.deepEqual(parseAlibabaKey(id, false), { provider: "alibaba", kind: "temporary-key", id });
  });

  it("may be an old ID, when somebody says that it is one", () => {
    const id = `0w${ids.characters(14)}`;
    assert.equal(parseAlibabaKey(id, false), undefined);
    assert.deepEqual(parseAlibabaKey(id, true), { provider: "alibaba", kind: "access-key", id });
  });

  const refused: readonly (readonly [what: string, text: string])[] = [
    ["a secret", `a1${ids.characters(28)}`],
    ["a secret that begins like an ID", `LTAI${ids.characters(26)}`],
    ["a session's secret", `1${ids.characters(43)}`],
    ["an AWS key ID", `AKIA${ids.characters(15, UPPER)}2`],
    ["an AWS session's ID", `ASIA${ids.characters(15, UPPER)}2`],
    ["a word", ids.characters(20, LOWER)],
    ["a masked ID", "LTAI5t" + "****wxyz"],
    ["two IDs", `${ids.longTerm(24)} ${ids.longTerm(24)}`],
    ["an ID and its secret", `${ids.longTerm(24)}:${ids.characters(30)}`],
    ["an ID with a command", `${ids.longTerm(24)}&Action=DeleteTrail`],
    ["an ID that is too short", ids.longTerm(15)],
    ["an Ncloud key ID", `ncp_iam_BPA${ids.characters(20)}`],
    ["nothing", ""],
    ["a token", `CAIS${ids.characters(120)}`],
  ];
  for (const [what, text] of refused) {
    it(`is no ID when it is ${what}`, () => {
      assert.equal(parseAlibabaKey(text, false), undefined);
      assert.equal(parseAlibabaKey(text, true), undefined);
    });
  }
});
