import assert from "node:assert/strict";
import { readTime } from "../../../../src/providers/ncloud/wire/cloudTime";

describe("A time of NAVER Cloud", () => {
  const MOMENTS: readonly (readonly [written: unknown, at: string])[] = [
    ["2026-11-20T08:00:00.123Z", "2026-11-20T08:00:00.123Z"],
    ["2026-11-20T08:00:00z", "2026-11-20T08:00:00.000Z"],
    ["2026-11-20T17:00:00.123+09:00", "2026-11-20T08:00:00.123Z"],
    ["2026-11-20T17:00:00+0900", "2026-11-20T08:00:00.000Z"],
    ["2026-11-20T17:00:00+09", "2026-11-20T08:00:00.000Z"],
    ["2026-11-20 17:00 +09:00", "2026-11-20T08:00:00.000Z"],
    ["2026-11-20T03:30:00-04:30", "2026-11-20T08:00:00.000Z"],
    ["2026-11-20T08:00:00.123456789Z", "2026-11-20T08:00:00.123Z"],
    [" 2026-11-20T08:00:00,5Z\n", "2026-11-20T08:00:00.500Z"],
    [1_795_161_600_000, "2026-11-20T08:00:00.000Z"],
    ["1795161600000", "2026-11-20T08:00:00.000Z"],
  ];
  for (const [written, at] of MOMENTS) {
    it(`is a moment: ${JSON.stringify(written)}`, () => {
      assert.deepEqual(readTime(written), { kind: "moment", at });
    });
  }

  it("without a zone is kept as written, with the earliest moment that it can mean", () => {
    for (const written of ["2026-11-20T17:00:00.123", "2026-11-20 17:00:00.123"]) {
      assert.deepEqual(readTime(written), {
        kind: "zoneless",
        at: "2026-11-20T03:00:00.123Z",
        written,
      });
    }
  });

  it("is absent when nothing stands there", () => {
    for (const nothing of [undefined, null, "", "  ", 0, "0"]) assert.equal(readTime(nothing), undefined);
  });

  it("is unreadable rather than absent when anything else does", () => {
    const odd = [
      ...["yesterday", "2026-11-20", "20/11/2026 17:00", "2026-13-40T00:00:00Z", "2026-11-20T25:00:00"],
      ...["1970-01-01T00:00:00Z", "2190-01-01T00:00:00Z", 1_795_161_600, "1795161600", true, {}, []],
    ];
    for (const one of odd) assert.deepEqual(readTime(one), { kind: "unreadable" }, JSON.stringify(one));
  });
});
