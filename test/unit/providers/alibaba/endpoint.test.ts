import assert from "node:assert/strict";
import type { Account } from "../../../../src/core/usage/account";
import { UsageError } from "../../../../src/core/usage/errors";
import { endpointOf, isRegion, REGIONS } from "../../../../src/providers/alibaba/endpoint";
import { ProviderUnderTest } from "../../../support/alibabaProvider";

const account = (more: Partial<Account>): Account => ({
  name: "prod",
  provider: "alibaba",
  credentials: { kind: "stored" },
  ...more,
});

describe("Where an account's requests go", () => {
  it("is Hangzhou, by HTTPS, unless somebody says otherwise", () => {
    assert.equal(endpointOf(account({})), "https://actiontrail.cn-hangzhou.aliyuncs.com");
  });

  it("is the region's own host, for every region that is offered", () => {
    for (const region of REGIONS) {
      assert.ok(isRegion(region), region);
      assert.equal(endpointOf(account({ region })), `https://actiontrail.${region}.aliyuncs.com`);
    }
  });

  it("is a host of its own for a region that nobody has heard of yet", () => {
    assert.equal(endpointOf(account({ region: "xx-new-9" })), "https://actiontrail.xx-new-9.aliyuncs.com");
  });

  for (const region of [
    "cn-hangzhou-finance",
    "cn-beijing-finance-1",
    "cn-beijing-gov-1",
    "cn-fujian",
    "cn-edge-1",
  ]) {
    it(`is the central host for ${region}`, () => {
      assert.equal(endpointOf(account({ region })), "https://actiontrail.aliyuncs.com");
    });
  }

  for (const region of ["ap-northeast-2-pop", "eu-west-1-oxs", "rus-west-1-pop"]) {
    it(`is Tokyo for ${region}`, () => {
      assert.equal(endpointOf(account({ region })), "https://actiontrail.ap-northeast-1.aliyuncs.com");
    });
  }

  it("is the account's own endpoint before all else, as it stands", () => {
    const endpoint = "https://gateway.example:8443/actiontrail";
    assert.equal(endpointOf(account({ endpoint, region: "cn-beijing" })), endpoint);
  });

  const hostile = [
    "evil.com/",
    "x.y",
    "a-b/c",
    "cn-hangzhou.evil.com",
    "cn-hangzhou@evil",
    "cn-hangzhou:8443",
    "cn-hangzhou\n",
    "cn-hangzhou#",
    "cn-hangzhou?x",
    "cn-%2e",
    "cn-ｅvil",
    "CN-HANGZHOU",
    "-cn",
    "cn-",
    "cn",
    "",
    `cn-${"a".repeat(60)}`,
  ];
  for (const region of hostile) {
    it(`is not for a region to choose: ${JSON.stringify(region)}`, async () => {
      assert.equal(isRegion(region), false);
      assert.throws(
        () => endpointOf(account({ region })),
        (error) => error instanceof UsageError && error.kind === "invalid",
      );
      const alibaba = new ProviderUnderTest();
      await assert.rejects(alibaba.lookUp(account({ region })), UsageError);
      assert.equal(alibaba.sentAt.length, 0);
    });
  }
});
