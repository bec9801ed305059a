import assert from "node:assert/strict";
import { evidenceOf } from "../../../../src/core/report/evidence";
import type { KeyUsage } from "../../../../src/core/usage/keyUsage";
import { judged, type VerdictWording } from "../../../../src/core/verdict/verdictWords";
import { ago, DAY, ecs, HOUR, noUse, oss, usage, used } from "../verdict/answers";
import { rendered, seen } from "./renderedMarkdown";
import { wording as plain } from "./reports";

const wording: VerdictWording = {
  ...plain,
  notes: {
    freshness: "an hour behind",
    coverage: "Not all is covered.",
    operations: { lastUse: ["Trail: GetInfo"], services: ["Trail: GetProducts"] },
  },
};

function evidence(answer: KeyUsage, masked = false): string {
  return evidenceOf({
    usage: judged(answer, wording),
    ...{ masked, wording, cloud: "Alibaba Cloud", version: "9.9.9" },
  });
}

const ALICE = { type: "ram-user", name: "alice", id: "2454" };
const IN_USE = used(3 * HOUR, {
  owner: { ...ALICE, accountId: "1047" },
  lastUse: {
    ...{ at: ago(3 * HOUR), service: ecs, event: "DescribeInstances", ip: "203.0.113.7" },
    ...{ region: "cn-hangzhou", by: ALICE },
  },
});

describe("Evidence about a key", () => {
  it("says the verdict, whose key it is, and the use that it rests on, in UTC and in a named time zone", () => {
    const text = evidence(IN_USE);
    for (const line of [
      `- **Key:** \`${IN_USE.key.id}\``,
      "- **Verdict:** **In use**",
      "- **Owner:** RAM user alice, `2454`, `1047`",
      "- **Account:** `prod`",
      "- **Last use:** 2026-11-20 05:00:00 UTC = Nov 20, 2026, 2:00:00 PM (Asia/Seoul, GMT+9)",
      "- **Service:** Elastic Compute Service (`Ecs`)",
      "- **Event:** `DescribeInstances`",
      "- **Address:** `203.0.113.7`",
    ])
      assert.ok(text.replaceAll("\u202f", " ").includes(`${line}\n`), `${line}\n\n${text}`);
    assert.match(text, /\*Made with KeyTrail 9\.9\.9 at 2026-11-20 08:00:00 UTC\.\*\n$/);
  });

  it("says how far the records reach, when and whom it was asked, and by which operations", () => {
    const text = evidence(IN_USE);
    assert.match(text, /\*\*Window:\*\* records since 2025-10-16 08:00:00 UTC = .+; asked at 2026-11-20 08/);
    assert.match(text, /\*\*Source:\*\* Alibaba Cloud, `Trail: GetInfo`\n/);
    assert.match(text, /\*\*Accounts asked:\*\* `prod`/);
    const withServices = evidence({
      ...IN_USE,
      products: [{ service: oss, at: ago(DAY), event: "PutObject" }],
    });
    assert.match(withServices, /`Trail: GetInfo`, `Trail: GetProducts`\n/);
    assert.match(
      withServices,
      /### Services on record\n\n- Object Storage Service \(`Oss`\): 2026-11-19 .+`PutObject`/,
    );
  });

  it("gives every reason and every caveat of the verdict", () => {
    for (const answer of [IN_USE, used(212 * DAY), noUse()]) {
      const { verdict } = judged(answer, wording);
      const text = seen(evidence(answer));
      for (const sentence of [...verdict.reasons, ...verdict.caveats])
        assert.ok(text.includes(sentence), sentence);
    }
  });

  it("dates what it knows nothing before", () => {
    assert.match(
      evidence(noUse()),
      /\*\*Verdict:\*\* \*\*No use on record\*\* since 2025-10-16 08:00:00 UTC/,
    );
  });

  it("names the requests that went wrong, each once", () => {
    const problem = { code: "NoPermission", message: "Denied.", requestId: "REQ-1", retryable: false };
    const answer = usage({
      outcome: "denied",
      problem,
      accountAnswers: [
        { account: "prod", outcome: "denied", problem },
        { account: "dev", outcome: "failed", problem: { ...problem, requestId: "REQ-2" } },
      ],
    });
    assert.match(evidence(answer), /\*\*Request IDs:\*\* `REQ-1`, `REQ-2`\n/);
    assert.doesNotMatch(evidence(IN_USE), /Request IDs/);
  });

  it("holds no part of the ID that is masked, wherever it stands", () => {
    const { id } = IN_USE.key;
    const problem = { code: "X", message: `About ${id}.`, retryable: false };
    const text = evidence(usage({ outcome: "failed", problem }), true);
    assert.ok(!text.includes(id), text);
    assert.ok(text.includes(`${id.slice(0, 6)}****${id.slice(-4)}`));
  });

  it("says of a time without a zone, or of one that may be later, that it is so", () => {
    const zoneless = { at: ago(DAY), zonelessTime: "2026-11-20T02:00:00", mayBeLater: true } as const;
    assert.match(evidence(used(DAY, { lastUse: zoneless })), /`2026-11-20T02:00:00`, in a time zone that/);
    const later = { at: ago(DAY), service: ecs, mayBeLater: true } as const;
    assert.match(evidence(used(DAY, { lastUse: later })), /\*\*Last use:\*\* 2026-11-19 .+ or later\n/);
  });

  it("rests on another's use where the latest record is a call of KeyTrail's own", () => {
    const otherUse = { at: ago(2 * DAY), service: oss, event: "PutObject" };
    const text = evidence({ ...IN_USE, ownCalls: { otherUse } });
    assert.match(text, /\*\*Last use:\*\* 2026-11-18/);
    assert.match(text, /\*\*Event:\*\* `PutObject`/);
  });

  for (const name of ["[x](command:keytrail.removeKey)", "| a |", "<img src=x>", "@octocat", "a\n# b"]) {
    it(`shows the name ${JSON.stringify(name)} as it is typed, wherever it stands`, () => {
      const who = { type: "ram-user", name };
      const text = evidence(
        used(HOUR, {
          account: name,
          accountsAsked: [name],
          owner: who,
          key: { ...IN_USE.key, label: name },
          lastUse: {
            at: ago(HOUR),
            service: { code: name, name },
            event: name,
            ip: name,
            region: name,
            by: who,
          },
          keyInfo: { state: name },
        }),
      );
      const html = rendered(text);
      assert.doesNotMatch(html, /<(?!\/?(?:p|code|ul|li|h2|h3|strong|em)>)/, html);
      const shown = name.replace(/\s+/g, " ");
      assert.ok(seen(text).split(shown).length > 8, seen(text));
    });
  }
});
