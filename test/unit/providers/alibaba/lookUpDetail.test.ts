import assert from "node:assert/strict";
import type { DetailEntry, DetailKind, DetailPage } from "../../../../src/core/usage/provider";
import type { SampleKey } from "../../../../src/sample/alibaba/sampleKey";
import { SERVICES } from "../../../../src/sample/alibaba/serviceNames";
import { startSampleCloud, type SampleCloud } from "../../../../src/sample/sampleCloud";
import {
  KEY_ID,
  keyOf,
  ProviderUnderTest,
  refusalOf,
  REQUEST_ID,
  say,
  startScriptedServer,
} from "../../../support/alibabaProvider";

const ECS = { code: "Ecs", name: "Elastic Compute Service" };

describe("The details of a service", () => {
  let cloud: SampleCloud;
  let alibaba: ProviderUnderTest;

  before(async () => {
    cloud = await startSampleCloud();
    cloud.addKey(wideKey());
  });
  after(() => cloud.close());
  beforeEach(() => {
    alibaba = new ProviderUnderTest();
  });

  const page = (kind: DetailKind, id = KEY_ID, pageToken?: string, service = ECS): Promise<DetailPage> => {
    const account = alibaba.account(cloud.origin, cloud.accounts[0]);
    return alibaba.lookUpDetail({
      key: keyOf(id),
      account,
      service,
      kind,
      ...(pageToken !== undefined && { pageToken }),
    });
  };

  async function everyPage(kind: DetailKind): Promise<readonly (readonly DetailEntry[])[]> {
    const pages: (readonly DetailEntry[])[] = [];
    let token: string | undefined;
    do {
      const { entries, nextPageToken } = await page(kind, KEY_ID, token);
      pages.push(entries);
      token = nextPageToken;
    } while (token !== undefined);
    return pages;
  }

  for (const [kind, first] of [
    ["events", "Event00"],
    ["addresses", "203.0.113.0"],
    ["resources", "i-00"],
  ] as const) {
    it(`come page by page to the end: ${kind}`, async () => {
      const pages = await everyPage(kind);
      assert.deepEqual(
        pages.map(({ length }) => length),
        [20, 20, 5],
      );
      const entries = pages.flat();
      assert.equal(new Set(entries.map(({ name }) => name)).size, 45);
      assert.equal(entries[0]?.name, first);
      const times = entries.map(({ at }) => at ?? "");
      assert.deepEqual(times, [...times].sort().reverse());
    });
  }

  it("say when, by which call, from where and by whom, with the cloud's record", async () => {
    const { entries } = await page("resources", cloud.story.keys.ci.id);
    const { at, record, ...entry } = entries[0] ?? assert.fail();
    assert.match(at ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z$/);
    assert.equal((JSON.parse(record ?? "") as Record<string, unknown>)["eventName"], "DescribeInstances");
    assert.deepEqual(entry, {
      name: "i-bp1sample00",
      resourceType: "ACS::ECS::Instance",
      event: "DescribeInstances",
      ip: "203.0.113.7",
      region: "cn-hangzhou",
      by: { type: "ram-user", name: "alice", id: cloud.story.keys.ci.owner.id },
      source: "ManagementEvent",
    });
  });

  it("are empty where the cloud keeps none", async () => {
    const logs = { code: "Sls", name: "Simple Log Service" };
    for (const kind of ["events", "addresses", "resources"] as const) {
      assert.deepEqual(await page(kind, cloud.story.keys.ci.id, undefined, logs), { entries: [] });
    }
  });

  it("have to be loaded again when the list has changed meanwhile", async () => {
    const { nextPageToken } = await page("events");
    const error = await refusalOf(page("addresses", KEY_ID, nextPageToken), "invalid");
    assert.equal(error.code, "InvalidNextToken");
    assert.match(error.message, /list changed while it was being read\. Load it again\.$/);
  });

  it("name the permission that is missing for just them", async () => {
    for (const [kind, what] of [
      ["events", "Events"],
      ["addresses", "Ips"],
      ["resources", "Resources"],
    ] as const) {
      cloud.misbehave({ kind: "deny", times: 1 });
      const error = await refusalOf(page(kind), "denied");
      assert.equal(error.needs, `actiontrail:GetAccessKeyLastUsed${what}`);
    }
  });

  it("of a key that the account does not have are not there", async () => {
    await refusalOf(page("events", cloud.story.keys.elsewhere.id), "not-found");
  });

  it("do not blame the key for a bad parameter, of which there are several", async () => {
    const rule = cloud.misbehave({ kind: "unknown-key", answer: "invalid-parameter" });
    const error = await refusalOf(page("events", cloud.story.keys.elsewhere.id), "invalid");
    assert.match(error.message, /^Alibaba Cloud refused the request \(InvalidQueryParameter\): /);
    rule.dispose();
  });

  it("leave out rows without a name, and what a row does not tell", async () => {
    const server = await startScriptedServer((_request, response) => {
      const Events = [{ EventName: "A\n", UsedTimestamp: "soon" }, { EventName: "" }, { UsedTimestamp: 1 }];
      say(response, { RequestId: REQUEST_ID, NextToken: "\n", Events });
    });
    const account = alibaba.account(server.origin);
    const request = { key: keyOf(KEY_ID), account, service: ECS, kind: "events" } as const;
    assert.deepEqual(await alibaba.lookUpDetail(request), { entries: [{ name: "A" }] });
    await server.close();
  });

  it("are not read out of what a gateway made up", async () => {
    const server = await startScriptedServer((_request, response) => {
      say(response, { Events: [] });
    });
    const account = alibaba.account(server.origin);
    const request = { key: keyOf(KEY_ID), account, service: ECS, kind: "events" } as const;
    await refusalOf(alibaba.lookUpDetail(request), "unreadable");
    await server.close();
  });
});

/** Used in 45 different ways, which is two pages and a quarter. */
function wideKey(): SampleKey {
  const uses = Array.from({ length: 45 }, (_, n) => ({
    agoMs: (n + 1) * 3_600_000,
    event: `Event${String(n).padStart(2, "0")}`,
    ip: `203.0.113.${n}`,
    resource: { type: "ACS::ECS::Instance", name: `i-${String(n).padStart(2, "0")}` },
  }));
  const service = { service: SERVICES.ecs, region: "cn-hangzhou", source: "ManagementEvent", uses };
  const owner = { type: "ram-user", name: "alice", id: "245400000000000001" };
  return { id: KEY_ID, account: "sample-prod", owner, services: [service] };
}
