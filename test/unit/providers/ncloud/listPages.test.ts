import assert from "node:assert/strict";
import { eachPage, wholeList, type ListPage } from "../../../../src/providers/ncloud/listPages";

describe("A list that comes in pages", () => {
  const page = (rows: readonly string[], said: Partial<ListPage<string>> = {}): ListPage<string> => ({
    ...{ rows, unread: 0, totalPages: undefined, total: undefined },
    ...said,
  });
  const read = (pages: readonly ListPage<string>[]) =>
    wholeList(
      eachPage(
        "Get Key List",
        (row: string) => row,
        (index) => Promise.resolve(pages[index] ?? page([])),
      ),
      (row) => row,
    );

  it("is whole when it ends where it says, however it says so", async () => {
    for (const pages of [
      [page(["a"], { totalPages: 2 }), page(["b"], { totalPages: 2 })],
      [page(["a"], { isLast: false }), page(["b"], { isLast: true, total: 2 })],
      [page(["a"]), page(["b"])],
      [page(["a", "b"], { total: 2 }), page(["a", "b"], { total: 2 })],
    ]) {
      const { rows, failure } = await read(pages);
      assert.deepEqual([[...rows.keys()], failure], [["a", "b"], undefined]);
    }
    assert.deepEqual(await read([page([], { totalPages: 0, total: 0 })]), { rows: new Map() });
  });

  it("is not whole when it ends before, and what was read is kept", async () => {
    for (const pages of [
      [page(["a"], { totalPages: 3 }), page([], { totalPages: 3 })],
      [page(["a"], { totalPages: 3 }), page(["a"], { totalPages: 3 })],
      [page(["a"], { total: 2 })],
      [page(["a"], { isLast: true, totalPages: 2 })],
      [page(["a"], { isLast: true, total: 2 })],
      [page(["a"], { isLast: false }), page([], { isLast: false })],
      [page(["a"], { isLast: true, unread: 1 })],
    ]) {
      const { rows, failure } = await read(pages);
      assert.deepEqual(
        [[...rows.keys()], failure?.kind, failure?.code],
        [["a"], "unreadable", "IncompleteList"],
      );
    }
  });

  it("that never ends is not whole", async () => {
    const { rows, failure } = await wholeList(
      eachPage("List Sub Accounts", String, (index) =>
        Promise.resolve({ rows: [index], unread: 0, totalPages: undefined, total: undefined }),
      ),
      String,
    );
    assert.deepEqual([rows.size, failure?.code], [100, "IncompleteList"]);
    assert.match(failure?.message ?? "", /List Sub Accounts/);
  });
});
