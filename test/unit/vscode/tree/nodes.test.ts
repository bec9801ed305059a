import assert from "node:assert/strict";
import type { Account } from "../../../../src/core/usage/account";
import type { KeyRef } from "../../../../src/core/usage/key";
import { groupKeys } from "../../../../src/vscode/tree/nodes";

const accountOf = (name: string): Account => ({ name, provider: "alibaba", credentials: { kind: "stored" } });
const keyOf = (name: string, account?: string): KeyRef => ({
  provider: "alibaba",
  kind: "access-key",
  id: "LTAI" + name,
  ...(account !== undefined && { account }),
});
const accounts = [accountOf("prod"), accountOf("dev")];
const grouped = (keys: readonly KeyRef[], answeredBy: Readonly<Record<string, string>> = {}) => {
  const { byAccount, others } = groupKeys(keys, accounts, ({ id }) => answeredBy[id]);
  return { byAccount: Object.fromEntries(byAccount), others };
};

describe("The keys in the tree", () => {
  it("stand under the account that their entry names, even if another answered for them", () => {
    const key = keyOf("1", "dev");
    assert.deepEqual(grouped([key], { LTAI1: "prod" }), { byAccount: { prod: [], dev: [key] }, others: [] });
  });

  it("stand under the account that answered for them, if their entry names none", () => {
    const key = keyOf("1");
    assert.deepEqual(grouped([key], { LTAI1: "prod" }), { byAccount: { prod: [key], dev: [] }, others: [] });
  });

  it("stand with the others when nobody answered, or their account is not there any more", () => {
    const keys = [keyOf("1"), keyOf("2", "gone"), keyOf("3")];
    assert.deepEqual(grouped(keys, { LTAI3: "gone", LTAI2: "prod" }), {
      byAccount: { prod: [], dev: [] },
      others: keys,
    });
  });

  it("keep their order, and every account has a place, in the order of the settings", () => {
    const keys = ["3", "1", "2"].map((name) => keyOf(name));
    const { byAccount } = groupKeys(keys, accounts, () => "prod");
    assert.deepEqual([...byAccount.keys()], ["prod", "dev"]);
    assert.deepEqual(byAccount.get("prod"), keys);
  });

  it("are not lost when an account is called like something every object has", () => {
    const odd = ["__proto__", "constructor", "toString"];
    const { byAccount, others } = groupKeys(
      odd.map((name) => keyOf(name, name)),
      odd.map(accountOf),
      () => undefined,
    );
    assert.deepEqual([odd.map((name) => byAccount.get(name)?.length), others], [[1, 1, 1], []]);
  });
});
