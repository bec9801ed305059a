import assert from "node:assert/strict";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import { describeUsage } from "../../../../src/core/describe/describeUsage";
import { without } from "../../../../src/core/util/without";
import { parseAddressLabels } from "../../../../src/core/verdict/addressLabels";
import {
  judged,
  judgedState,
  verdictOf,
  type VerdictWording,
} from "../../../../src/core/verdict/verdictWords";
import { ago, bench, DAY, ecs, HOUR, noUse, oss, usage, used } from "./answers";

const wording: VerdictWording = {
  ...bench,
  language: "en-GB",
  timeZone: "Asia/Shanghai",
  notes: { freshness: "an hour or more behind", coverage: "Not all services are recorded." },
};
const say = (answer: KeyUsage, rest: Partial<VerdictWording> = {}) =>
  verdictOf(answer, { ...wording, ...rest });
const call = { service: ecs, event: "DescribeInstances", ip: "203.0.113.7", region: "cn-hangzhou" };
const labels = parseAddressLabels({ "203.0.113.0/24": "CI" }).table;

describe("A verdict in words", () => {
  it("has its time, its reasons and its caveats, and nothing that does not apply", () => {
    assert.deepEqual(say(used(3 * HOUR, { lastUse: { at: ago(3 * HOUR), ...call } })), {
      kind: "in-use",
      at: ago(3 * HOUR),
      reasons: [
        "Last used 3 hours ago (2026-11-20 05:00:00 UTC), through Elastic Compute Service.",
        "If you disable it: Elastic Compute Service calls (DescribeInstances, …) by alice from 203.0.113.7 would fail.",
      ],
      caveats: ["How fresh the cloud's records are: an hour or more behind."],
    });
  });

  it("of no use says since when, and what may have been all the same", () => {
    assert.deepEqual(say(noUse()), {
      kind: "no-use-on-record",
      since: ago(400 * DAY),
      reasons: ["Nothing is recorded since 16 Oct 2025. What happened before that, nobody can tell."],
      caveats: [
        "A job that runs less than once a year fits inside a quiet period.",
        "Not all services are recorded.",
        "How fresh the cloud's records are: an hour or more behind.",
      ],
    });
  });

  it("reminds of the jobs that would not have shown in the time that was quiet", () => {
    const reminder = (answer: KeyUsage): string => say(answer).caveats[0] ?? "";
    assert.match(reminder(noUse({ recordsSince: ago(30 * DAY) })), /once a month, or once a year/);
    assert.match(reminder(used(212 * DAY)), /once a year fits/);
    assert.match(reminder(noUse()), /less than once a year/);
  });

  it("always says how fresh the records are, and how old the answer is once that matters", () => {
    for (const answer of [used(HOUR), used(200 * DAY), noUse(), usage({ outcome: "not-found" })]) {
      assert.match(say(answer).caveats.join(), /How fresh the cloud's records are: an hour or more behind/);
      const older = say({ ...answer, asOf: ago(5 * HOUR) });
      assert.match([...older.reasons, ...older.caveats].join(), /from 5 hours ago; what happened since/);
    }
  });

  it("that cannot be told says why, and what is known", () => {
    const old = say(used(200 * DAY, { asOf: ago(20 * DAY) }));
    assert.deepEqual([old.kind, old.at], ["cannot-tell", ago(200 * DAY)]);
    assert.match(old.reasons[0] ?? "", /from 20 days ago; what happened since is not known/);
    assert.match(old.reasons[1] ?? "", /^Last used 200 days ago/);
    const lost = say(usage({ outcome: "not-found" }));
    assert.match(lost.reasons[0] ?? "", /may belong to another account and be in use there/);
    const problem = { code: "NoPermission", message: "Account prod lacks a permission.", retryable: false };
    assert.deepEqual(say(usage({ outcome: "denied", problem })).reasons, [problem.message]);
  });

  it("says that a disabled key is disabled", () => {
    assert.match(say(used(DAY, { keyInfo: { state: "DISABLE" } })).reasons.join(), /The key is disabled/);
  });

  it("says why a use may be later, without a time zone and without a time", () => {
    const at = ago(2 * DAY);
    const zoneless = used(0, { lastUse: { at, mayBeLater: true, zonelessTime: "2026-11-18T08:00:00" } });
    assert.match(say(zoneless).caveats.join(), /up to 26 hours later/);
    assert.match(
      say(used(0, { lastUse: { at, mayBeLater: true } })).caveats.join(),
      /may be later than this/,
    );
  });
});

describe("What breaks without a key", () => {
  const breaks = (answer: KeyUsage, rest: Partial<VerdictWording> = {}): readonly string[] =>
    say(answer, rest).reasons.filter((reason) => /^If you disable|more service/.test(reason));

  it("is said for each service that used it lately, the latest first, up to three", () => {
    const products = ["a", "b", "c", "d", "e"].map((code, index) => ({
      service: { code, name: `Service ${code}` },
      at: ago((index + 1) * DAY),
      event: `Do${code}`,
    }));
    const old = { service: oss, at: ago(300 * DAY), event: "PutObject" };
    const said = breaks(used(DAY, { lastUse: products[0]!, products: [...products, old] }));
    assert.deepEqual(said, [
      "If you disable it: Service a calls (Doa, …) by alice would fail.",
      "If you disable it: Service b calls (Dob, …) by alice would fail.",
      "If you disable it: Service c calls (Doc, …) by alice would fail.",
      "2 more services have used it; its usage page lists them all.",
    ]);
  });

  it("of a stale key is what used it, however long ago", () => {
    const products = [{ service: oss, at: ago(300 * DAY), event: "PutObject", ip: "203.0.113.9" }];
    assert.equal(breaks(used(200 * DAY, { products })).length, 2);
  });

  it("takes a service without detail for what it is: not recorded in detail, and not nothing", () => {
    assert.deepEqual(breaks(used(DAY)), [
      "If you disable it: Elastic Compute Service calls, of which nothing is recorded in detail, by alice would fail.",
    ]);
  });

  it("has the events, addresses and resources that were loaded", () => {
    const evidence = new Map([
      [
        "Ecs",
        {
          events: ["DescribeInstances", "StopInstance", "StartInstance", "RunInstances"],
          addresses: ["203.0.113.7", "198.51.100.4"],
          resources: ["i-1"],
        },
      ],
    ]);
    assert.deepEqual(
      breaks(used(DAY, { lastUse: { at: ago(DAY), ...call } }), { evidence, addressLabels: labels }),
      [
        "If you disable it: Elastic Compute Service calls (DescribeInstances, StopInstance, StartInstance, …) to i-1 by alice from CI (203.0.113.7), 198.51.100.4 would fail.",
      ],
    );
  });

  it("names whoever used it, else its owner, else nobody", () => {
    const unowned = without(used(DAY, { lastUse: { at: ago(DAY), ...call } }), "owner");
    assert.match(breaks(unowned)[0] ?? "", /calls \(DescribeInstances, …\) from 203/);
    const root = { ...unowned, owner: { type: "root-account", name: "root" } };
    assert.match(breaks(root)[0] ?? "", /by root account from/);
  });
});

describe("Addresses with names", () => {
  const from = (ip: string): KeyUsage => used(DAY, { lastUse: { at: ago(DAY), ...call, ip } });

  it("are told by their names, in the verdict and on every surface", () => {
    assert.match(
      say(from("203.0.113.7"), { addressLabels: labels }).reasons.join(),
      /from CI \(203\.0\.113\.7\)/,
    );
    const state = { known: from("203.0.113.7"), busy: false, due: false };
    const { facts } = describeUsage(state.known.key, state, { ...wording, addressLabels: labels });
    assert.equal(facts[0], "DescribeInstances from CI (203.0.113.7) in cn-hangzhou");
  });

  it("point out one without, once there are any; a service in an address's place is none", () => {
    const pointed = (ip: string, addressLabels = labels): boolean =>
      say(from(ip), { addressLabels }).reasons.join().includes("No name in keytrail.addressLabels for 198");
    assert.deepEqual(
      [
        pointed("198.51.100.9"),
        pointed("203.0.113.7"),
        pointed("ecs.aliyuncs.com"),
        pointed("198.51.100.9", []),
      ],
      [true, false, false, false],
    );
  });
});

describe("The key that KeyTrail signs with", () => {
  const lastUse = {
    at: ago(120_000),
    service: { code: "Actiontrail", name: "ActionTrail" },
    event: "GetAccessKeyLastUsedInfo",
  };

  it("is told by the latest use of anything else, and that KeyTrail's own call does not count", () => {
    const answer = used(0, { lastUse, ownCalls: { otherUse: { at: ago(3 * DAY), ...call } } });
    const { kind, at, reasons, caveats } = say(answer);
    assert.deepEqual([kind, at], ["in-use", ago(3 * DAY)]);
    assert.match(reasons.join("\n"), /GetAccessKeyLastUsedInfo 2 minutes ago, is a call of KeyTrail's own/);
    assert.match(reasons.join("\n"), /without it, account prod can ask nothing any more/);
    assert.match(
      caveats.join("\n"),
      /another program that asks the same with this key cannot be told from it/,
    );
    const state = { known: answer, busy: false, due: false };
    const { line, headline, facts } = describeUsage(answer.key, state, wording);
    assert.equal(line, "Last used 3 days ago · Elastic Compute Service · alice");
    assert.equal(headline, "In use: 3 days ago, through Elastic Compute Service");
    assert.match(facts.join("\n"), /is a call of KeyTrail's own and does not count/);
  });

  it("without any other use says that all that is recorded is KeyTrail's own", () => {
    const answer = used(0, { lastUse, ownCalls: {} });
    const { line, short, standing } = describeUsage(
      answer.key,
      { known: answer, busy: false, due: false },
      wording,
    );
    assert.equal(line, "No use but KeyTrail's own on record in the last 400 days");
    assert.deepEqual([short, standing], ["no use but KeyTrail's own on record", "no-use-on-record"]);
    const { since, at, reasons } = say(answer);
    assert.deepEqual([since, at], [ago(400 * DAY), undefined]);
    assert.match(reasons[0] ?? "", /^Nothing but KeyTrail's own calls is recorded since 16 Oct 2025\.$/);
  });

  it("cannot be told when its own calls hide those of others", () => {
    const answer = used(0, { lastUse, ownCalls: { mayHideOthers: true } });
    const { line, standing } = describeUsage(answer.key, { known: answer, busy: false, due: false }, wording);
    assert.equal(standing, "cannot-tell");
    assert.equal(line, "Cannot tell: KeyTrail's own calls hide those of others");
    assert.equal(say(answer).at, undefined);
  });
});

describe("How often, and what is new,", () => {
  it("stands among the reasons", () => {
    const uses = [1, 8, 15, 22].map((day) => ({ at: ago(day * DAY), until: ago((day - 6) * DAY) }));
    assert.match(say(used(DAY, { remembered: { uses } })).reasons.join(), /used about every week/);
    const news = {
      since: ago(2 * DAY),
      addresses: ["203.0.113.7"],
      services: [oss],
      regions: ["cn-beijing"],
    };
    const reasons = say(used(DAY, { news }), { addressLabels: labels }).reasons.slice(-3);
    assert.deepEqual(reasons, [
      "New since 2 days ago: the service Object Storage Service.",
      "New since 2 days ago: the address CI (203.0.113.7).",
      "New since 2 days ago: the region cn-beijing.",
    ]);
  });
});

describe("The result that commands return", () => {
  it("is the answer with its verdict, without what is only remembered", () => {
    const answer = used(DAY, { remembered: { uses: [{ at: ago(DAY), until: ago(0) }] } });
    const { verdict, ...rest } = judged(answer, wording);
    const told = without(answer, "remembered");
    assert.deepEqual(rest, told);
    assert.deepEqual(verdict, verdictOf(answer, wording));
  });

  it("of a key whose refresh failed keeps the verdict of the answer, and says that it is not of now", () => {
    const problem = { code: "Timeout", message: "No answer.", retryable: true };
    const failed = usage({ outcome: "failed", problem });
    const known = used(200 * DAY, { asOf: ago(2 * HOUR) });
    const said = judgedState({ known, failed, busy: false, due: true }, wording);
    assert.deepEqual([said?.verdict.kind, said?.problem, said?.outcome], ["stale", problem, "used"]);
    assert.match(said?.verdict.caveats[0] ?? "", /latest refresh failed; this answer is from 2 hours ago/);
    assert.equal(judgedState({ failed, busy: false, due: true }, wording)?.verdict.kind, "cannot-tell");
    assert.equal(judgedState({ busy: false, due: true }, wording), undefined);
  });
});
