import assert from "node:assert/strict";
import type { Account } from "../../../../src/core/usage/account";
import { SecretStore } from "../../../../src/vscode/credentials/secretStore";

type Secrets = ConstructorParameters<typeof SecretStore>[0];
type Names = ConstructorParameters<typeof SecretStore>[1];

const PROD: Account = { name: "prod", provider: "alibaba", credentials: { kind: "stored" } };

/** What the computer in front of the person keeps for every machine it connects to. */
function oneComputer() {
  const kept = new Map<string, string>();
  const memory = new Map<string, unknown>();
  const secrets = {
    get: (name: string) => Promise.resolve(kept.get(name)),
    store: (name: string, secret: string) => Promise.resolve(void kept.set(name, secret)),
    delete: (name: string) => Promise.resolve(void kept.delete(name)),
  } as unknown as Secrets;
  const names = {
    get: (name: string, otherwise: unknown) => memory.get(name) ?? otherwise,
    update: (name: string, value: unknown) => Promise.resolve(void memory.set(name, value)),
  } as unknown as Names;
  const on = (machine: string) =>
    new SecretStore(secrets, names, { known: machine, read: () => Promise.resolve(machine) });
  return { on, kept };
}

describe("Stored credentials", () => {
  it("of two remote machines are kept apart, even for accounts of one name", async () => {
    const { on } = oneComputer();
    await on("east").write(PROD, "of the east");
    assert.equal(await on("west").read(PROD), undefined);
    await on("west").write(PROD, "of the west");
    assert.equal(await on("east").read(PROD), "of the east");
    await on("west").delete(PROD);
    assert.equal(await on("east").read(PROD), "of the east");
  });

  it("are deleted when their account is gone from this machine's settings, and only then", async () => {
    const { on, kept } = oneComputer();
    await on("east").write(PROD, "of the east");
    await on("west").write(PROD, "of the west");
    await on("west").deleteOrphans([PROD]);
    assert.equal(kept.size, 2);
    await on("west").deleteOrphans([]);
    assert.equal(await on("west").read(PROD), undefined);
    assert.equal(await on("east").read(PROD), "of the east");
  });

  it("of the sample stay in memory", async () => {
    const { on, kept } = oneComputer();
    const store = on("east");
    store.hold(PROD, "of the sample");
    assert.equal(await store.read(PROD), "of the sample");
    assert.equal(kept.size, 0);
  });
});
