import assert from "node:assert/strict";
import { missingSentences } from "../../../../src/core/report/report";
import { reportRowOf } from "../../../../src/core/report/reportRow";
import { judged } from "../../../../src/core/verdict/verdictWords";
import { ago, DAY, HOUR, noUse, oss, usage, used } from "../verdict/answers";
import { rowOf, rows, wording } from "./reports";

describe("A row of a report", () => {
  it("has the verdict of every other surface, with its reasons and caveats", () => {
    for (const answer of [used(HOUR), used(212 * DAY), noUse(), usage({ outcome: "not-found" })]) {
      const { verdict } = judged(answer, wording);
      const row = rowOf(answer);
      assert.deepEqual(
        [row.verdict, row.reasons, row.caveats],
        [verdict.kind, verdict.reasons, verdict.caveats],
      );
    }
  });

  it("is of the use that the verdict rests on, not of a call of KeyTrail's own", () => {
    const row = rowOf(used(HOUR, { ownCalls: { otherUse: { at: ago(5 * DAY), service: oss } } }));
    assert.deepEqual(row.lastUse, { at: ago(5 * DAY), service: oss });
  });

  it("cannot tell anything about a key that nobody asked about", () => {
    const { verdict, reasons, asOf } = rows[4]!;
    assert.deepEqual([verdict, asOf], ["cannot-tell", undefined]);
    assert.deepEqual(reasons, ["There is no answer about this key yet."]);
  });

  it("keeps an answer whose refresh failed, and says that it did", () => {
    const failed = usage({
      outcome: "failed",
      problem: { code: "Timeout", message: "Late.", retryable: true },
    });
    const row = reportRowOf(
      { key: failed.key },
      { known: used(HOUR), failed, busy: false, due: true },
      wording,
      false,
    );
    assert.equal(row.verdict, "in-use");
    assert.match(row.caveats[0] ?? "", /refresh failed/);
    assert.equal(row.problem?.code, "Timeout");
  });

  it("takes from a list what the answer does not say: account, owner, state and creation", () => {
    const key = usage({ outcome: "denied" }).key;
    const listed = {
      ...{ key, account: "dev", owner: { type: "ram-user", name: "bob" } },
      keyInfo: { state: "inactive", createdAt: ago(9 * DAY) },
    };
    const unasked = reportRowOf(listed, { busy: false, due: true }, wording, false);
    assert.deepEqual(
      [unasked.account, unasked.owner?.name, unasked.state, unasked.created],
      ["dev", "bob", "inactive", ago(9 * DAY)],
    );
    const asked = reportRowOf(listed, { known: used(HOUR), busy: false, due: false }, wording, false);
    assert.deepEqual([asked.account, asked.owner?.name, asked.created], ["prod", "alice", ago(9 * DAY)]);
  });

  it("masks the ID where the reader wants that", () => {
    assert.match(rowOf(used(HOUR), true).keyId, /^.{6}\*{4}.{4}$/);
    const { id } = used(HOUR).key;
    const problem = { code: "X", message: `About ${id}.`, retryable: false };
    const row = rowOf(usage({ outcome: "failed", problem }), true);
    assert.ok(!JSON.stringify(row).includes(id), JSON.stringify(row));
  });
});

describe("What a report lacks", () => {
  it("is nothing when every key was judged", () => {
    assert.deepEqual(missingSentences(rows.slice(0, 3), { cancelled: false, notAsked: 0, unlisted: [] }), []);
  });

  it("is said in sentences: what was cancelled, not listed, not judged", () => {
    const unlisted = [{ account: "dev", reason: "It is denied." }];
    assert.deepEqual(missingSentences(rows, { cancelled: true, notAsked: 1, unlisted }), [
      "It was cancelled: 1 of 5 keys were not looked up.",
      "The keys of account dev could not be listed: It is denied.",
      "1 of 5 keys could not be judged; each of them says why.",
    ]);
  });
});
