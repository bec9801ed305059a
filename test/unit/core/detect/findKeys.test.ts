import * as assert from "node:assert/strict";
import { createDetector } from "../../../../src/core/detect/findKeys";
import type { KeyPattern } from "../../../../src/core/detect/pattern";
import { alibabaPatterns } from "../../../../src/providers/alibaba/patterns";
import { LOWER, makeIds, UPPER } from "../../../support/syntheticIds";

const detector = createDetector(alibabaPatterns);
const { longTerm, temporary, characters } = makeIds(1);
const idsIn = (text: string): string[] => detector.find(text).map(({ id }) => id);

describe("findKeys", () => {
  it("tells where an ID stands and what it is", () => {
    const id = longTerm(24);
    assert.deepEqual(detector.find(`key = ${id};`), [
      { provider: "alibaba", kind: "access-key", id, start: 6, end: 30 },
    ]);
  });

  it("recognises a temporary ID as one", () => {
    const id = temporary(25);
    assert.deepEqual(detector.find(id), [
      { provider: "alibaba", kind: "temporary-key", id, start: 0, end: 29 },
    ]);
  });

  it("finds nothing in an empty text, and nothing without patterns", () => {
    assert.deepEqual(detector.find(""), []);
    assert.deepEqual(createDetector([]).find(longTerm(24)), []);
  });

  it("finds the same ID at each of its places, in the order of the text", () => {
    const [id, other] = [longTerm(24), temporary(21)];
    const found = detector.find(`${id} ${other}\r\n${id}`);
    assert.deepEqual(
      found.map(({ start }) => start),
      [0, 25, 52],
    );
  });

  it("answers the same when it is asked again", () => {
    const text = `${longTerm(24)}, ${temporary(21)}, ${longTerm(16)}`;
    assert.deepEqual(detector.find(text), detector.find(text));
    assert.equal(detector.find(text).length, 3);
  });

  it("counts UTF-16 units after emoji, Chinese text and Windows line ends", () => {
    const id = longTerm(24);
    const lines = ["first\r\n", "🔑👩‍👩‍👧 访问密钥：", `${id}\r\n`];
    const [found] = detector.find(lines.join(""));
    assert.equal(found?.start, 7 + "🔑👩‍👩‍👧 访问密钥：".length);
    assert.equal(found.end - found.start, 24);
    assert.equal(lines.join("").slice(found.start, found.end), id);
  });

  it("takes a long-term ID after STS. for what it is", () => {
    const id = longTerm(24);
    assert.deepEqual(
      detector.find(`STS.${id}`).map(({ kind, id: found, start }) => ({ kind, found, start })),
      [{ kind: "access-key", found: id, start: 4 }],
    );
  });

  it("finds an ID that follows a prefix with nothing behind it", () => {
    const id = longTerm(24);
    assert.deepEqual(idsIn(`LTAI-${id} LTAI ${id} STS. LTAILTAI`), [id, id]);
  });

  it("does not take a letter for the end of an escape when there is no escape", () => {
    const id = longTerm(24);
    for (const before of ["n", "3D", "x22", "u003d", "%3", "[31m", "%zz", "\\u003", "\\q"]) {
      assert.deepEqual(idsIn(`${before}${id}`), [], before);
    }
  });

  it("finds an ID after each escape sequence", () => {
    const id = longTerm(24);
    for (const before of [
      "%3D",
      "%3d",
      "%253D",
      "%25253D",
      "\\n",
      "\\t",
      "\\r",
      "\\u003d",
      "\\x22",
      "\\\\n",
    ]) {
      assert.deepEqual(idsIn(`a${before}${id}`), [id], before);
    }
  });

  it("finds an ID that a terminal's colour code precedes", () => {
    const id = longTerm(24);
    const escape = String.fromCharCode(27);
    for (const before of [escape, "\\x1b", "\\x1B", "\\u001b", "\\u001B", "\\033", "\\e"]) {
      for (const colour of ["[m", "[32m", "[1;31m", "[38;5;208m"])
        assert.deepEqual(idsIn(`x${before}${colour}${id}`), [id]);
    }
  });

  it("needs both cases in an ID of 16 characters without a digit", () => {
    const [upper, lower] = [characters(12, UPPER), characters(12, LOWER)];
    assert.deepEqual(idsIn(`LTAI${upper} LTAI${lower}`), []);
    const mixed = [`LTAI${upper.slice(1)}a`, `LTAI${lower.slice(1)}A`];
    assert.deepEqual(idsIn(mixed.join(" ")), mixed);
  });

  it("takes stars on one side for a mask, and on both sides, or at the end of a comment, for markup", () => {
    const id = longTerm(20);
    for (const masked of [`${id}*`, `${id}****`, `**${id}****`, `*${id}**`, `****${id}****`, `${id}\\*\\*`]) {
      assert.deepEqual(idsIn(masked), [], masked);
    }
    for (const markup of [`*${id}*`, `**${id}**`, `***${id}***`, `/*${id}*/`, `/** ${id}*/`]) {
      assert.deepEqual(idsIn(markup), [id], markup);
    }
  });

  it("needs three dots for a mask", () => {
    const id = longTerm(20);
    assert.deepEqual(idsIn(`${id}...`), []);
    assert.deepEqual(idsIn(`${id}..`), [id]);
  });

  it("tells base64 by 60 characters in a row with a plus, or with an equals sign behind them", () => {
    const id = longTerm(20);
    const run = (length: number, joint: string): string => `${id}${joint}${characters(length - 21)}`;
    assert.deepEqual(idsIn(run(60, "+")), []);
    assert.deepEqual(idsIn(run(59, "+")), [id]);
    assert.deepEqual(idsIn(`${run(60, "/")}=`), []);
    assert.deepEqual(idsIn(run(60, "/")), [id]);
  });

  it("judges each run by itself when several are in one line", () => {
    const id = longTerm(20);
    const base64 = `${characters(40)}+${id}/${characters(10)}`;
    assert.deepEqual(idsIn(`${base64}.${id}.${base64}=${id}/${id}`), [id, id, id]);
  });
});

describe("findKeys with patterns of other shapes", () => {
  // What a cloud whose IDs have no prefix needs: the surroundings tell, and the ID is what follows them.
  const tag = characters(40, "0123456789abcdef");
  const base = { provider: "other", kind: "kms-key", tailLength: [40, 64], acceptsTail: () => true } as const;
  const patterns: KeyPattern[] = [
    { ...base, prefix: "/keys/v1/", context: { gap: /(?:)/y } },
    { ...base, prefix: "key_tag", context: { gap: /"?\s{0,9}[:=]\s{0,9}"?/y } },
    ...alibabaPatterns,
  ];
  const other = createDetector(patterns);

  it("finds an ID by the path it stands in, without the path", () => {
    assert.deepEqual(other.find(`https://kms.example/keys/v1/${tag}/encrypt`), [
      { provider: "other", kind: "kms-key", id: tag, start: 28, end: 68 },
    ]);
  });

  it("finds an ID by the name whose value it is", () => {
    for (const before of ['kms_key_tag = "', "key_tag=", '"key_tag": "']) {
      const [found, ...more] = other.find(`${before}${tag}`);
      assert.deepEqual([found?.id, found?.start, more], [tag, before.length, []]);
    }
    assert.deepEqual(other.find(`key_tag is ${tag}`), []);
  });

  it("finds the IDs of all patterns in one pass, in the order of the text", () => {
    const id = longTerm(24);
    const found = other.find(`${id} key_tag=${tag} ${id}`);
    assert.deepEqual(
      found.map(({ provider }) => provider),
      ["alibaba", "other", "alibaba"],
    );
  });

  it("finds a prefix that begins inside one of another pattern", () => {
    const longer: KeyPattern = { ...base, prefix: "the_key", context: { gap: /!/y } };
    const text = `the_key_tag=${tag}`;
    assert.deepEqual(
      createDetector([longer, ...patterns])
        .find(text)
        .map(({ id }) => id),
      [tag],
    );
  });

  it("lets the pattern that is listed first have a place that two of them fit", () => {
    const id = longTerm(24);
    const rival: KeyPattern = {
      provider: "rival",
      kind: "access-key",
      prefix: "LTAI5t",
      tailLength: [18, 18],
      acceptsTail: () => true,
    };
    assert.equal(createDetector([rival, ...alibabaPatterns]).find(id)[0]?.provider, "rival");
    assert.equal(createDetector([...alibabaPatterns, rival]).find(id)[0]?.provider, "alibaba");
  });
});
