import assert from "node:assert/strict";
import type { InventoryGap, InventoryPage, OwnerKeys } from "../../../../../src/core/inventory/inventoryPage";
import { UsageError } from "../../../../../src/core/usage/errors";
import { sampleKeyId } from "../../../../../src/sample/alibaba/keyIds";
import { accountIdOf } from "../../../../../src/sample/alibaba/story";
import {
  startSampleCloud,
  type SampleAccount,
  type SampleCloud,
} from "../../../../../src/sample/sampleCloud";
import {
  OWN,
  ProviderUnderTest,
  REQUEST_ID,
  say,
  startScriptedServer,
} from "../../../../support/alibabaProvider";

const PROD = "sample-prod";

describe("Listing the keys of an account of Alibaba Cloud", () => {
  let cloud: SampleCloud;
  let alibaba: ProviderUnderTest;

  beforeEach(async () => {
    cloud = await startSampleCloud();
    alibaba = new ProviderUnderTest();
  });
  afterEach(() => cloud.close());

  const list = async (signer: SampleAccount, signal = new AbortController().signal) => {
    const account = alibaba.account(cloud.origin, signer);
    const pages: InventoryPage[] = [];
    for await (const page of alibaba.provider.inventory(account, signal)) {
      alibaba.assertTellsNoSecret(page);
      pages.push(page);
    }
    return pages;
  };
  const prod = (): SampleAccount => cloud.accounts[0] ?? assert.fail();

  it("says whose account it is, and shows every user's keys with state and age", async () => {
    const pages = await list(prod());
    assert.deepEqual(pages[0]?.caller && [pages[0].caller.name, pages[0].caller.accountId], [
      "key-auditor",
      accountIdOf(PROD),
    ]);
    const owners = ownersOf(pages);
    const { keys, unlisted } = cloud.story;
    assert.deepEqual(
      [...owners].map(([name, { keys: own }]) => [name, own.map(({ key }) => key.id)]),
      [
        ["alice", [keys.ci.id, unlisted.spare.id]],
        ["backup", [keys.stale.id]],
        ["deploy-bot", [unlisted.rotatedNew.id, unlisted.rotatedOld.id]],
        ["key-auditor", [prod().accessKeyId]],
        ["reports", [unlisted.disabled.id]],
        ["terraform-old", [keys.idle.id]],
      ],
    );
    const [disabled] = owners.get("reports")?.keys ?? [];
    assert.equal(disabled?.info.state, "inactive");
    assert.equal(daysSince(disabled.info.createdAt), 620);
    assert.equal(daysSince(disabled.changedAt), 31, "IMS tells when it was switched off");
    assert.equal(owners.get("alice")?.keys[0]?.info.state, "active");
  });

  it("counts the users, those without a key too", async () => {
    const pages = await list(prod());
    const last = pages.findLast(({ progress }) => progress)?.progress;
    assert.deepEqual(last, { done: 8, total: 8 });
  });

  it("says that the root account's keys are not in the list, and that nobody can list them", async () => {
    const gaps = gapsOf(await list(prod()));
    assert.equal(gaps.length, 1);
    assert.match(gaps[0]?.message ?? "", /^The root account's own keys are not here/);
    assert.equal(gaps[0]?.byNature, true);
  });

  it("lists the root account's keys when it is the root account that asks", async () => {
    const root = cloud.addSigner(PROD);
    cloud.addKey({ ...cloud.story.keys.root, id: root.accessKeyId });
    const pages = await list(root);
    assert.deepEqual(gapsOf(pages), []);
    const ids = ownersOf(pages)
      .get("root")
      ?.keys.map(({ key }) => key.id);
    assert.deepEqual(ids, [cloud.story.keys.root.id, root.accessKeyId]);
    assert.ok(ownersOf(pages).has("alice"));
  });

  it("shows the caller's own keys where it may not list users, and says which permission that needs", async () => {
    cloud.misbehave({ kind: "deny", operation: "ListUsers" });
    const pages = await list(prod());
    assert.deepEqual(
      [...ownersOf(pages)].map(([name, { keys }]) => [name, keys.map(({ key }) => key.id)]),
      [["key-auditor", [prod().accessKeyId]]],
    );
    const [gap] = gapsOf(pages);
    assert.match(gap?.message ?? "", /may not list the keys of all users, so only its own keys are here/);
    assert.equal(gap?.problem?.needs, "ram:ListUsers");
    assert.match(gap.problem.message, /Copy the policy for listing all keys/);
  });

  it("gives up on the users once it is clear that it may not see their keys", async () => {
    await cloud.close();
    cloud = await startSampleCloud({ crowd: { account: PROD, users: 200 } });
    cloud.misbehave({ kind: "deny", operation: "ListAccessKeys" });
    await assert.rejects(
      list(prod()),
      (error) => error instanceof UsageError && error.needs === "ram:ListAccessKeys",
    );
    const asked = cloud.requests.filter(({ operation }) => operation === "ListAccessKeys").length;
    assert.ok(asked < 60, `${asked} requests`);
  });

  it("says how many users' keys are missing where the cloud fails, and shows the others'", async () => {
    const server = await startScriptedServer((request, response) => {
      const RequestId = REQUEST_ID;
      if (request.operation === "GetCallerIdentity") say(response, { RequestId, AccountId: "1" });
      else if (request.operation === "ListUsers")
        say(response, { RequestId, Users: { User: [{ UserName: "well" }, { UserName: "broken" }] } });
      else if (request.query.get("UserName") === "broken")
        say(response, { RequestId, Code: "InternalError", Message: "" }, { status: 500 });
      else say(response, { RequestId, AccessKeys: { AccessKey: [{ AccessKeyId: sampleKeyId("one") }] } });
    });
    const pages: InventoryPage[] = [];
    const account = alibaba.account(server.origin, OWN);
    for await (const page of alibaba.provider.inventory(account, new AbortController().signal))
      pages.push(page);
    await server.close();
    assert.deepEqual([...ownersOf(pages).keys()], ["well"]);
    const [gap] = gapsOf(pages);
    assert.equal(gap?.message, "The keys of one user could not be listed.");
    assert.equal(gap.problem?.code, "InternalError");
  });

  it("says that it is cut off when the list of users ends in the middle", async () => {
    let pagesOfUsers = 0;
    const server = await startScriptedServer((request, response) => {
      if (request.operation === "GetCallerIdentity") {
        say(response, { RequestId: REQUEST_ID, AccountId: "1", Arn: "acs:ram::1:user/me" });
        return;
      }
      if (request.operation === "ListAccessKeys") {
        const AccessKey = [{ AccessKeyId: sampleKeyId("one"), Status: "Active" }];
        say(response, { RequestId: REQUEST_ID, AccessKeys: { AccessKey } });
        return;
      }
      pagesOfUsers++;
      // The same marker again: a list that goes round in circles.
      const body = { Users: { User: [{ UserName: `u${pagesOfUsers}` }] }, IsTruncated: true, Marker: "m" };
      say(response, { RequestId: REQUEST_ID, ...body });
    });
    const pages: InventoryPage[] = [];
    const account = alibaba.account(server.origin, OWN);
    for await (const page of alibaba.provider.inventory(account, new AbortController().signal))
      pages.push(page);
    await server.close();
    assert.equal(pagesOfUsers, 2);
    assert.ok(gapsOf(pages).some(({ message }) => message.includes("was cut off, so keys are missing")));
  });

  it("reads a list that is not there as no answer, not as an account without keys", async () => {
    const server = await startScriptedServer((_request, response) => {
      say(response, { RequestId: REQUEST_ID });
    });
    const account = alibaba.account(server.origin, OWN);
    const listing = async (): Promise<void> => {
      for await (const page of alibaba.provider.inventory(account, new AbortController().signal))
        assert.deepEqual(page.owners ?? [], []);
    };
    await assert.rejects(listing(), (error) => error instanceof UsageError && error.kind === "unreadable");
    await server.close();
  });

  it("follows the pages of users to the end", async () => {
    await cloud.close();
    cloud = await startSampleCloud({ crowd: { account: PROD, users: 1_005 } });
    const total = new Promise<number>((resolve, reject) => {
      const end = new AbortController();
      const listing = async (): Promise<void> => {
        const account = alibaba.account(cloud.origin, prod());
        for await (const { progress } of alibaba.provider.inventory(account, end.signal)) {
          if (progress?.total === undefined) continue;
          resolve(progress.total);
          // Leaving the loop ends the listing.
          return;
        }
      };
      listing().catch(reject);
    });
    assert.equal(await total, 1_013);
  });

  it("stops when whoever asked goes away", async () => {
    const end = new AbortController();
    cloud.misbehave({ kind: "delay", ms: 2_000, operation: "ListAccessKeys" });
    const listing = list(prod(), end.signal);
    cloud.onRequest(({ operation }) => {
      if (operation === "ListAccessKeys") end.abort();
    });
    await assert.rejects(listing, (error) => error instanceof UsageError && error.kind === "cancelled");
  });

  it("says what is wrong with the credentials", async () => {
    const wrong = { ...prod(), accessKeySecret: OWN.accessKeySecret };
    await assert.rejects(list(wrong), (error) => error instanceof UsageError && error.kind === "credentials");
  });
});

function ownersOf(pages: readonly InventoryPage[]): ReadonlyMap<string, OwnerKeys> {
  const owners = pages.flatMap((page) => page.owners ?? []);
  const sorted = owners.toSorted((a, b) => ((a.owner.name ?? "") < (b.owner.name ?? "") ? -1 : 1));
  return new Map(sorted.map((owner) => [owner.owner.name ?? "", owner]));
}

function gapsOf(pages: readonly InventoryPage[]): readonly InventoryGap[] {
  return pages.flatMap(({ gaps }) => gaps ?? []);
}

function daysSince(time: string | undefined): number {
  return Math.floor((Date.now() - Date.parse(time ?? "")) / 86_400_000);
}
