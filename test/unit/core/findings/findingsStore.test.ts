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

function makeStore(): FindingsStore {
  return new FindingsStore(({ comment }) =>
    comment === undefined ? undefined : { by: "comment", reason: comment },
  );
}

describe("The findings of a workspace", () => {
  it("are none, and say so, before anybody searched", () => {
    const store = makeStore();
    assert.equal(store.wasScanned, false);
    assert.deepEqual(store.all, []);
    store.update([], { kind: "scanning" });
    assert.equal(store.wasScanned, true);
  });

  it("that are dismissed are counted apart, and never silently gone", () => {
    const store = makeStore();
    store.update([at("a", 1), at("a", 2, other, "a sample")], { kind: "scanned", complete: true });
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

  it("are judged anew when what is dismissed changes", () => {
    const reasons: string[] = [];
    const store = new FindingsStore(() => {
      const [reason] = reasons;
      return reason === undefined ? undefined : { by: "file", reason };
    });
    let changes = 0;
    store.onDidChange(() => changes++);
    store.update([at("a", 1)], { kind: "scanned", complete: true });
    assert.equal(store.reported.length, 1);
    reasons.push("a sample");
    store.dismissalsChanged();
    assert.equal(store.reported.length, 0);
    assert.equal(changes, 2);
  });

  it("are grouped by key or by file", () => {
    const store = makeStore();
    store.update([at("a", 1), at("a", 2, other), at("b", 3)], { kind: "scanned", complete: true });
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
    assert.deepEqual(
      store.in("b").map(({ range }) => range.start.line),
      [3],
    );
  });
});
