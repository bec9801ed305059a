import assert from "node:assert/strict";
import type { Account } from "../../../../src/core/usage/account";
import type { KnownKey } from "../../../../src/core/usage/key";
import { KeyDirectory } from "../../../../src/core/usage/keyDirectory";
import { FakeClock, settled } from "../../../support/fakeClock";

const MINUTE = 60_000;
const naver: Account = { name: "naver", provider: "ncloud", credentials: { kind: "environment" } };
const other: Account = { ...naver, name: "other" };
const ali: Account = { name: "prod", provider: "alibaba", credentials: { kind: "environment" } };
const known = (id: string, ...aliases: string[]): KnownKey => ({
  key: { provider: "ncloud", kind: "kms-key", id },
  aliases,
});

/** A directory whose accounts and clouds are in the hands of the test. */
class Desk {
  readonly clock = new FakeClock();
  readonly asked: string[] = [];
  readonly problems: string[] = [];
  changes = 0;
  accounts: readonly Account[] = [naver, ali];
  reply: (account: Account) => Promise<readonly KnownKey[]> = () => Promise.resolve([known("tag", "orders")]);
  readonly directory = new KeyDirectory({
    providers: [
      { id: "alibaba" },
      {
        id: "ncloud",
        listKeys: (account) => {
          this.asked.push(account.name);
          return this.reply(account);
        },
      },
    ],
    accounts: () => this.accounts,
    cacheMinutes: () => 60,
    clock: this.clock,
    onProblem: ({ name }) => this.problems.push(name),
  });

  constructor() {
    this.directory.onDidChange(() => this.changes++);
  }
}

describe("The directory of keys that text does not give away", () => {
  it("knows none before somebody had them listed", () => {
    const { directory, asked } = new Desk();
    assert.deepEqual([directory.keys, asked], [[], []]);
  });

  it("asks each account of a cloud that can list them, and no other", async () => {
    const desk = new Desk();
    desk.accounts = [naver, ali, other];
    await desk.directory.refresh();
    assert.deepEqual(desk.asked, ["naver", "other"]);
    assert.equal(desk.changes, 2);
  });

  it("finds a key by its ID and by each of its names, exactly", async () => {
    const { directory } = new Desk();
    await directory.refresh();
    for (const text of ["tag", "orders"]) assert.equal(directory.find(text)?.id, "tag");
    for (const text of ["Orders", "order", ""]) assert.equal(directory.find(text), undefined);
  });

  it("asks once for any number of askers, and again when the list has grown old or somebody wants it fresh", async () => {
    const { directory, asked, clock } = new Desk();
    await Promise.all([directory.refresh(), directory.refresh(), directory.refresh({ fresh: true })]);
    assert.equal(asked.length, 1);
    await clock.advance(59 * MINUTE);
    await directory.refresh();
    assert.equal(asked.length, 1);
    await directory.refresh({ fresh: true });
    assert.equal(asked.length, 2);
    await clock.advance(60 * MINUTE);
    await directory.refresh();
    assert.equal(asked.length, 3);
  });

  it("keeps what it knows when an account does not answer, reports it, and leaves the account alone for a while", async () => {
    const desk = new Desk();
    await desk.directory.refresh();
    desk.reply = () => Promise.reject(new Error("down"));
    await desk.directory.refresh({ fresh: true });
    assert.deepEqual(desk.problems, ["naver"]);
    assert.equal(desk.directory.find("orders")?.id, "tag");
    await desk.clock.advance(59_000);
    await desk.directory.refresh();
    assert.equal(desk.asked.length, 2);
    await desk.clock.advance(1_000);
    await desk.directory.refresh();
    assert.equal(desk.asked.length, 3);
  });

  it("forgets an account's keys when its credentials changed, also those that are still on their way", async () => {
    const desk = new Desk();
    await desk.directory.refresh();
    desk.directory.forget("ncloud", "naver");
    assert.deepEqual(desk.directory.keys, []);
    const waiting = desk.directory.refresh();
    await settled();
    desk.directory.forget("ncloud", "naver");
    await waiting;
    assert.deepEqual(desk.directory.keys, []);
    await desk.directory.refresh();
    assert.equal(desk.directory.find("orders")?.id, "tag");
  });

  it("names the accounts whose keys it could not list, until it could", async () => {
    const desk = new Desk();
    const down = new Error("down");
    desk.reply = () => Promise.reject(down);
    await desk.directory.refresh();
    assert.deepEqual(desk.directory.unlisted, [{ account: naver, error: down }]);
    desk.reply = () => Promise.resolve([]);
    await desk.directory.refresh({ fresh: true });
    assert.deepEqual(desk.directory.unlisted, []);
  });

  it("forgets the keys of an account that is gone or signs in another way", async () => {
    const desk = new Desk();
    await desk.directory.refresh();
    desk.accounts = [ali];
    assert.deepEqual(desk.directory.keys, []);
    desk.accounts = [{ ...naver, credentials: { kind: "stored" } }];
    assert.deepEqual(desk.directory.keys, []);
  });

  it("ends a wait when the window closes, and reports nothing then", async () => {
    const desk = new Desk();
    desk.reply = () => new Promise(() => undefined);
    const waiting = desk.directory.refresh();
    await settled();
    desk.directory.dispose();
    await waiting;
    assert.deepEqual([desk.problems, desk.changes], [[], 0]);
  });
});
