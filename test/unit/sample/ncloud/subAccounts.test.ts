import assert from "node:assert/strict";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { at, ncloudBody, ncloudRefusal, signedNcloud } from "./ncloudRequest";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Wire = Readonly<Record<string, unknown>>;

describe("The sample cloud's Sub Account", () => {
  let cloud: SampleCloud;
  let account: SampleAccount;

  beforeEach(async () => {
    cloud = await startSampleCloud();
    account = cloud.accounts.find(({ provider }) => provider === "ncloud") ?? assert.fail();
  });
  afterEach(() => cloud.close());

  const request = (target: string, own = account) =>
    signedNcloud({ origin: cloud.origin, account: own, target });
  const ask = (target: string): Promise<unknown> => ncloudBody(request(target));
  const idOf = (loginId: string): string =>
    cloud.story.subAccounts.find((one) => one.loginId === loginId)?.id ?? assert.fail();
  /** The ID of the busy sub account, which has a second key now. */
  const busyWithTwoKeys = (): string => {
    const [runner] = cloud.story.subAccounts;
    const { subInUse, subUnused } = cloud.story.ncloud;
    cloud.addSubAccount({ ...runner!, keys: [subInUse, subUnused] });
    return runner!.id;
  };
  const summaryOf = (id: string): Promise<unknown> => ask(`/api/v1/users/${id}/last-access-summary`);

  it("lists the sub accounts page by page, counted from 0", async () => {
    const names: unknown[] = [];
    const ends: unknown[] = [];
    for (const page of [0, 1]) {
      const body = await ask(`/api/v1/sub-accounts?page=${page}&size=2`);
      names.push(...(at(body, "items") as Wire[]).map(({ loginId }) => loginId));
      ends.push(
        ["page", "isFirst", "hasNext", "isLast", "totalPages", "totalItems"].map((name) => at(body, name)),
      );
    }
    assert.deepEqual(names, ["ci-runner", "ci-spare", "old-batch", "key-auditor"]);
    assert.deepEqual(ends, [
      [0, true, true, false, 2, 4],
      [1, false, false, true, 2, 4],
    ]);
    const inGovernment = await ask("/api/v2/sub-accounts?pageNo=1&pageSize=2");
    assert.equal(at(inGovernment, "subAccounts.1.loginId"), "key-auditor");
    for (const query of ["size=101", "size=0", "page=-1", "page=x"]) {
      assert.equal(
        await ncloudRefusal(request(`/api/v1/sub-accounts?${query}`)),
        "400 100 Bad Request Exception",
      );
    }
  });

  it("lists a sub account's access keys, as a list or in an object", async () => {
    const { subInUse, subUnused } = cloud.story.ncloud;
    const id = busyWithTwoKeys();
    const keys = (await ask(`/api/v1/sub-accounts/${id}/access-keys`)) as Wire[];
    assert.deepEqual(
      keys.map(({ accessKey, active }) => [accessKey, active]),
      [
        [subInUse.id, true],
        [subUnused.id, true],
      ],
    );
    assert.match(String(keys[0]?.["createTime"]), /^\d{4}-.*Z$/);
    const inGovernment = await ask(`/api/v2/sub-accounts/${id}/access-keys`);
    assert.equal(at(inGovernment, "accessKeys.1.accessKey"), subUnused.id);
  });

  it("tells when each key was last used, and of one that was not nothing at all", async () => {
    const { subInUse, subIdle, subUnused } = cloud.story.ncloud;
    const busy = await summaryOf(busyWithTwoKeys());
    const used = at(busy, "lastAccessKeyUsed") as Wire[];
    assert.deepEqual(
      used.map(({ accessKey }) => accessKey),
      [subInUse.id],
    );
    const age = Date.now() - Date.parse(String(used[0]?.["lastUsed"]));
    assert.ok(age >= HOUR && age < 1.1 * HOUR, `${age} ms`);
    assert.ok(!JSON.stringify(busy).includes(subUnused.id));
    assert.deepEqual(
      [at(busy, "idNo"), at(busy, "unusedDays"), at(busy, "lastLogin")],
      [idOf("ci-runner"), "0", null],
    );

    const idle = await summaryOf(idOf("old-batch"));
    assert.equal(at(idle, "lastAccessKeyUsed.0.accessKey"), subIdle.id);
    const days = (Date.now() - Date.parse(String(at(idle, "lastAccessKeyUsed.0.lastUsed")))) / DAY;
    assert.deepEqual([Math.floor(days), at(idle, "unusedDays")], [190, "190"]);
  });

  it("tells the same to the government's zone in other words", async () => {
    const id = idOf("old-batch");
    const own = await summaryOf(id);
    assert.deepEqual(await ask(`/api/v2/sub-accounts/${id}/last-access-summary`), {
      subAccountId: id,
      lastLoginDateTime: at(own, "lastLogin"),
      lastGitLoginDateTime: null,
      lastAccessKeyUsages: [
        {
          accessKey: cloud.story.ncloud.subIdle.id,
          lastUsedDateTime: at(own, "lastAccessKeyUsed.0.lastUsed"),
        },
      ],
      unusedDays: 190,
    });
  });

  it("masks the keys when a test wants it to, so that two of a sub account look alike", async () => {
    const [runner] = cloud.story.subAccounts;
    const { subInUse, subUnused } = cloud.story.ncloud;
    const keys = [subInUse, subUnused].map((key) => ({ usedAgoMs: HOUR, ...key }));
    cloud.addSubAccount({ ...runner!, keys, masked: true });
    const used = at(await summaryOf(runner!.id), "lastAccessKeyUsed") as Wire[];
    const masked = "ncp_iam_" + "BPAS********";
    assert.deepEqual(
      used.map(({ accessKey }) => accessKey),
      [masked, masked],
    );
    const full = (await ask(`/api/v1/sub-accounts/${runner!.id}/access-keys`)) as Wire[];
    assert.equal(full[0]?.["accessKey"], keys[0]!.id);
  });

  it("knows that the key a request is signed with is in use, as of that request", async () => {
    const id = at(await ask("/api/v1/caller-identity"), "id");
    const before = Date.now();
    const used = at(await summaryOf(String(id)), "lastAccessKeyUsed") as Wire[];
    assert.equal(used.length, 1);
    assert.equal(used[0]?.["accessKey"], account.accessKeyId);
    const lastUsed = Date.parse(String(used[0]["lastUsed"]));
    assert.ok(lastUsed >= before && lastUsed <= Date.now());

    const silent = cloud.addSigner(account.name, { disabled: true });
    const keys = (await ask(`/api/v1/sub-accounts/${String(id)}/access-keys`)) as Wire[];
    assert.deepEqual(
      keys.map(({ accessKey, active }) => [accessKey, active]),
      [
        [account.accessKeyId, true],
        [silent.accessKeyId, false],
      ],
    );
    assert.equal((at(await summaryOf(String(id)), "lastAccessKeyUsed") as Wire[]).length, 1);
  });

  it("tells nothing about a sub account of another account, or about none", async () => {
    const [runner] = cloud.story.subAccounts;
    cloud.addSubAccount({ ...runner!, account: "somebody" });
    for (const id of [runner!.id, "nobody", account.accessKeyId]) {
      for (const target of [
        `/api/v1/sub-accounts/${id}/access-keys`,
        `/api/v1/users/${id}/last-access-summary`,
      ]) {
        assert.equal(await ncloudRefusal(request(target)), "404 300 Not Found Exception");
      }
    }
    assert.equal(at(await ask("/api/v1/sub-accounts"), "totalItems"), 3);
  });
});
