import assert from "node:assert/strict";
import { holderOf, randomAccessKey, randomSecretKey } from "../../../../src/sample/ncloud/keyIds";
import { ncloudKeys } from "../../../../src/sample/ncloud/story";

describe("The IDs of the sample cloud's Ncloud", () => {
  const ofKms = Object.values(ncloudKeys()).filter((key) => "activities" in key);
  const ofAccounts = Object.values(ncloudKeys()).filter((key) => !("activities" in key));

  it("look like real ones, each its own, and the same in every run", () => {
    for (const { id } of ofKms) assert.match(id, /^[0-9a-f]{64}$/);
    for (const { id } of ofAccounts) assert.match(id, /^ncp_iam_BPA[MS]KR(?=.*\d)[0-9A-Za-z]{14}$/);
    const ids = Object.values(ncloudKeys()).map(({ id }) => id);
    assert.equal(new Set(ids).size, 10);
    assert.deepEqual(
      ids,
      Object.values(ncloudKeys()).map(({ id }) => id),
    );
  });

  it("tell the main account's keys from those of sub accounts", () => {
    const { mainAccount, subIdle } = ncloudKeys();
    assert.deepEqual([holderOf(mainAccount.id), holderOf(subIdle.id)], ["main", "sub"]);
  });

  it("cannot be guessed where they open a door, and always have a digit", () => {
    for (const holder of ["main", "sub"] as const) {
      const ids = Array.from({ length: 200 }, () => randomAccessKey(holder));
      assert.equal(new Set(ids).size, 200);
      for (const id of ids) assert.match(id, /^ncp_iam_BPA[MS]KR(?=.*\d)[0-9A-Za-z]{14}$/);
      assert.equal(holderOf(ids[0]!), holder);
      assert.match(randomSecretKey(holder), /^ncp_iam_BPK[MS]KR[0-9A-Za-z]{28}$/);
      assert.notEqual(randomSecretKey(holder), randomSecretKey(holder));
    }
  });
});
