import assert from "node:assert/strict";
import fc from "fast-check";
import { AnswerCache, scopePart } from "../../../../src/core/usage/answerCache";
import { mergeSaved } from "../../../../src/core/usage/savedAnswers";
import { keyText } from "../../../../src/core/usage/key";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import { keyOf, servicesAt } from "./fakes";

const LONG_AGO = "2020-01-01T00:00:00.000Z";
const ALWAYS = { from: LONG_AGO, to: "2099-01-01T00:00:00.000Z" };
const timeOf = (minute: number): string => new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString();
const scope = `en${scopePart("alibaba", "prod")}`;

function usageOf(name: string, minute: number, rest: Partial<KeyUsage> = {}): KeyUsage {
  return {
    key: keyOf(name),
    outcome: "no-use-on-record",
    recordsSince: LONG_AGO,
    asOf: timeOf(minute),
    ...rest,
  };
}

function put(cache: AnswerCache, name: string, minute: number, rest: Partial<KeyUsage> = {}): void {
  cache.set(keyText(keyOf(name)), scope, usageOf(name, minute, rest));
}

function get(cache: AnswerCache, name: string): KeyUsage | undefined {
  return cache.get(keyText(keyOf(name)), scope);
}

/** The text of a file with one row. */
function fileWith(row: unknown): string {
  return JSON.stringify({ version: 1, answers: [row] });
}

describe("The answer cache", () => {
  it("gives back what was put in, for its scope only", () => {
    const cache = new AnswerCache();
    const full = usageOf("1", 1, {
      outcome: "used",
      lastUse: { at: timeOf(0) },
      products: servicesAt(timeOf(0)),
      owner: { name: "alice" },
    });
    cache.set(keyText(full.key), scope, full);
    assert.deepEqual(get(cache, "1"), full);
    assert.equal(cache.get(keyText(full.key), `zh-cn${scopePart("alibaba", "prod")}`), undefined);
  });

  it("survives being written and read: every answer comes back as it was", () => {
    const text = fc.string({ unit: "grapheme" });
    const minute = fc.integer({ min: 0, max: 50_000 });
    const identity = fc.record({ type: text, name: text, id: text, accountId: text }, { requiredKeys: [] });
    const use = { event: text, ip: text, region: text, source: text, by: identity };
    const service = fc.record({ code: text, name: text });
    const at = minute.map(timeOf);
    const lastUse = fc.record({ at, service, ...use }, { requiredKeys: ["at"] });
    const product = fc.record({ service, at, ...use }, { requiredKeys: ["service"] });
    const rest = fc.record(
      { account: text, accountsAsked: fc.array(text), owner: identity, products: fc.array(product) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(text, minute, fc.option(lastUse, { nil: undefined }), rest, (id, asOf, last, more) => {
        const usage = usageOf(id, asOf, { ...(last && { outcome: "used", lastUse: last }), ...more });
        const cache = new AnswerCache();
        cache.set(keyText(usage.key), scope, usage);
        const next = new AnswerCache();
        mergeSaved(next, cache.toText(), ALWAYS);
        assert.deepEqual(next.get(keyText(usage.key), scope), JSON.parse(JSON.stringify(usage)));
      }),
    );
  });

  it("keeps the newest answers when there are more than it holds", () => {
    const cache = new AnswerCache(3);
    for (const [minute, name] of ["1", "2", "3", "1", "4"].entries()) put(cache, name, minute);
    assert.deepEqual(
      ["1", "2", "3", "4"].map((name) => get(cache, name) !== undefined),
      [true, false, true, true],
    );
    assert.equal(cache.size, 3);
  });

  it("does not let a file full of old answers push out new ones", () => {
    const old = new AnswerCache(3);
    for (const name of ["a", "b", "c"]) put(old, name, 1);
    const cache = new AnswerCache(3);
    put(cache, "new", 2);
    mergeSaved(cache, old.toText(), ALWAYS);
    assert.equal(cache.size, 3);
    assert.ok(get(cache, "new"));
  });

  it("holds so many characters and no more, but always the latest answer", () => {
    const cache = new AnswerCache(1000, 2000);
    const long = { owner: { name: "x".repeat(500) } };
    for (let minute = 0; minute < 10; minute++) put(cache, String(minute), minute, long);
    assert.ok(cache.size > 1 && cache.toText().length < 3000);
    put(cache, "huge", 11, { owner: { name: "x".repeat(5000) } });
    assert.ok(get(cache, "huge"));
    assert.equal(cache.size, 1);
    put(cache, "small", 12);
    assert.deepEqual([get(cache, "huge"), get(cache, "small")?.asOf], [undefined, timeOf(12)]);
  });

  it("reads no file that is larger than any of its own", () => {
    const other = new AnswerCache();
    put(other, "1", 1, { owner: { name: "x".repeat(9000) } });
    assert.deepEqual(mergeSaved(new AnswerCache(1000, 2000), other.toText(), ALWAYS), []);
    assert.deepEqual(mergeSaved(new AnswerCache(1000, 3000), other.toText(), ALWAYS), [keyText(keyOf("1"))]);
  });

  it("takes from a file what is newer than its own and not too old, and says what it took", () => {
    const file = new AnswerCache();
    for (const [name, minute] of [
      ["older", 1],
      ["same", 5],
      ["newer", 9],
      ["unknown", 5],
      ["ancient", 0],
    ] as const)
      put(file, name, minute, { account: "file" });
    const cache = new AnswerCache();
    for (const name of ["older", "same", "newer"]) put(cache, name, 5);
    assert.deepEqual(
      mergeSaved(cache, file.toText(), { ...ALWAYS, from: timeOf(1) }),
      ["newer", "unknown"].map((name) => keyText(keyOf(name))),
    );
    assert.deepEqual(
      ["older", "same", "newer", "unknown"].map((name) => get(cache, name)?.account),
      [undefined, undefined, "file", "file"],
    );
    assert.equal(get(cache, "ancient"), undefined);
  });

  it("does not take back from a file what an account said before it was forgotten", () => {
    const cache = new AnswerCache();
    put(cache, "1", 1);
    const before = cache.toText();
    cache.forgetAccount("alibaba", "prod", timeOf(2));
    assert.equal(get(cache, "1"), undefined);
    assert.deepEqual(mergeSaved(cache, before, ALWAYS), []);
    put(cache, "1", 3);
    assert.ok(get(cache, "1"));
  });

  it("does not take one account for another whose name begins the same", () => {
    const cache = new AnswerCache();
    const other = `en${scopePart("alibaba", "prod-2")}`;
    cache.set(keyText(keyOf("1")), other, usageOf("1", 1));
    cache.forgetAccount("alibaba", "prod", timeOf(2));
    assert.ok(cache.get(keyText(keyOf("1")), other));
  });

  describe("leaves out of a file", () => {
    const text = keyText(keyOf("1"));
    const good = usageOf("1", 1, {
      outcome: "used",
      lastUse: { at: timeOf(0) },
      products: servicesAt(timeOf(0)),
    });
    const merge = (row: unknown): AnswerCache => {
      const cache = new AnswerCache();
      mergeSaved(cache, fileWith(row), ALWAYS);
      return cache;
    };

    it("nothing of a good row", () => {
      assert.deepEqual(get(merge([text, scope, good]), "1"), good);
    });

    for (const [name, row] of [
      ["a row that is no row", "row"],
      ["a row without an answer", [text, scope]],
      ["an answer about another key", [keyText(keyOf("2")), scope, good]],
      ["a time that is none", [text, scope, { ...good, asOf: "yesterday" }]],
      [
        "a time in another form, which would compare wrongly",
        [text, scope, { ...good, asOf: "2026-11-01T08:00:00+08:00" }],
      ],
      [
        "a service's time that is none",
        [text, scope, { ...good, products: [{ service: { code: "a", name: "a" }, at: "x" }] }],
      ],
      ["an outcome that nobody knows", [text, scope, { ...good, outcome: "never-used" }]],
      ["a failure", [text, scope, { ...good, outcome: "failed" }]],
      ["a use without a time", [text, scope, { ...good, lastUse: {} }]],
      ["a use that is called none", [text, scope, { ...good, outcome: "no-use-on-record" }]],
      ["a use that is missing", [text, scope, { ...good, lastUse: undefined }]],
      ["a name that is no text", [text, scope, { ...good, owner: { name: { toString: 1 } } }]],
      [
        "a temporary key",
        ["alibaba:temporary-key:LTAI1", scope, { ...good, key: keyOf("1", { kind: "temporary-key" }) }],
      ],
    ] as const) {
      it(name, () => {
        assert.equal(merge(row).size, 0);
      });
    }

    it("any field that it does not know, and keeps the rest", () => {
      const cache = merge([
        text,
        scope,
        { ...good, accessKeySecret: "hunter2", __proto__: { polluted: true } },
      ]);
      assert.deepEqual(get(cache, "1"), good);
      assert.doesNotMatch(cache.toText(), /hunter2/);
    });
  });
});
