import assert from "node:assert/strict";
import type { Account } from "../../../../src/core/usage/account";
import type { KeyUsageProvider } from "../../../../src/core/usage/provider";
import { accessKey, keyTag, kmsKey, NcloudUnderTest, subAccountKeyId } from "../../../support/ncloudProvider";

const DAY = 86_400_000;
const minimalPolicyOf = (provider: KeyUsageProvider): string | undefined => provider.minimalPolicy();

describe("NAVER Cloud's provider", () => {
  const { provider } = new NcloudUnderTest();
  const account: Account = { name: "prod", provider: "ncloud", credentials: { kind: "environment" } };

  it("keeps records of KMS keys for 30 days, and says of access keys that nobody knows", () => {
    const now = Date.UTC(2026, 10, 20, 8);
    assert.equal(provider.recordsSince(kmsKey(keyTag()), now)?.getTime(), now - 30 * DAY);
    assert.equal(provider.recordsSince(accessKey(subAccountKeyId()), now), undefined);
  });

  it("says of KMS keys what their records may lack", () => {
    const { coverage } = provider.recordNotes(kmsKey(keyTag()));
    assert.match(coverage, /30 days and 30,000 records.*only calls made with a token are on record/);
  });

  it("has two sites, no regions, no tokens, and no policy to copy", () => {
    assert.deepEqual(provider.sites, ["public", "government"]);
    assert.deepEqual([provider.regions, provider.isRegion()], [[], false]);
    assert.equal(provider.hasSecurityTokens, false);
    assert.equal(minimalPolicyOf(provider), undefined);
    assert.deepEqual(provider.credentialFiles, ["/nowhere/configure"]);
  });

  it("sends people to the console of the account's site", () => {
    const url = (one: Account | undefined) => provider.consoleUrl(kmsKey(keyTag()), undefined, one);
    assert.equal(url(undefined), "https://console.ncloud.com/");
    assert.equal(url({ ...account, site: "public" }), "https://console.ncloud.com/");
    assert.equal(url({ ...account, site: "government" }), "https://console.gov-ncloud.com/");
  });

  it("reads the IDs that its hint describes", () => {
    assert.match(provider.idHint(), /ncp_iam_ and 20 letters and digits.*64 digits and letters from a to f/);
    assert.equal(provider.parseKey(subAccountKeyId())?.kind, "access-key");
    assert.equal(provider.parseKey(keyTag())?.kind, "kms-key");
  });

  it("names the variable that such an ID is read from", () => {
    const named = [subAccountKeyId(), keyTag()].map((id) => {
      const key = provider.parseKey(id);
      return key && provider.environmentName(key);
    });
    assert.deepEqual(named, ["NCLOUD_ACCESS_KEY_ID", "NCLOUD_KMS_KEY_TAG"]);
  });

  it("asks nothing to say whether an account could sign", async () => {
    const ncloud = new NcloudUnderTest();
    const stored = ncloud.account("https://nowhere.invalid");
    assert.deepEqual(await ncloud.provider.checkAccount(stored), { state: "ready" });
    assert.equal((await ncloud.provider.checkAccount(account)).state, "broken");
    assert.equal((await ncloud.provider.listProfiles()).state, "missing");
    assert.equal(ncloud.sent.length, 0);
  });
});
