import assert from "node:assert/strict";
import type { Oddities } from "../../../../src/sample/alibaba/sampleKey";
import { startSampleCloud, type SampleCloud } from "../../../../src/sample/sampleCloud";
import { sdkClient, type SdkCall } from "../../../support/sdkClients";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Wire = Readonly<Record<string, unknown>>;

describe("The sample cloud's ActionTrail", () => {
  let cloud: SampleCloud;
  let prod: SdkCall;
  let dev: SdkCall;
  // The real time for signatures, and a day that a test may add to it.
  let ahead = 0;
  const now = (): number => Date.now() + ahead;

  beforeEach(async () => {
    ahead = 0;
    cloud = await startSampleCloud({ now });
    [prod, dev] = cloud.accounts.map((account) => sdkClient({ origin: cloud.origin, account })) as [
      SdkCall,
      SdkCall,
    ];
  });
  afterEach(() => cloud.close());

  const info = (AccessKey: string, call = prod): Promise<Wire> =>
    call("GetAccessKeyLastUsedInfo", { AccessKey });
  const products = async (AccessKey: string, call = prod): Promise<Wire[]> =>
    (await call("GetAccessKeyLastUsedProducts", { AccessKey }))["Products"] as Wire[];
  const ageOf = (record: Wire): number => now() - (record["UsedTimestamp"] as number);

  describe("tells of the CI key", () => {
    it("that alice's key was used three hours ago, with the event inside as JSON text", async () => {
      const { ci } = cloud.story.keys;
      const answer = await info(ci.id);
      const age = ageOf(answer);
      assert.ok(age >= 3 * HOUR && age < 4 * HOUR, `${age} ms`);
      assert.equal(answer["AccountType"], "ram-user");
      assert.equal(answer["UserName"], "alice");
      assert.equal(answer["ServiceName"], "Ecs");
      assert.equal(answer["ServiceNameEn"], "Elastic Compute Service");
      assert.equal(answer["ServiceNameCn"], "云服务器 ECS");
      const detail = JSON.parse(answer["Detail"] as string) as Wire;
      assert.equal(detail["eventName"], "DescribeInstances");
      assert.equal(detail["sourceIpAddress"], "203.0.113.7");
      assert.equal(detail["acsRegion"], "cn-hangzhou");
      assert.equal(Date.parse(detail["eventTime"] as string), answer["UsedTimestamp"]);
      assert.deepEqual(detail["userIdentity"], {
        accountId: answer["AccountId"],
        principalId: answer["OwnerId"],
        type: "ram-user",
        userName: "alice",
      });
    });

    it("six services from hours to most of a year ago, the newest first", async () => {
      const list = await products(cloud.story.keys.ci.id);
      assert.deepEqual(
        list.map((product) => product["ServiceName"]),
        ["Ecs", "Oss", "cr", "Sls", "Ram", "Actiontrail"],
      );
      assert.deepEqual(
        list.map((product) => Math.floor(ageOf(product) / DAY)),
        [0, 1, 5, 32, 118, 260],
      );
    });

    it("the same time when it is asked again later", async () => {
      const { ci } = cloud.story.keys;
      const before = await info(ci.id);
      ahead = 10 * MINUTE;
      assert.equal((await info(ci.id))["UsedTimestamp"], before["UsedTimestamp"]);
    });

    it("all its events, page by page, each once", async () => {
      const AccessKey = cloud.story.keys.ci.id;
      const names: unknown[] = [];
      const sizes: number[] = [];
      let NextToken = "";
      do {
        const query = { AccessKey, ServiceName: "Ecs", ...(NextToken !== "" && { NextToken }) };
        const page = await prod("GetAccessKeyLastUsedEvents", query);
        const events = page["Events"] as Wire[];
        sizes.push(events.length);
        names.push(...events.map((event) => event["EventName"]));
        NextToken = page["NextToken"] as string;
      } while (NextToken !== "");
      assert.deepEqual(sizes, [20, 20, 8]);
      assert.equal(new Set(names).size, 48);
    });

    it("its addresses and resources, each with its latest use", async () => {
      const query = { AccessKey: cloud.story.keys.ci.id, ServiceName: "Ecs", PageSize: "100" };
      const ips = (await prod("GetAccessKeyLastUsedIps", query))["Ips"] as Wire[];
      assert.deepEqual(
        ips.map((ip) => ip["Ip"]),
        ["203.0.113.7", "198.51.100.24", "10.10.0.1"],
      );
      const resources = (await prod("GetAccessKeyLastUsedResources", query))["Resources"] as Wire[];
      assert.ok(resources.length > 20);
      assert.equal(resources[0]!["ResourceType"], "ACS::ECS::Instance");
      assert.equal(new Set(resources.map((resource) => resource["ResourceName"])).size, resources.length);
      const ages = resources.map(ageOf);
      assert.deepEqual(
        ages,
        ages.toSorted((one, other) => one - other),
      );
    });

    it("one service of which no detail was kept, and nothing of one that it was not used with", async () => {
      const AccessKey = cloud.story.keys.ci.id;
      for (const ServiceName of ["Sls", "Kms"]) {
        for (const [operation, list] of [
          ["GetAccessKeyLastUsedEvents", "Events"],
          ["GetAccessKeyLastUsedIps", "Ips"],
          ["GetAccessKeyLastUsedResources", "Resources"],
        ] as const) {
          const answer = await prod(operation, { AccessKey, ServiceName });
          assert.deepEqual([answer[list], answer["NextToken"]], [[], ""]);
        }
      }
    });
  });

  describe("tells of the other keys", () => {
    it("200 days of silence, a use minutes ago by root, and one yesterday in the other account", async () => {
      const { stale, root, dev: devKey } = cloud.story.keys;
      const [old, byRoot, inDev] = [await info(stale.id), await info(root.id), await info(devKey.id, dev)];
      assert.deepEqual([old["UserName"], Math.floor(ageOf(old) / DAY)], ["backup", 200]);
      assert.deepEqual([byRoot["AccountType"], byRoot["UserName"]], ["root-account", "root"]);
      assert.ok(ageOf(byRoot) < 10 * MINUTE);
      assert.deepEqual([inDev["UserName"], Math.floor(ageOf(inDev) / DAY)], ["bob", 1]);
      assert.notEqual(inDev["AccountId"], old["AccountId"]);
    });

    it("an owner and no use of the idle one", async () => {
      const { idle } = cloud.story.keys;
      const answer = await info(idle.id);
      assert.deepEqual(
        [answer["UserName"], answer["UsedTimestamp"], answer["ServiceName"], answer["Detail"]],
        ["terraform-old", 0, "", ""],
      );
      assert.deepEqual(await products(idle.id), []);
    });

    it("nothing that is older than its records", async () => {
      const { idle, stale } = cloud.story.keys;
      const uses = [{ agoMs: 401 * DAY, event: "GetUser", ip: "203.0.113.7" }];
      cloud.addKey({ ...idle, services: [{ ...stale.services[0]!, uses }] });
      assert.equal((await info(idle.id))["UsedTimestamp"], 0);
      assert.deepEqual(await products(idle.id), []);
    });

    it("to nobody whose key it is not, in whichever way a test has chosen", async () => {
      const { ci, dev: devKey, elsewhere } = cloud.story.keys;
      await assert.rejects(info(devKey.id), { code: "EntityNotExist.AccessKey", statusCode: 404 });
      await assert.rejects(info(ci.id, dev), { statusCode: 404 });
      await assert.rejects(info(elsewhere.id), { statusCode: 404 });

      const chosen = async (answer: "invalid-parameter" | "no-permission" | "empty"): Promise<Wire> => {
        const rule = cloud.misbehave({ kind: "unknown-key", answer });
        return info(elsewhere.id).finally(() => {
          rule.dispose();
        });
      };
      await assert.rejects(chosen("invalid-parameter"), { code: "InvalidQueryParameter", statusCode: 400 });
      await assert.rejects(chosen("no-permission"), { code: "NoPermission", statusCode: 403 });
      const empty = await chosen("empty");
      assert.deepEqual([empty["UsedTimestamp"], empty["UserName"], empty["AccountId"]], [0, "", ""]);
    });

    it("that one may not be asked about, naming the permission, and that it is out of order for another", async () => {
      const { denied, failing } = cloud.story.keys;
      for (const call of [prod, dev]) {
        await assert.rejects(info(denied.id, call), (error: Wire) => {
          const { AuthAction, NoPermissionType } = error["accessDeniedDetail"] as Wire;
          assert.deepEqual([error["code"], error["statusCode"]], ["NoPermission", 403]);
          assert.deepEqual(
            [AuthAction, NoPermissionType],
            ["actiontrail:GetAccessKeyLastUsedInfo", "ImplicitDeny"],
          );
          return true;
        });
        await assert.rejects(info(failing.id, call), { code: "ServiceUnavailable", statusCode: 503 });
      }
    });
  });

  describe("is exact about parameters", () => {
    const events = (changes: Readonly<Record<string, string>>): Promise<Wire> => {
      const query = { AccessKey: cloud.story.keys.ci.id, ServiceName: "Ecs", ...changes };
      return prod("GetAccessKeyLastUsedEvents", query);
    };

    it("and misses the required ones", async () => {
      await assert.rejects(info(""), { code: "MissingAccessKey", statusCode: 400 });
      await assert.rejects(events({ ServiceName: "" }), { code: "MissingServiceName", statusCode: 400 });
    });

    it("and takes page sizes from 0, which means the default, to 100", async () => {
      for (const [PageSize, length] of Object.entries({ "0": 20, "1": 1, "7": 7, "20": 20, "100": 48 })) {
        assert.equal(((await events({ PageSize }))["Events"] as Wire[]).length, length);
      }
      for (const PageSize of ["101", "-1", "1.5", "ten", "1e1", " 7"]) {
        await assert.rejects(events({ PageSize }), { code: "InvalidQueryParameter", statusCode: 400 });
      }
    });

    it("and takes a page token with the question it belongs to only", async () => {
      const NextToken = (await events({}))["NextToken"] as string;
      assert.equal(((await events({ NextToken }))["Events"] as Wire[]).length, 20);
      const shifted = Buffer.from(
        Buffer.from(NextToken, "base64").toString("utf8").replace('"offset":20', '"offset":21'),
      ).toString("base64");
      for (const change of [
        { NextToken, PageSize: "10" },
        { NextToken, ServiceName: "Oss" },
        { NextToken, AccessKey: cloud.story.keys.stale.id },
        { NextToken: shifted },
        { NextToken: "nonsense" },
        { NextToken: Buffer.from("null").toString("base64") },
      ]) {
        await assert.rejects(events(change), { code: "InvalidNextToken", statusCode: 400 });
      }
      const query = { AccessKey: cloud.story.keys.ci.id, ServiceName: "Ecs", NextToken };
      await assert.rejects(prod("GetAccessKeyLastUsedIps", query), { code: "InvalidNextToken" });
    });
  });

  describe("can write its answers in every odd way", () => {
    const odd = async (oddities: Oddities): Promise<Wire> => {
      const { ci } = cloud.story.keys;
      cloud.addKey({ ...ci, oddities });
      return info(ci.id);
    };

    it("without a time, in four ways", async () => {
      assert.equal((await odd({ timestamp: "zero" }))["UsedTimestamp"], 0);
      assert.equal((await odd({ timestamp: "empty" }))["UsedTimestamp"], "");
      assert.equal((await odd({ timestamp: "null" }))["UsedTimestamp"], null);
      assert.ok(!("UsedTimestamp" in (await odd({ timestamp: "absent" }))));
      assert.ok(!("UsedTimestamp" in (await products(cloud.story.keys.ci.id))[0]!));
    });

    it("with a line feed at the end of every text", async () => {
      const { AccessKeyId, UserName, ServiceName, Source } = await odd({ trailingNewline: true });
      assert.deepEqual(
        [AccessKeyId, UserName, ServiceName, Source],
        [`${cloud.story.keys.ci.id}\n`, "alice\n", "Ecs\n", "ManagementEvent\n"],
      );
    });

    it("with a detail that is broken, absent, empty, null, no object or one megabyte", async () => {
      const broken = (await odd({ detail: "broken" }))["Detail"] as string;
      assert.throws(() => JSON.parse(broken) as unknown, SyntaxError);
      assert.ok(!("Detail" in (await odd({ detail: "absent" }))));
      assert.equal((await odd({ detail: "empty" }))["Detail"], "");
      assert.equal((await odd({ detail: "null" }))["Detail"], null);
      assert.equal((await odd({ detail: "not-an-object" }))["Detail"], "[1, 2, 3]");
      const huge = (await odd({ detail: "huge" }))["Detail"] as string;
      assert.ok(huge.length > 1 << 20);
      assert.equal((JSON.parse(huge) as Wire)["eventName"], "DescribeInstances");
    });

    it("with values that no document lists", async () => {
      const answer = await odd({ unknownEnums: true });
      assert.deepEqual([answer["AccountType"], answer["Source"]], ["service-account", "InsightEvent"]);
    });
  });

  it("passes on names as they are, whatever is in them", async () => {
    const { idle } = cloud.story.keys;
    const name = '[x](command:keytrail.refresh) <img src=x onerror="alert(1)"> `|\u202e';
    cloud.addKey({ ...idle, owner: { ...idle.owner, name } });
    assert.equal((await info(idle.id))["UserName"], name);
  });
});
