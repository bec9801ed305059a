import assert from "node:assert/strict";
import type { InventoryGap, InventoryPage } from "../../../../../src/core/inventory/inventoryPage";
import { UsageError } from "../../../../../src/core/usage/errors";
import { AUDITOR_ID, NCLOUD } from "../../../../../src/sample/ncloud/story";
import {
  startSampleCloud,
  type SampleAccount,
  type SampleCloud,
} from "../../../../../src/sample/sampleCloud";
import { NcloudUnderTest, OWN } from "../../../../support/ncloudProvider";

describe("Listing the keys of an account of NAVER Cloud", () => {
  let cloud: SampleCloud;
  let ncloud: NcloudUnderTest;

  beforeEach(async () => {
    cloud = await startSampleCloud();
    ncloud = new NcloudUnderTest();
  });
  afterEach(() => cloud.close());

  const own = (): SampleAccount =>
    cloud.accounts.find(({ provider }) => provider === "ncloud") ?? assert.fail();
  const list = async (signer: SampleAccount = own()): Promise<readonly InventoryPage[]> => {
    const account = ncloud.account(cloud.origin, signer);
    const pages: InventoryPage[] = [];
    for await (const page of ncloud.provider.inventory(account, new AbortController().signal))
      pages.push(page);
    return pages;
  };
  const idsByOwner = (pages: readonly InventoryPage[]) =>
    Object.fromEntries(
      pages
        .flatMap(({ owners }) => owners ?? [])
        .map(({ owner, keys }) => [owner.name ?? owner.type ?? "", keys.map(({ key }) => key.id)]),
    );

  it("has the KMS keys under the main account, and the access keys under their sub accounts", async () => {
    const pages = await list();
    const { kmsUsed, kmsSystem, kmsConsole, kmsDisabled, kmsDeleting, kmsIdle } = cloud.story.ncloud;
    const { subInUse, subUnused, subIdle } = cloud.story.ncloud;
    assert.deepEqual(idsByOwner(pages), {
      "main-account": [kmsUsed, kmsSystem, kmsConsole, kmsDisabled, kmsDeleting, kmsIdle].map(({ id }) => id),
      "ci-runner": [subInUse.id],
      "ci-spare": [subUnused.id],
      "old-batch": [subIdle.id],
      "key-auditor": [own().accessKeyId],
    });
    assert.deepEqual(pages[0]?.caller, { type: "sub-account", id: AUDITOR_ID });
    assert.deepEqual(pages.findLast(({ progress }) => progress)?.progress, { done: 4, total: 4 });
  });

  it("tells a key's state, its age, and when it will be gone", async () => {
    const keys = (await list()).flatMap(({ owners }) => owners ?? []).flatMap((owner) => owner.keys);
    const infoOf = (id: string) => keys.find(({ key }) => key.id === id)?.info;
    const { kmsDeleting, subInUse } = cloud.story.ncloud;
    assert.equal(infoOf(kmsDeleting.id)?.state, "REVOKE");
    assert.ok(Date.parse(infoOf(kmsDeleting.id)?.deletionAt ?? "") > Date.now());
    assert.equal(infoOf(subInUse.id)?.state, "active");
    assert.ok(infoOf(subInUse.id)?.createdAt);
  });

  it("says that the main account's access keys are in no list", async () => {
    const gaps = gapsOf(await list());
    assert.deepEqual(
      gaps.map(({ byNature }) => byNature),
      [true],
    );
  });

  it("has its own keys only where it may not list sub accounts, and says why", async () => {
    cloud.misbehave({ kind: "deny", operation: "ListSubAccounts" });
    const pages = await list();
    assert.deepEqual(
      pages
        .flatMap(({ owners }) => owners ?? [])
        .map(({ owner }) => owner.id)
        .filter((id) => id !== undefined),
      [AUDITOR_ID],
    );
    const [gap] = gapsOf(pages);
    assert.match(gap?.message ?? "", /only its own access keys are here/);
    assert.equal(gap?.problem?.needs, "Sub Account: List Sub Accounts");
  });

  it("has the access keys where KMS is closed to it, and says that KMS keys may be missing", async () => {
    cloud.misbehave({ kind: "deny", operation: "GetKeyList" });
    const pages = await list();
    assert.equal(Object.keys(idsByOwner(pages)).includes("main-account"), false);
    assert.ok(Object.keys(idsByOwner(pages)).includes("ci-runner"));
    assert.match(gapsOf(pages)[0]?.message ?? "", /^KMS keys of account prod may be missing/);
  });

  it("fails when there is nothing at all that it may list", async () => {
    cloud.misbehave({ kind: "deny", operation: "GetKeyList" });
    cloud.misbehave({ kind: "deny", operation: "ListSubAccounts" });
    cloud.misbehave({ kind: "deny", operation: "ListAccessKeys" });
    await assert.rejects(list(), (error) => error instanceof UsageError && error.kind === "denied");
  });

  it("lists no access key of the main account, not even when that asks", async () => {
    const all = JSON.stringify(await list(cloud.addSigner(NCLOUD, { userType: "Customer" })));
    assert.ok(!all.includes(cloud.story.ncloud.mainAccount.id));
  });

  it("says what is wrong with the credentials", async () => {
    await assert.rejects(
      list({ ...own(), accessKeySecret: OWN.accessKeySecret }),
      (error) => error instanceof UsageError && error.kind === "credentials",
    );
  });
});

function gapsOf(pages: readonly InventoryPage[]): readonly InventoryGap[] {
  return pages.flatMap(({ gaps }) => gaps ?? []);
}
