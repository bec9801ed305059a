import assert from "node:assert/strict";
import { accountIdOf } from "../../../../src/sample/alibaba/story";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { sendRaw, signedAcs3 } from "../rawRequest";

const RAM = "2015-05-01";
const IMS = "2019-08-15";
const STS = "2015-04-01";
const PROD = "sample-prod";

type Wire = Readonly<Record<string, unknown>>;

describe("The sample cloud's users and keys", () => {
  let cloud: SampleCloud;

  beforeEach(async () => {
    cloud = await startSampleCloud({ crowd: { account: PROD, users: 150 } });
  });
  afterEach(() => cloud.close());

  const prod = (): SampleAccount => cloud.accounts[0] ?? assert.fail();
  const call = async (
    version: string,
    action: string,
    query: Readonly<Record<string, string>> = {},
    account = prod(),
  ): Promise<Wire> => {
    const wish = { origin: cloud.origin, account, action, query, version, date: Date.now() };
    const { text } = await sendRaw(signedAcs3(wish));
    return JSON.parse(text) as Wire;
  };
  const namesOf = ({ Users }: Wire): readonly unknown[] =>
    (Users as { User: readonly Wire[] }).User.map(({ UserName }) => UserName);

  it("are told to nobody who cannot sign", async () => {
    const stranger = { ...prod(), accessKeySecret: "x".repeat(30) };
    assert.equal((await call(RAM, "ListUsers", {}, stranger))["Code"], "SignatureDoesNotMatch");
  });

  it("are asked for by the version of their product, and by no other", async () => {
    assert.equal((await call(STS, "ListUsers"))["Code"], "InvalidAction.NotFound");
    assert.equal((await call("2020-07-06", "ListAccessKeys"))["Code"], "InvalidAction.NotFound");
    assert.equal((await call("1999-01-01", "ListUsers"))["Code"], "InvalidVersion");
  });

  it("come in pages of 100 unless asked otherwise, and a marker holds for its own question only", async () => {
    const first = await call(RAM, "ListUsers");
    assert.deepEqual([namesOf(first).length, first["IsTruncated"]], [100, true]);
    const Marker = String(first["Marker"]);
    const second = await call(RAM, "ListUsers", { Marker });
    assert.equal(second["IsTruncated"], false);
    assert.equal(new Set([...namesOf(first), ...namesOf(second)]).size, 158);
    for (const query of [
      { Marker, MaxItems: "50" },
      { Marker: "x" },
      { MaxItems: "1001" },
      { MaxItems: "0" },
    ])
      assert.equal((await call(RAM, "ListUsers", query))["Code"], "InvalidQueryParameter");
    assert.equal((await call(IMS, "ListUsers", { Marker }))["Code"], "InvalidQueryParameter");
  });

  it("tell the caller who it is, by whichever kind of credentials", async () => {
    const caller = await call(STS, "GetCallerIdentity");
    assert.deepEqual(
      [caller["Arn"], caller["IdentityType"]],
      [`acs:ram::${accountIdOf(PROD)}:user/key-auditor`, "RAMUser"],
    );
    const session = cloud.addSigner(PROD, { temporary: true });
    assert.equal((await call(STS, "GetCallerIdentity", {}, session))["IdentityType"], "AssumedRoleUser");
  });

  it("give a user's keys with their state, to IMS by the principal's name, with the time of change", async () => {
    const { disabled } = cloud.story.unlisted;
    const keysOf = (answer: Wire): readonly Wire[] =>
      (answer["AccessKeys"] as { AccessKey: readonly Wire[] }).AccessKey;
    const [ram] = keysOf(await call(RAM, "ListAccessKeys", { UserName: "reports" }));
    assert.deepEqual([ram?.["AccessKeyId"], ram?.["Status"]], [disabled.id, "Inactive"]);
    assert.equal(ram?.["UpdateDate"], undefined);
    const UserPrincipalName = `reports@${accountIdOf(PROD)}.onaliyun.com`;
    const [ims] = keysOf(await call(IMS, "ListAccessKeys", { UserPrincipalName }));
    assert.ok(String(ims?.["UpdateDate"]) > String(ims?.["CreateDate"]));
    assert.deepEqual(
      keysOf(await call(RAM, "ListAccessKeys")).map(({ AccessKeyId }) => AccessKeyId),
      [prod().accessKeyId],
      "without a name, the caller's own",
    );
    assert.equal((await call(RAM, "ListAccessKeys", { UserName: "nobody" }))["Code"], "EntityNotExist.User");
  });

  it("are not told to another account", async () => {
    const [, dev] = cloud.accounts;
    assert.deepEqual(namesOf(await call(RAM, "ListUsers", {}, dev)), ["bob", "carol", "key-auditor"]);
  });

  it("name the permission that a refused call needs", async () => {
    cloud.misbehave({ kind: "deny", operation: "ListUsers" });
    const { AccessDeniedDetail } = await call(IMS, "ListUsers");
    assert.equal((AccessDeniedDetail as Wire)["AuthAction"], "ram:ListUsers");
  });
});
