import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  parseDismissals,
  withDismissal,
  withoutDismissals,
  type DismissalEntry,
} from "../../../../src/core/findings/dismissalFile";
import { dayOf, dismissalOf, Dismissals, type HashId } from "../../../../src/core/findings/dismissals";
import type { WorkspaceFinding } from "../../../../src/core/scan/finding";
import { schemaFaults, type JsonSchema } from "../../../support/jsonSchema";
import { makeIds } from "../../../support/syntheticIds";

const { longTerm } = makeIds(71);
const [id, other] = [longTerm(24), longTerm(24)];
const SALT = "0123456789abcdef";
const hash: HashId = (salt, text) => createHash("sha256").update(`${salt}:${text}`).digest("hex");
const key = hash(SALT, id);
const entry: DismissalEntry = {
  key,
  path: "src/a.ts",
  reason: "a sample",
  author: "Kim",
  date: "2026-11-24",
};

const opened = (text: string | undefined): Dismissals => new Dismissals(parseDismissals(text), hash);
const finding = (keyId: string, comment?: string): WorkspaceFinding => ({
  uri: "file:///w/src/a.ts",
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 24 } },
  key: { provider: "alibaba", kind: "access-key", id: keyId },
  ...(comment !== undefined && { comment }),
});

describe("The file of dismissals", () => {
  it("begins with the first dismissal, and holds no ID", () => {
    const text = withDismissal(undefined, entry, SALT);
    assert.deepEqual(JSON.parse(text), { salt: SALT, dismissals: [entry] });
    assert.ok(!text.includes(id));
    assert.ok(text.endsWith("\n"));
    assert.deepEqual(parseDismissals(text), { state: "ok", salt: SALT, entries: [entry], mistakes: [] });
  });

  it("is as the schema says that editors hold it against", () => {
    const schema = JSON.parse(readFileSync("docs/keytrail.schema.json", "utf8")) as JsonSchema;
    const expiring = { ...entry, path: "src/b.ts", expires: "2027-01-31" };
    const text = withDismissal(withDismissal(undefined, entry, SALT), expiring, SALT);
    assert.deepEqual(schemaFaults(JSON.parse(text), schema), []);
    const wrong = withDismissal(text, { key: id, reason: "" }, SALT);
    assert.equal(schemaFaults(JSON.parse(wrong), schema).length, 2);
  });

  it("keeps whatever else is in it, and its manner of writing", () => {
    const before = JSON.stringify(
      { team: { owner: "ops" }, salt: SALT, dismissals: [{ ...entry, ticket: 7 }, "odd"], later: 1 },
      undefined,
      "\t",
    );
    const mixed = `\uFEFF${before.replaceAll("\n", "\r\n")}`;
    const text = withDismissal(mixed, { key, path: "src/a.ts", reason: "another" }, "not used");
    assert.ok(text.startsWith('\uFEFF{\r\n\t"team"'));
    assert.ok(!/[^\r]\n/.test(text));
    assert.deepEqual(JSON.parse(text.slice(1)), {
      team: { owner: "ops" },
      salt: SALT,
      dismissals: ["odd", { key, path: "src/a.ts", reason: "another", ticket: 7 }],
      later: 1,
    });
  });

  it("has its entries in the same order, whoever came first", () => {
    const [b, c] = [
      { ...entry, path: "src/b.ts" },
      { ...entry, path: "lib/c.ts" },
    ];
    const add = (text: string | undefined, one: DismissalEntry): string => withDismissal(text, one, SALT);
    const one = add(add(add(undefined, entry), b), c);
    assert.equal(add(add(add(undefined, c), entry), b), one);
    assert.equal(add(one, b), one);
  });

  it("loses an entry that is taken back, and nothing else", () => {
    const text = withDismissal(
      withDismissal(undefined, entry, SALT),
      { key: hash(SALT, other), reason: "x" },
      SALT,
    );
    const left = withoutDismissals(text, (one) => one.key === key) ?? "";
    assert.deepEqual(parseDismissals(left), {
      state: "ok",
      salt: SALT,
      entries: [{ key: hash(SALT, other), reason: "x" }],
      mistakes: [],
    });
    assert.equal(
      withoutDismissals(left, (one) => one.key === key),
      undefined,
    );
  });

  it("that cannot be read dismisses nothing, and says why", () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ["{", /not valid JSON/],
      ["", /not valid JSON/],
      ["[]", /not valid JSON/],
      [JSON.stringify({ salt: SALT }), /"dismissals"/],
      [JSON.stringify({ dismissals: [] }), /"salt"/],
      [JSON.stringify({ salt: "short", dismissals: [] }), /"salt"/],
    ];
    for (const [text, problem] of cases) {
      const file = parseDismissals(text);
      assert.match(file.state === "broken" ? file.problem : file.state, problem, text);
    }
  });

  it("with mistakes in single entries dismisses what the others say, and names each mistake by its number", () => {
    const wrong = [
      7,
      { ...entry, key: id },
      { ...entry, reason: " " },
      { ...entry, path: 7 },
      { ...entry, expires: "2026-02-31" },
      { ...entry, date: "yesterday" },
    ];
    const file = parseDismissals(JSON.stringify({ salt: SALT, dismissals: [...wrong, entry] }));
    assert.ok(file.state === "ok");
    assert.deepEqual(file.entries, [entry]);
    const expected = [/entry 1: .*object/, /entry 2: .*key/, /entry 3: .*reason/, /entry 4: .*path/];
    for (const [index, each] of [...expected, /entry 5: .*expires/, /entry 6: .*date/].entries())
      assert.match(file.mistakes[index] ?? "", each);
    assert.ok(!file.mistakes.join().includes(id), "no ID in a message");
  });
});

describe("A dismissal", () => {
  const today = "2026-11-24";

  it("holds for its key in its file, and for no other", () => {
    const dismissals = opened(withDismissal(undefined, entry, SALT));
    assert.equal(dismissals.find({ id, path: "src/a.ts" }, today)?.reason, "a sample");
    assert.equal(dismissals.find({ id, path: "src/b.ts" }, today), undefined);
    assert.equal(
      dismissals.find({ id: other, path: "src/a.ts" }, today),
      undefined,
      "a rotated key reports again",
    );
  });

  it("without a path holds in the whole folder; the one for the file gives the reason", () => {
    const everywhere = withDismissal(undefined, { key, reason: "everywhere" }, SALT);
    const dismissals = opened(withDismissal(everywhere, entry, SALT));
    assert.equal(dismissals.find({ id, path: "src/b.ts" }, today)?.reason, "everywhere");
    assert.equal(dismissals.find({ id, path: "src/a.ts" }, today)?.reason, "a sample");
  });

  it("ends on the day it names", () => {
    const dismissals = opened(withDismissal(undefined, { ...entry, expires: "2026-12-01" }, SALT));
    assert.ok(dismissals.find({ id, path: "src/a.ts" }, "2026-11-30"));
    assert.equal(dismissals.find({ id, path: "src/a.ts" }, "2026-12-01"), undefined);
    assert.equal(dismissals.expired("2026-12-01").length, 1);
  });

  it("in a comment counts before one in the file", () => {
    const dismissals = opened(withDismissal(undefined, entry, SALT));
    const of = (one: WorkspaceFinding) => dismissalOf(one, dismissals, "src/a.ts", today);
    assert.deepEqual(of(finding(id, "beside it")), { by: "comment", reason: "beside it" });
    assert.deepEqual(of(finding(id)), { by: "file", reason: "a sample", author: "Kim", date: "2026-11-24" });
    assert.equal(of(finding(other)), undefined);
  });

  it("is written with the days of this machine's calendar", () => {
    const now = new Date(2026, 11, 30, 23, 59).getTime();
    assert.equal(dayOf(now), "2026-12-30");
    assert.equal(dayOf(now, 3), "2027-01-02");
  });
});
