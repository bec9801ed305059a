import assert from "node:assert/strict";
import type { Account } from "../../../../../src/core/usage/account";
import { assertTellsNoSecret, type Home, KEYS, KEY_ID, SECRET, useHome } from "./support";

const ARN = "acs:ram::1:role/reader";

/** Accounts named as their profiles. */
const accountsOf = (...names: readonly string[]): readonly Account[] =>
  names.map((name) => ({ name, provider: "alibaba", credentials: { kind: "profile", name } }));

describe("When the file of the aliyun command changes,", () => {
  const work = { name: "work", mode: "AK", ...KEYS };
  const other = { name: "other", mode: "AK", ...KEYS, access_key_id: `${KEY_ID}x` };
  let home: Home;
  useHome((own) => {
    home = own;
  });

  const changed = async (...accounts: readonly Account[]): Promise<readonly string[]> =>
    (await home.credentials.changedAccounts(accounts)).map(({ name }) => name);
  const both = accountsOf("work", "other");
  /** As a look-up does, whether or not it gets anywhere. */
  const use = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) await home.resolve(name).catch(() => undefined);
  };

  it("only the accounts of the profiles that are other than before have changed, all accounts of such a one", async () => {
    home.write(work, other);
    await use("work", "other");
    home.write({ name: "third", mode: "AK", ...KEYS }, other, work);
    assert.deepEqual(await changed(...both), []);
    home.write(work, { ...other, access_key_secret: `${SECRET}x` });
    const second: Account = { ...both[1]!, name: "second" };
    assert.deepEqual(await changed(...both, second), ["other", "second"]);
    assert.deepEqual(await changed(...both, second), [], "until the next change");
  });

  it("an account has changed with the profile that its own takes the credentials from", async () => {
    const role = { mode: "ChainableRamRoleArn", ram_role_arn: ARN, ram_session_name: "s" };
    const top = { name: "top", ...role, source_profile: "work" };
    home.write(top, work, other);
    // Nothing can be assumed here, so that only its use is noted.
    const gone = new AbortController();
    const asked = home.resolve("top", gone.signal).catch(() => undefined);
    setImmediate(() => {
      gone.abort();
    });
    await asked;
    await use("other");
    home.write(top, { ...work, access_key_id: `${KEY_ID}y` }, other);
    assert.deepEqual(await changed(...accountsOf("top", "other")), ["top"]);
  });

  it("one that is broken, missing or mended has changed", async () => {
    home.write(work, other);
    await use("work", "other");
    home.write({ ...work, access_key_secret: "" }, other);
    assert.deepEqual(await changed(...both), ["work"]);
    home.writeText("{ cut off");
    assert.deepEqual(await changed(...both), ["work", "other"]);
    home.write(other);
    assert.deepEqual(await changed(...both), ["work", "other"]);
    home.write(other, work);
    assert.deepEqual(await changed(...both), ["work"]);
  });

  it("one that was changed back before anybody heard of it has changed if it was used in between", async () => {
    home.write(work, other);
    await use("work", "other");
    home.write({ ...work, access_key_id: `${KEY_ID}z` }, other);
    await use("work", "other");
    home.write(work, other);
    assert.deepEqual(await changed(...both), ["work"]);
    assert.deepEqual(await changed(...both), []);
  });

  it("one that was never used counts as changed: what was answered for it earlier may be somebody else's", async () => {
    home.write(work, other);
    assert.deepEqual(await changed(...both), ["work", "other"]);
  });

  it("accounts without a profile have not", async () => {
    home.write(work);
    const kept = { name: "env", provider: "alibaba", credentials: { kind: "environment" } } as const;
    assert.deepEqual(await changed(kept), []);
  });

  it("no secret is kept for comparing", async () => {
    home.write(work);
    await use("work");
    await changed(...both);
    assertTellsNoSecret((home.credentials as unknown as { changes: object }).changes);
  });
});
