import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { createDetector } from "../../../../src/core/detect/findKeys";
import { indexKnownIds } from "../../../../src/core/detect/knownIds";
import { alibabaPatterns } from "../../../../src/providers/alibaba/patterns";
import { makeIds } from "../../../support/syntheticIds";

const detector = createDetector(alibabaPatterns);
const { longTerm, temporary, characters } = makeIds(2);

const named = (...ids: readonly string[]) =>
  indexKnownIds(ids.map((id) => ({ provider: "alibaba", kind: "access-key" as const, id })));
const startsOf = (text: string, ...ids: readonly string[]): number[] =>
  detector.find(text, named(...ids)).map(({ start }) => start);

describe("knownIds", () => {
  it("finds an ID that no pattern knows", () => {
    const id = characters(16);
    assert.deepEqual(detector.find(`key: ${id}`), []);
    assert.deepEqual(detector.find(`key: ${id}`, named(id)), [
      { provider: "alibaba", kind: "access-key", id, start: 5, end: 21 },
    ]);
  });

  it("finds IDs of several lengths at the very start, in the middle and at the very end", () => {
    const [short, middle, long] = [characters(10), characters(20), characters(64)];
    assert.deepEqual(startsOf(`${long} ${short} x ${middle}`, short, middle, long), [0, 65, 78]);
    assert.deepEqual(startsOf(`${short}${"-".repeat(500)}${short}`, short, long), [0, 510]);
  });

  it("finds them wherever they stand", () => {
    const id = characters(16);
    for (let at = 0; at < 70; at++) assert.deepEqual(startsOf(`${".".repeat(at)}${id} more words`, id), [at]);
    for (let at = 0; at < 70; at++)
      assert.deepEqual(startsOf(`${"词 a".repeat(at)} ${id}`, id), [3 * at + 1]);
  });

  it("finds whole words only", () => {
    const id = characters(16);
    for (const text of [`x${id}`, `${id}9`, `${id}${id}`, `x${id}x`])
      assert.deepEqual(startsOf(text, id), [], text);
    for (const text of [`_${id}_`, `密${id}钥`, `/${id}/`, `-${id}-`])
      assert.deepEqual(startsOf(text, id), [1], text);
  });

  it("finds them after an escape sequence", () => {
    const [id, other] = [characters(16), characters(18)];
    assert.deepEqual(startsOf(`?u=o%3Fid%3D${id}`, id, other), [12]);
    assert.deepEqual(startsOf(`"\\n${id}\\n${other}"`, id, other), [3, 21]);
  });

  it("tells upper from lower case", () => {
    const id = `${characters(15)}a`;
    assert.deepEqual(startsOf(id.slice(0, 15) + "A", id), []);
  });

  it("finds one that a pattern would drop: the user has named it", () => {
    const id = "LTAI" + "IntegrationTestHelper";
    assert.deepEqual(startsOf(id, id), [0]);
    assert.deepEqual(startsOf(`${characters(50)}+${id}=`, id), [51]);
    const whole = longTerm(24);
    assert.deepEqual(startsOf(`rotate ${whole}...`, whole), [7]);
  });

  it("finds one that a pattern finds too only once, as what the user says it is", () => {
    const id = longTerm(24);
    const known = indexKnownIds([{ provider: "other", kind: "kms-key", id }]);
    assert.deepEqual(detector.find(id, known), [
      { provider: "other", kind: "kms-key", id, start: 0, end: 24 },
    ]);
  });

  it("keeps the longer of two that begin at the same place, and the first of two that overlap", () => {
    const [front, back] = [characters(8), characters(12)];
    const found = detector.find(`${front}-${back}`, named(front, `${front}-${back}`, back));
    assert.deepEqual(
      found.map(({ id }) => id),
      [`${front}-${back}`],
    );
  });

  it("finds IDs that hold more than letters and digits", () => {
    const ids = [temporary(20), `ncp_iam_${characters(20)}`, `${characters(6)}-${characters(6)}`];
    const withoutPatterns = createDetector([]);
    const found = (text: string): string[] => withoutPatterns.find(text, named(...ids)).map(({ id }) => id);
    for (const id of ids) {
      assert.deepEqual(found(`(${id})${id}`), [id, id]);
      for (const text of [`(x${id})`, `(${id}x)`, id.slice(1), id.slice(0, -1)])
        assert.deepEqual(found(text), [], text);
    }
  });

  it("prefers an ID that the user named to what a pattern makes of the place", () => {
    const id = characters(17) + "8";
    assert.deepEqual(startsOf(`STS.${id}`), [0]);
    assert.deepEqual(startsOf(`STS.${id} ${longTerm(24)}`, id), [4, 23]);
  });

  it("ignores what holds no letter or digit, and finds nothing when nothing is known", () => {
    assert.deepEqual(startsOf("a -- b", "", "--"), []);
    assert.deepEqual(startsOf("a b"), []);
  });

  it("takes an ID from the first of two keys that share it", () => {
    const id = characters(16);
    const known = indexKnownIds([
      { provider: "one", kind: "access-key", id },
      { provider: "two", kind: "access-key", id },
    ]);
    assert.deepEqual(
      detector.find(id, known).map(({ provider }) => provider),
      ["one"],
    );
  });
});

describe("knownIds, by what else a key is called", () => {
  const tag = characters(64, "0123456789abcdef");
  const entry = (id: string, ...aliases: string[]) => ({
    key: { provider: "ncloud", kind: "kms-key" as const, id },
    aliases,
  });
  const placesOf = (text: string, ...aliases: string[]): string[] =>
    detector.find(text, indexKnownIds([entry(tag, ...aliases)])).map(({ id, start, end }) => {
      assert.equal(id, tag);
      return text.slice(start, end);
    });

  it("finds a name, and says whose it is", () => {
    const known = indexKnownIds([entry(tag, "order-db_key")]);
    assert.deepEqual(detector.find("uses order-db_key.", known), [
      { provider: "ncloud", kind: "kms-key", id: tag, start: 5, end: 17 },
    ]);
  });

  it("finds the ID as well, and a key without aliases", () => {
    const known = indexKnownIds([
      entry(tag, "orders"),
      { provider: "other", kind: "kms-key", id: "legacy7" },
    ]);
    assert.deepEqual(
      detector.find(`orders ${tag} legacy7`, known).map(({ id }) => id),
      [tag, tag, "legacy7"],
    );
  });

  it("finds names of several lengths at the start, in the middle and at the end", () => {
    const names = ["abc", "order-db_key", "a-b", "k_1-x"];
    assert.deepEqual(placesOf("abc order-db_key k_1-x,a-b;abc", ...names), [
      "abc",
      "order-db_key",
      "k_1-x",
      "a-b",
      "abc",
    ]);
  });

  it("finds whole names only", () => {
    for (const joined of [
      "xorders",
      "orders7",
      "-orders",
      "orders-",
      "_orders",
      "orders_",
      "éorders",
      "ordersé",
    ])
      assert.deepEqual(placesOf(`see ${joined} there`, "orders"), [], joined);
    for (const joined of ["app.orders", "orders.pem", "f().orders", "?.orders"])
      assert.deepEqual(placesOf(`see ${joined} there`, "orders"), [], joined);
  });

  it("finds a name between anything else, and before the end of a sentence", () => {
    for (const text of [
      "orders.",
      "orders. Then",
      '"orders"',
      "/orders/",
      "密钥orders的",
      "orders를",
      "🔑orders🔑",
      "=orders;",
    ])
      assert.deepEqual(placesOf(text, "orders"), ["orders"], text);
    for (const text of ["...orders", "orders...", "$orders", "orders:", "(orders)"])
      assert.deepEqual(placesOf(text, "orders"), ["orders"], text);
  });

  it("finds a name after an escape sequence, but not in a word that looks like one", () => {
    for (const before of ["%3D", "%253D", "\\n", "\\t", "\\u003d", "\\x1b[32m"])
      assert.deepEqual(placesOf(`x${before}orders`, "orders", "ab"), ["orders"], before);
    for (const before of ["3D", "n", "[32", ";n"])
      assert.deepEqual(placesOf(`x${before}orders`, "orders"), []);
  });

  it("tells upper from lower case", () => {
    assert.deepEqual(placesOf("Orders ORDERS", "orders"), []);
  });

  it("finds a resource name as a whole, rather than the ID or the name that it ends with", () => {
    const resource = `nrn:PUB:KMS:KR:2942:Key/${tag}`;
    assert.deepEqual(placesOf(`see ${resource}, please`, resource, "Key"), [resource]);
    assert.deepEqual(placesOf(`see ${resource}`, `${resource}x`), [tag]);
    assert.deepEqual(placesOf("see nrn:PUB:KMS:KR:2942:Key/12345", "nrn:PUB:KMS:KR:2942:Key/1234"), []);
  });

  it("takes what is the ID of one key and the name of another for the ID", () => {
    const known = indexKnownIds([entry(tag, "legacy77"), entry("legacy77")]);
    assert.deepEqual(
      detector.find("legacy77", known).map(({ id }) => id),
      ["legacy77"],
    );
  });

  it("takes a name that two accounts use for the first one's", () => {
    const known = indexKnownIds([entry("first-id", "orders"), entry("second-id", "orders")]);
    assert.deepEqual(
      detector.find("orders", known).map(({ id }) => id),
      ["first-id"],
    );
  });

  it("ignores names that are empty, too short, or without a letter", () => {
    assert.deepEqual(placesOf("a ab .. : a", "", "a", "ab", "..:"), []);
  });

  it("finds a name wherever a plain search finds it as a whole word", () => {
    const pieces = fc.constantFrom(
      "orders",
      "a-b",
      "a",
      "-",
      "_",
      ".",
      " ",
      "/",
      "7",
      "é",
      "密",
      "🔑",
      "orders.",
    );
    const known = indexKnownIds([entry(tag, "orders", "a-b")]);
    const whole =
      /(?<![\w\-\p{Script=Latin}]|(?<!\.)\.)(?:orders|a-b)(?![\w\-\p{Script=Latin}]|\.[\w\-\p{Script=Latin}])/gu;
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        assert.deepEqual(
          detector.find(text, known).map(({ start }) => start),
          [...text.matchAll(whole)].map(({ index }) => index),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it("is not slowed down by long words or by the names' own letters", () => {
    const known = indexKnownIds([entry(tag, "orders", "a-b", "aaa")]);
    for (const unit of ["a", "a-", "orders", "%", "%3D", "\\n", "[a;", "orders-"])
      assert.deepEqual(detector.find(`x${unit.repeat(200_000)}x`, known), [], unit);
  });
});
