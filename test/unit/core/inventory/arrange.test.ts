import assert from "node:assert/strict";
import { arrange, type Arrangement, type ArrangeParts } from "../../../../src/core/inventory/arrange";
import type { OwnerKeys } from "../../../../src/core/inventory/inventoryPage";
import type { InventoryState } from "../../../../src/core/inventory/inventoryService";
import { WHOLE_VIEW, type KeyLook } from "../../../../src/core/inventory/keyView";
import { keyText, type KeyRef } from "../../../../src/core/usage/key";
import { accountOf, keyOf } from "../usage/fakes";

const accounts = [accountOf("prod"), accountOf("dev")];

const owned = (name: string, ...keys: readonly string[]): OwnerKeys => ({
  owner: { type: "ram-user", name },
  keys: keys.map((key) => ({ key: keyOf(key), info: {} })),
});

interface Scene {
  readonly pinned?: readonly KeyRef[];
  readonly lists?: Readonly<Record<string, readonly OwnerKeys[]>>;
  readonly answeredBy?: Readonly<Record<string, string>>;
  readonly looks?: Readonly<Record<string, Partial<KeyLook>>>;
  readonly view?: Partial<ArrangeParts["view"]>;
}

function arranged({ pinned = [], lists = {}, answeredBy = {}, looks = {}, view = {} }: Scene): Arrangement {
  const nameOf = ({ id }: KeyRef): string => id.slice(4);
  return arrange({
    accounts,
    pinned,
    inventoryOf: ({ name }) => {
      const owners = lists[name];
      return owners && ({ owners, gaps: [], status: "ended", asOf: "" } satisfies InventoryState);
    },
    placeOf: (key) => {
      for (const { name } of accounts)
        for (const { owner, keys } of lists[name] ?? [])
          for (const entry of keys)
            if (keyText(entry.key) === keyText(key)) return { account: name, owner, entry };
      return undefined;
    },
    answeredBy: (key) => answeredBy[nameOf(key)],
    view: { ...WHOLE_VIEW, ...view },
    lookOf: ({ key }) => ({ standing: "unknown", name: nameOf(key), isInCode: false, ...looks[nameOf(key)] }),
  });
}

/** `prod: loose | alice: a b`. */
function told({ accounts: branches, others }: Arrangement): readonly string[] {
  const names = (keys: readonly { readonly key: KeyRef; readonly isPinned: boolean }[]): string =>
    keys.map(({ key, isPinned }) => (isPinned ? `${key.id.slice(4)}*` : key.id.slice(4))).join(" ");
  return [
    ...branches.map(({ account, keys, owners }) =>
      [
        `${account.name}: ${names(keys)}`,
        ...owners.map((one) => `${one.owner.name}: ${names(one.keys)}`),
      ].join(" | "),
    ),
    `others: ${names(others)}`,
  ];
}

describe("Keys from the settings and from the accounts' lists", () => {
  it("stand once: under their owner, where an account lists them, with the label of the settings", () => {
    const scene = arranged({
      pinned: [keyOf("a", { label: "CI" }), keyOf("x"), keyOf("y", { account: "dev" })],
      lists: { prod: [owned("alice", "a", "b"), owned("bob", "c")] },
      answeredBy: { x: "prod", a: "dev" },
    });
    assert.deepEqual(told(scene), ["prod: x* | alice: a* b | bob: c", "dev: y*", "others: "]);
    assert.equal(scene.accounts[0]?.owners[0]?.keys[0]?.key.label, "CI");
  });

  it("stand once even if two accounts list them, and the second says so", () => {
    const scene = arranged({
      lists: { prod: [owned("alice", "a")], dev: [owned("alice", "a"), owned("carol", "d")] },
    });
    assert.deepEqual(told(scene), ["prod:  | alice: a", "dev:  | carol: d", "others: "]);
    assert.deepEqual(
      scene.accounts.map(({ elsewhere }) => elsewhere),
      [0, 1],
    );
  });

  it("in no list stand under the account that their entry names, else under the one that answered for them", () => {
    const scene = arranged({
      pinned: [keyOf("a", { account: "dev" }), keyOf("b"), keyOf("c", { account: "gone" }), keyOf("d")],
      answeredBy: { a: "prod", b: "prod", c: "prod", d: "gone" },
    });
    assert.deepEqual(told(scene), ["prod: b*", "dev: a*", "others: c* d*"]);
  });

  it("keep the order of the settings", () => {
    const pinned = ["3", "1", "2"].map((name) => keyOf(name, { account: "prod" }));
    assert.equal(told(arranged({ pinned }))[0], "prod: 3* 1* 2*");
  });

  it("stand with the others when nobody knows whose they are", () => {
    assert.deepEqual(told(arranged({ pinned: [keyOf("a")] })), ["prod: ", "dev: ", "others: a*"]);
  });

  it("show as the filter wants, owners without any left out, and those of unknown use are counted", () => {
    const scene = arranged({
      pinned: [keyOf("x")],
      lists: { prod: [owned("alice", "a", "b"), owned("bob", "c")] },
      looks: { a: { standing: "stale" }, b: { standing: "used" } },
      view: { filters: ["stale"] },
    });
    assert.deepEqual(told(scene), ["prod:  | alice: a", "dev: ", "others: "]);
    assert.deepEqual([scene.shown, scene.hidden], [1, 3]);
    assert.deepEqual(
      scene.undecided.map(({ id }) => id.slice(4)),
      ["c", "x"],
    );
  });

  it("are sorted within their owner, and owners by the first of theirs", () => {
    const scene = arranged({
      lists: { prod: [owned("alice", "a", "b"), owned("bob", "c")] },
      looks: {
        a: { standing: "used", lastUseAt: "2026-11-03T00:00:00.000Z" },
        b: { standing: "used", lastUseAt: "2026-11-02T00:00:00.000Z" },
        c: { standing: "used", lastUseAt: "2026-11-01T00:00:00.000Z" },
      },
      view: { sort: "last-use" },
    });
    assert.deepEqual(told(scene)[0], "prod:  | bob: c | alice: b a");
  });

  it("sorted by name, owners stand by their own", () => {
    const scene = arranged({
      lists: { prod: [owned("zoe", "a"), owned("Bob", "z"), owned("alice", "m")] },
      view: { sort: "name" },
    });
    assert.deepEqual(told(scene)[0], "prod:  | alice: m | Bob: z | zoe: a");
  });
});
