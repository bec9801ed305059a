import assert from "node:assert/strict";
import fc from "fast-check";
import { parseFromPage, parsePanelState } from "../../../src/shared/panelMessages";

describe("a message from the page", () => {
  it("is understood in each of its shapes", () => {
    for (const type of [
      ...(["ready", "refresh", "copy", "copyEvidence", "openConsole", "copyPolicy"] as const),
    ]) {
      assert.deepEqual(parseFromPage({ type }), { type });
    }
    const request = { type: "loadDetail", service: "Ecs", kind: "addresses", after: 20 } as const;
    assert.deepEqual(parseFromPage(request), request);
    const unasked = { ...request, unasked: true } as const;
    assert.deepEqual(parseFromPage(unasked), unasked);
  });

  it("loses every property that its shape does not have", () => {
    assert.deepEqual(parseFromPage({ type: "refresh", command: "workbench.action.terminal.new" }), {
      type: "refresh",
    });
    assert.deepEqual(
      parseFromPage({ type: "loadDetail", service: "Ecs", kind: "events", after: 0, url: "x" }),
      {
        type: "loadDetail",
        service: "Ecs",
        kind: "events",
        after: 0,
      },
    );
  });

  it("is dropped when a property is missing, of another type or outside its range", () => {
    const request = { type: "loadDetail", service: "Ecs", kind: "events", after: 0 };
    const broken = [
      { ...request, service: 5 },
      { ...request, kind: "secrets" },
      { ...request, kind: "toString" },
      { ...request, after: -1 },
      { ...request, after: 0.5 },
      { ...request, after: Number.NaN },
      { ...request, after: "0" },
      { ...request, unasked: "yes" },
      { ...request, unasked: false },
      { type: "loadDetail" },
      { type: "constructor" },
      { type: ["refresh"] },
      "refresh",
      undefined,
      null,
      [],
    ];
    for (const message of broken) assert.equal(parseFromPage(message), undefined, JSON.stringify(message));
  });

  it("is never trusted beyond its known shapes, whatever comes in", () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        assert.equal(parseFromPage(message), undefined);
      }),
    );
  });
});

describe("the state of a page that VS Code opens again", () => {
  const key = { provider: "alibaba", kind: "access-key", id: "some ID", account: "prod" };

  it("names the key, with or without an account", () => {
    assert.deepEqual(parsePanelState({ key, ui: {} }), key);
    const anyAccount = { provider: key.provider, kind: key.kind, id: key.id };
    assert.deepEqual(parsePanelState({ key: anyAccount }), anyAccount);
  });

  it("is refused when it names none", () => {
    const broken = [
      undefined,
      null,
      {},
      { key: "id" },
      { key: { ...key, id: "" } },
      { key: { ...key, kind: "secret" } },
    ];
    for (const state of broken) assert.equal(parsePanelState(state), undefined, JSON.stringify(state));
  });
});
