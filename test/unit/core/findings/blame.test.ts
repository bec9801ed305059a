import assert from "node:assert/strict";
import { parseBlame } from "../../../../src/core/findings/blame";

const author = (output: string): readonly string[] =>
  [...parseBlame(output)].map(([line, { author: name, date }]) => `${line} ${name} ${date}`);

describe("The last author of a line", () => {
  it("is read from what git blame prints, in each of its forms of dates", () => {
    const output = [
      "^a1b2c3d4 (Alice Kim         2026-01-31 10:20:30 +0900  1) const a = 1;",
      "b1b2c3d4e5 src/old.ts (김민준 2025-12-01T10:20:30+09:00  2) const b = 2;",
      "c1b2c3d4 (O'Neil (Ops) 2024-02-03 10) const c = (1 2020-01-01 3);",
    ].join("\n");
    assert.deepEqual(author(output), [
      "0 Alice Kim 2026-01-31",
      "1 김민준 2025-12-01",
      "9 O'Neil (Ops) 2024-02-03",
    ]);
  });

  it("is nobody for a line that is not committed yet, and for what is no such output", () => {
    assert.deepEqual(
      author("00000000 (Not Committed Yet 2026-01-31 10:20:30 +0900 1) x\nfatal: no such path"),
      [],
    );
  });
});
