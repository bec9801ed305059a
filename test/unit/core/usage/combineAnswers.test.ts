import assert from "node:assert/strict";
import fc from "fast-check";
import type { Account } from "../../../../src/core/usage/account";
import { combineAnswers, type AccountAnswer } from "../../../../src/core/usage/combineAnswers";
import { UsageError, type UsageErrorKind } from "../../../../src/core/usage/errors";
import type { KeyRef } from "../../../../src/core/usage/key";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";

const key: KeyRef = { provider: "alibaba", kind: "access-key", id: "LTAI" + "synthetic1" };
const records = { recordsSince: "2025-10-16T08:00:00.000Z", asOf: "2026-11-20T08:00:00.000Z" };
const account = (name: string): Account => ({
  name,
  provider: "alibaba",
  credentials: { kind: "environment" },
});
const error = (kind: UsageErrorKind): UsageError =>
  new UsageError(kind, `It is ${kind}.`, { code: kind, requestId: "R-1" });

const usage = (name: string, rest: Partial<KeyUsage> & Pick<KeyUsage, "outcome">): { usage: KeyUsage } => ({
  usage: { key, account: name, ...records, ...rest },
});

/** Everything one account can say, by name. */
const SAYINGS = {
  usedLately: (name) => usage(name, { outcome: "used", lastUse: { at: "2026-11-20T06:00:00.000Z" } }),
  usedOnce: (name) =>
    usage(name, { outcome: "used", lastUse: { at: "2026-01-02T06:00:00.000Z" }, owner: { name: "alice" } }),
  ownUnused: (name) =>
    usage(name, { outcome: "no-use-on-record", owner: { type: "ram-user", name: "alice" } }),
  unused: (name) => usage(name, { outcome: "no-use-on-record" }),
  "not-found": () => error("not-found"),
  denied: () => error("denied"),
  timeout: () => error("timeout"),
  credentials: () => error("credentials"),
} satisfies Record<string, (name: string) => { usage: KeyUsage } | UsageError>;

type Saying = keyof typeof SAYINGS;
const ALL = Object.keys(SAYINGS) as Saying[];

function answersOf(sayings: readonly Saying[]): readonly AccountAnswer[] {
  return sayings.map((saying, index) => {
    const name = `account-${index}`;
    const said = SAYINGS[saying](name);
    return said instanceof UsageError
      ? { account: account(name), error: said }
      : { account: account(name), answer: said };
  });
}

const combine = (...sayings: readonly Saying[]): KeyUsage =>
  combineAnswers(key, answersOf(sayings), records).usage;

/** Every order of everything up to three accounts can say. */
function* allSayings(): Generator<readonly Saying[]> {
  for (const a of ALL) {
    yield [a];
    for (const b of ALL) {
      yield [a, b];
      for (const c of ALL) yield [a, b, c];
    }
  }
}

describe("Several accounts' answers", () => {
  describe("in every order of everything that up to three of them can say,", () => {
    const each = (check: (sayings: readonly Saying[], combined: KeyUsage) => void): void => {
      for (const sayings of allSayings()) check(sayings, combine(...sayings));
    };
    const heard = (sayings: readonly Saying[], ...any: readonly Saying[]): boolean =>
      sayings.some((one) => any.includes(one));

    it("are a use whenever one of them knows of a use, and the newest one", () => {
      each((sayings, combined) => {
        if (!heard(sayings, "usedLately", "usedOnce")) return;
        const newest = heard(sayings, "usedLately") ? "2026-11-20T06:00:00.000Z" : "2026-01-02T06:00:00.000Z";
        assert.deepEqual([combined.outcome, combined.lastUse?.at], ["used", newest], sayings.join());
      });
    });

    it("say that no use is on record only if the key's owner is known or every account could say something", () => {
      each((sayings, combined) => {
        if (combined.outcome !== "no-use-on-record") return;
        assert.ok(!heard(sayings, "usedLately", "usedOnce"), sayings.join());
        assert.ok(
          heard(sayings, "ownUnused") || !heard(sayings, "denied", "timeout", "credentials"),
          sayings.join(),
        );
        assert.ok(heard(sayings, "ownUnused", "unused"), sayings.join());
      });
    });

    it("say that nobody has the key only if each of them said so", () => {
      each((sayings, combined) => {
        const all = sayings.every((one) => one === "not-found");
        assert.equal(combined.outcome === "not-found", all, sayings.join());
      });
    });

    it("name an account as the one that answered only if it said just that, and name all that were asked", () => {
      each((sayings, combined) => {
        assert.deepEqual(
          combined.accountsAsked,
          sayings.map((_, index) => `account-${index}`),
        );
        if (combined.account === undefined) return;
        const said = sayings[Number(combined.account.slice("account-".length))] ?? "not-found";
        const outcomes: Record<Saying, KeyUsage["outcome"]> = {
          usedLately: "used",
          usedOnce: "used",
          ownUnused: "no-use-on-record",
          unused: "no-use-on-record",
          "not-found": "not-found",
          denied: "denied",
          timeout: "failed",
          credentials: "failed",
        };
        assert.equal(outcomes[said], combined.outcome, sayings.join());
      });
    });

    it("carry a problem exactly when they are denied or failed, and the account that has it is named beside it", () => {
      each((sayings, combined) => {
        const unknown = combined.outcome === "denied" || combined.outcome === "failed";
        assert.equal(combined.problem !== undefined, unknown, sayings.join());
        if (!combined.problem) return;
        assert.equal(combined.problem.requestId, "R-1");
        assert.match(combined.problem.message, /^It is /);
        assert.ok(combined.account !== undefined, sayings.join());
      });
    });

    it("say what each account said exactly when nothing is known and there were several", () => {
      const outcomes: Partial<Record<Saying, KeyUsage["outcome"]>> = {
        ownUnused: "no-use-on-record",
        unused: "no-use-on-record",
        "not-found": "not-found",
        denied: "denied",
        timeout: "failed",
        credentials: "failed",
      };
      each((sayings, combined) => {
        const isTold = combined.problem !== undefined && sayings.length > 1;
        const told = combined.accountAnswers?.map(({ account: name, outcome, problem }) => [
          ...[name, outcome],
          problem?.code,
        ]);
        const said = sayings.map((saying, index) => {
          const isProblem = outcomes[saying] === "denied" || outcomes[saying] === "failed";
          return [`account-${index}`, outcomes[saying], isProblem ? saying : undefined];
        });
        assert.deepEqual(told, isTold ? said : undefined, sayings.join());
      });
    });

    it("do not depend on the order, but for which of several equals is named", () => {
      const essence = ({ outcome, lastUse, owner, account: name }: KeyUsage): unknown => [
        outcome,
        lastUse,
        owner,
        name === undefined,
      ];
      each((sayings, combined) => {
        for (const other of [[...sayings].reverse(), [...sayings.slice(1), ...sayings.slice(0, 1)]]) {
          assert.deepEqual(essence(combine(...other)), essence(combined), sayings.join());
        }
      });
    });

    it("never sound safer for one more account that could not say", () => {
      const rank: Record<KeyUsage["outcome"], number> = {
        used: 0,
        failed: 1,
        denied: 1,
        "no-use-on-record": 2,
        "not-found": 3,
      };
      each((sayings, combined) => {
        for (const silent of ["denied", "timeout"] as const) {
          assert.ok(
            rank[combine(...sayings, silent).outcome] <= rank[combined.outcome],
            `${sayings.join()} + ${silent}`,
          );
        }
      });
    });
  });

  it("are failed rather than denied when both happened: the failure may pass, and the denied account need not have the key", () => {
    const combined = combine("denied", "timeout", "not-found");
    assert.deepEqual(
      [combined.outcome, combined.account, combined.problem?.code],
      ["failed", "account-1", "timeout"],
    );
  });

  it("carry nobody's name when several know of no use and none says whose key it is", () => {
    const combined = combine("unused", "not-found", "unused");
    assert.deepEqual([combined.outcome, combined.account], ["no-use-on-record", undefined]);
  });

  it("keep why a part is missing when several know of no use", () => {
    const problem = error("timeout").toProblem();
    const partly: AccountAnswer = {
      account: account("b"),
      answer: usage("b", { outcome: "no-use-on-record", problem }),
    };
    const combined = combineAnswers(key, [...answersOf(["unused"]), partly], records).usage;
    assert.deepEqual(combined.problem, problem);
  });

  it("hand on the records of the account that is believed, and of no other", () => {
    const of = (text: string): ReadonlyMap<string, string> => new Map([["Ecs", text]]);
    const [lately, once] = answersOf(["usedLately", "usedOnce"]).map((one) =>
      "answer" in one ? one : undefined,
    );
    assert.ok(lately && once);
    const combined = combineAnswers(
      key,
      [
        { ...once, answer: { ...once.answer, records: of("old") } },
        { ...lately, answer: { ...lately.answer, records: of("new") } },
      ],
      records,
    );
    assert.equal(combined.records?.get("Ecs"), "new");
  });

  it("take the newest use of any number of uses", () => {
    const time = fc.date({ min: new Date("2022-02-01"), max: new Date("2030-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 6 }), (times) => {
        const answers = times.map((at, index): AccountAnswer => ({
          account: account(`account-${index}`),
          answer: usage(`account-${index}`, { outcome: "used", lastUse: { at: at.toISOString() } }),
        }));
        const newest = new Date(Math.max(...times.map(Number))).toISOString();
        assert.equal(combineAnswers(key, answers, records).usage.lastUse?.at, newest);
      }),
    );
  });
});

describe("Of two accounts of which one signs with the key", () => {
  const other = { at: "2026-11-01T06:00:00.000Z" };
  const seen = (name: string, at: string, ownCalls?: KeyUsage["ownCalls"]): AccountAnswer => ({
    account: account(name),
    answer: usage(name, { outcome: "used", lastUse: { at }, ...(ownCalls && { ownCalls }) }),
  });
  const said = (...answers: readonly AccountAnswer[]): KeyUsage =>
    combineAnswers(key, answers, records).usage;
  const asked = "2026-11-20T07:00:00.000Z";

  it("the answer that tells its calls from others' counts, in either order", () => {
    const answers = [seen("a", asked), seen("b", asked, { otherUse: other })];
    for (const order of [answers, answers.toReversed()])
      assert.deepEqual(said(...order).ownCalls, { otherUse: other });
  });

  it("a record that only the other account has yet may be such a call, and may be none", () => {
    const later = seen("a", "2026-11-20T07:00:01.000Z");
    const { ownCalls, lastUse } = said(later, seen("b", asked, { otherUse: other }));
    assert.deepEqual(ownCalls, { otherUse: other, mayHideOthers: true });
    assert.equal(lastUse?.at, "2026-11-20T07:00:01.000Z");
  });
});
