import assert from "node:assert/strict";
import type { DetailState } from "../../src/shared/usagePage";
import { systemClock } from "../../src/core/util/clock";
import type { UsageService } from "../../src/core/usage/usageService";
import { ServiceDetails } from "../../src/vscode/panel/serviceDetails";
import { Words } from "../../src/vscode/words";
import { LiveSettings } from "../../src/vscode/settings";
import { makeIds } from "../support/syntheticIds";

describe("The details of a service", () => {
  it("that nobody asked for are offered: nothing is loaded until a person wants more", async () => {
    let calls = 0;
    const usage: Pick<UsageService, "lookUpDetail"> = {
      lookUpDetail: () => {
        calls += 1;
        return Promise.resolve({ entries: [] });
      },
    };
    const key = { provider: "alibaba", kind: "access-key", id: makeIds(11).longTerm(24) } as const;
    const service = { code: "Ecs", name: "Elastic Compute Service" };
    const at = "2026-11-20T05:12:00.000Z";
    const answer = {
      key,
      account: "prod",
      accountsAsked: ["prod"],
      outcome: "used",
      lastUse: { at, service },
      products: [{ service, at }],
      recordsSince: at,
      asOf: at,
    } as const;
    const shown: DetailState[] = [];
    const asked = usage as UsageService;
    const words = new Words([], asked, new LiveSettings(), systemClock);
    const details = new ServiceDetails(key, answer, asked, words, "", { kind: "services" }, (detail) => {
      shown.push(detail);
    });

    details.offer("Ecs", "events");
    const offered = { service: "Ecs", kind: "events", rows: [], loading: false, more: true };
    assert.deepEqual(shown, [offered]);
    assert.deepEqual(details.all, [offered], "as a page that is drawn again gets it");
    assert.equal(calls, 0);

    await details.load("Ecs", "events", 0);
    assert.equal(calls, 1);
    assert.deepEqual(shown.slice(1), [
      { ...offered, loading: true, more: false },
      { ...offered, more: false },
    ]);
  });
});
