import assert from "node:assert/strict";
import type { InventoryPage, OwnerKeys } from "../../../../src/core/inventory/inventoryPage";
import { InventoryService } from "../../../../src/core/inventory/inventoryService";
import type { Account } from "../../../../src/core/usage/account";
import { channelled } from "../../../../src/core/util/channel";
import { FakeClock, settled } from "../../../support/fakeClock";
import { accountOf, errorOf, keyOf } from "../usage/fakes";

const prod = accountOf("prod");
const dev = accountOf("dev");

const owned = (name: string, ...keys: readonly string[]): OwnerKeys => ({
  owner: { type: "ram-user", name, id: name },
  keys: keys.map((key) => ({
    key: keyOf(key),
    info: { state: "active", createdAt: "2026-01-01T00:00:00.000Z" },
  })),
});

interface Listing {
  readonly account: string;
  readonly signal: AbortSignal;
  readonly page: (page: InventoryPage) => Promise<void>;
  readonly end: (error?: Error) => Promise<void>;
}

/** A service whose cloud lists what a test says, when it says so. */
class Desk {
  readonly clock = new FakeClock();
  readonly listings: Listing[] = [];
  readonly problems: string[] = [];
  changes = 0;
  accounts: readonly Account[] = [prod, dev];
  readonly service = new InventoryService({
    providers: [
      { id: "alibaba", inventory: (account, signal) => this.begin(account, signal) },
      { id: "other" },
    ],
    accounts: () => this.accounts,
    clock: this.clock,
    onProblem: ({ name }) => this.problems.push(name),
  });

  constructor() {
    this.service.onDidChange(() => this.changes++);
  }

  /** The owners' names, and their keys. */
  shown(account = prod) {
    return this.service
      .peek(account)
      ?.owners.map(({ owner, keys }) => [owner.name, ...keys.map(({ key }) => key.id.slice(4))].join(" "));
  }

  latest(): Listing {
    return this.listings.at(-1) ?? assert.fail();
  }

  private begin(account: Account, given: AbortSignal): AsyncIterable<InventoryPage> {
    return channelled((push, signal) => {
      return new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => {
          reject(errorOf("cancelled"));
        });
        this.listings.push({
          account: account.name,
          signal,
          page: async (page) => {
            push(page);
            await settled();
          },
          end: async (error) => {
            if (error === undefined) resolve();
            else reject(error);
            await settled();
          },
        });
      });
    }, given);
  }
}

describe("The inventory of an account", () => {
  it("is not there before somebody has it listed", () => {
    const { service, listings } = new Desk();
    assert.deepEqual([service.peek(prod), service.find(keyOf("a")), listings], [undefined, undefined, []]);
  });

  it("shows the first keys while the others are still to come", async () => {
    const desk = new Desk();
    void desk.service.list(prod);
    await settled();
    await desk.latest().page({ owners: [owned("alice", "a")], progress: { done: 1 } });
    assert.deepEqual(desk.shown(), ["alice a"]);
    assert.equal(desk.service.peek(prod)?.status, "listing");
    assert.deepEqual(desk.service.peek(prod)?.busy, { done: 1 });
    await desk.latest().page({ owners: [owned("bob", "b", "c")], progress: { done: 2, total: 2 } });
    await desk.latest().end();
    assert.deepEqual(desk.shown(), ["alice a", "bob b c"]);
    const { status, busy } = desk.service.peek(prod) ?? assert.fail();
    assert.deepEqual([status, busy], ["ended", undefined]);
  });

  it("is listed once for all who ask meanwhile, and each account on its own", async () => {
    const desk = new Desk();
    const both = Promise.all([desk.service.list(prod), desk.service.list(prod), desk.service.list(dev)]);
    await settled();
    assert.deepEqual(
      desk.listings.map(({ account }) => account),
      ["prod", "dev"],
    );
    for (const listing of desk.listings) await listing.end();
    await both;
  });

  it("keeps what it has when somebody stops it, and says that it was stopped", async () => {
    const desk = new Desk();
    const listing = desk.service.list(prod);
    await settled();
    await desk.latest().page({ owners: [owned("alice", "a")], progress: { done: 1, total: 9 } });
    desk.service.stop(prod);
    await listing;
    assert.equal(desk.latest().signal.aborted, true, "the requests end too");
    assert.deepEqual([desk.shown(), desk.service.peek(prod)?.status], [["alice a"], "stopped"]);
    assert.deepEqual(desk.problems, [], "that is no fault");
  });

  it("says why it failed, and shows what it has", async () => {
    const desk = new Desk();
    const listing = desk.service.list(prod);
    await settled();
    await desk.latest().page({ owners: [owned("alice", "a")] });
    await desk.latest().end(errorOf("network"));
    await listing;
    const { status, problem } = desk.service.peek(prod) ?? assert.fail();
    assert.deepEqual([desk.shown(), status, problem?.code], [["alice a"], "failed", "network"]);
    assert.deepEqual(desk.problems, ["prod"]);
  });

  it("says what the list lacks", async () => {
    const desk = new Desk();
    void desk.service.list(prod);
    await settled();
    await desk.latest().page({ gaps: [{ message: "Some are missing." }] });
    assert.deepEqual(
      desk.service.peek(prod)?.gaps.map(({ message }) => message),
      ["Some are missing."],
    );
    desk.service.dispose();
  });

  it("listed anew shows the old rows until the new list is complete", async () => {
    const desk = new Desk();
    void desk.service.list(prod);
    await settled();
    await desk.latest().page({ owners: [owned("alice", "a"), owned("bob", "b")] });
    await desk.latest().end();
    void desk.service.list(prod);
    await settled();
    await desk.latest().page({ owners: [owned("alice", "a2")], progress: { done: 1 } });
    assert.deepEqual(desk.shown(), ["alice a", "bob b"]);
    assert.deepEqual(desk.service.peek(prod)?.busy, { done: 1 });
    await desk.latest().end();
    assert.deepEqual(desk.shown(), ["alice a2"]);
  });

  it("listed anew in vain keeps the old list, and says why there is no newer one", async () => {
    const desk = new Desk();
    void desk.service.list(prod);
    await settled();
    await desk.latest().page({ owners: [owned("alice", "a")] });
    await desk.latest().end();
    void desk.service.list(prod);
    await settled();
    await desk.latest().end(errorOf("denied"));
    const { status, problem } = desk.service.peek(prod) ?? assert.fail();
    assert.deepEqual([desk.shown(), status, problem?.code], [["alice a"], "ended", "denied"]);
  });

  it("knows where a key stands, in the first account that lists it, and what the list says of it", async () => {
    const desk = new Desk();
    void desk.service.list(dev);
    await settled();
    await desk.latest().page({ owners: [owned("alice", "a")] });
    assert.equal(desk.service.find(keyOf("a"))?.account, "dev");
    void desk.service.list(prod);
    await settled();
    await desk.latest().page({ owners: [owned("alice", "a")] });
    assert.equal(desk.service.find(keyOf("a", { label: "mine" }))?.account, "prod");
    assert.equal(desk.service.infoOf(keyOf("a"))?.state, "active");
    assert.deepEqual(
      desk.service.keys.map(({ id }) => id),
      [keyOf("a").id],
    );
    desk.service.dispose();
  });

  it("knows the other key of a user, for a rotation", async () => {
    const desk = new Desk();
    void desk.service.list(prod);
    await settled();
    await desk.latest().page({ owners: [owned("alice", "old", "new"), owned("bob", "b")] });
    const siblings = (name: string) => desk.service.siblingsOf(keyOf(name)).map(({ key }) => key.id);
    assert.deepEqual(siblings("old"), [keyOf("new").id]);
    assert.deepEqual(siblings("new"), [keyOf("old").id]);
    assert.deepEqual([siblings("b"), siblings("nobody's")], [[], []]);
    desk.service.dispose();
  });

  it("is forgotten with the account's credentials, and with the account", async () => {
    const desk = new Desk();
    void desk.service.list(prod);
    void desk.service.list(dev);
    await settled();
    for (const { page } of desk.listings) await page({ owners: [owned("alice", "a")] });
    desk.service.forget(prod);
    assert.equal(desk.listings[0]?.signal.aborted, true);
    assert.equal(desk.service.peek(prod), undefined);
    desk.accounts = [prod];
    desk.service.accountsChanged();
    assert.equal(desk.listings[1]?.signal.aborted, true);
    assert.equal(desk.service.find(keyOf("a")), undefined);
  });

  it("does not come back when it is forgotten while it is listed", async () => {
    const desk = new Desk();
    const listing = desk.service.list(prod);
    await settled();
    await desk.latest().page({ owners: [owned("alice", "a")] });
    desk.service.forget(prod);
    await listing;
    assert.equal(desk.service.peek(prod), undefined);
  });

  it("is none where the cloud has no lists", async () => {
    const desk = new Desk();
    const other = accountOf("elsewhere", { provider: "other" });
    assert.deepEqual([desk.service.canList(prod), desk.service.canList(other)], [true, false]);
    await desk.service.list(other);
    assert.equal(desk.service.peek(other), undefined);
  });
});
