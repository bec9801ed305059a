import assert from "node:assert/strict";
import { FindingsStore } from "../../../../src/core/findings/findingsStore";
import { byFile, byKey, toPublic } from "../../../../src/core/findings/listedFinding";
import type { WorkspaceFinding } from "../../../../src/core/scan/finding";
import { makeIds } from "../../../support/syntheticIds";

const { longTerm } = makeIds(81);
const [id, other] = [longTerm(24), longTerm(24)];

const at = (uri: string, line: number, keyId = id, comment?: string): WorkspaceFinding => ({
  uri,
  range: { start: { line, character: 4 }, end: { line, character: 28 } },
  key: { provider: "alibaba", kind: "access-key", id: keyId },
  ...(comment !== undefined && { comment }),
});

function makeStore(): { store: FindingsStore; places: () => string[]; changes: () => number } {
  const store = new FindingsStore(({ comment }) =>
    comment === undefined ? undefined : { by: "comment", reason: comment },
  );
  let changes = 0;
  store.onDidChange(() => changes++);
  return {
    store,
    places: () => store.all.map(({ uri, range }) => `${uri}:${range.start.line}`),
    changes: () => changes,
  };
}

describe("The findings of a workspace", () => {
  it("come in while the search runs, sorted by file and place", () => {
    const { store, places } = makeStore();
    assert.equal(store.wasScanned, false);
    store.begin();
    store.put("b", [at("b", 9), at("b", 2)]);
    assert.deepEqual(places(), ["b:2", "b:9"]);
    store.put("a", [at("a", 1)]);
    assert.deepEqual(places(), ["a:1", "b:2", "b:9"]);
    store.progress(12);
    assert.deepEqual(store.state, { kind: "scanning", files: 12, again: false });
    store.end({ complete: true });
    assert.deepEqual(store.state, { kind: "scanned", complete: true });
  });

  it("stay in the list while another search runs, until it comes to their file or to its end", () => {
    const { store, places } = makeStore();
    store.begin();
    for (const uri of ["a", "b", "c"]) store.put(uri, [at(uri, 1)]);
    store.end({ complete: true });
    store.begin();
    assert.deepEqual(places(), ["a:1", "b:1", "c:1"]);
    store.put("b", [at("b", 7)]);
    assert.deepEqual(places(), ["a:1", "b:7", "c:1"]);
    store.put("a", [at("a", 1)]);
    store.end({ complete: true });
    assert.deepEqual(places(), ["a:1", "b:7"]);
  });

  it("of files that a cancelled search did not come to stay as they were", () => {
    const { store, places } = makeStore();
    store.begin();
    for (const uri of ["a", "b"]) store.put(uri, [at(uri, 1)]);
    store.end({ complete: true });
    store.begin();
    store.put("b", [at("b", 7)]);
    store.end({ complete: false });
    assert.deepEqual(places(), ["a:1", "b:7"]);
    assert.deepEqual(store.state, { kind: "scanned", complete: false });
  });

  it("change one file at a time, and tell nobody of a change that is none", () => {
    const { store, places, changes } = makeStore();
    store.begin();
    store.put("a", [at("a", 1)]);
    store.end({ complete: true });
    const before = changes();
    store.put("a", [at("a", 1)]);
    assert.equal(changes(), before);
    store.put("a", [at("a", 2)]);
    assert.deepEqual(places(), ["a:2"]);
    store.put("a", []);
    assert.deepEqual(places(), []);
    assert.equal(changes(), before + 2);
  });

  it("that are dismissed are counted apart, and never silently gone", () => {
    const { store } = makeStore();
    store.begin();
    store.put("a", [at("a", 1), at("a", 2, other, "a sample")]);
    store.end({ complete: true });
    assert.equal(store.all.length, 2);
    assert.deepEqual(
      store.reported.map(({ key }) => key.id),
      [id],
    );
    assert.deepEqual(
      store.dismissed.map(({ key, dismissal }) => [key.id, dismissal?.reason]),
      [[other, "a sample"]],
    );
    assert.deepEqual(
      store.all.map((finding) => toPublic(finding).dismissed),
      [false, true],
    );
    assert.ok(!JSON.stringify(store.all.map(toPublic)).includes("a sample"));
  });

  it("are grouped by key or by file", () => {
    const { store } = makeStore();
    store.begin();
    store.put("a", [at("a", 1), at("a", 2, other)]);
    store.put("b", [at("b", 3)]);
    store.end({ complete: true });
    const sizes = (groups: ReturnType<typeof byKey>): unknown =>
      groups.map(({ id: name, findings }) => [name, findings.length]);
    assert.deepEqual(sizes(byKey(store.all)), [
      [`alibaba:access-key:${id}`, 2],
      [`alibaba:access-key:${other}`, 1],
    ]);
    assert.deepEqual(sizes(byFile(store.all)), [
      ["a", 2],
      ["b", 1],
    ]);
  });

  it("go with their folder", () => {
    const { store, places } = makeStore();
    store.begin();
    for (const uri of ["file:///a/x", "file:///b/x"]) store.put(uri, [at(uri, 1)]);
    store.end({ complete: true });
    store.dropWhere((uri) => uri.startsWith("file:///a/"));
    assert.deepEqual(places(), ["file:///b/x:1"]);
  });
});
