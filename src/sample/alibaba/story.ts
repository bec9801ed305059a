import { sampleKeyId, sampleNumber, sampleTemporaryId } from "./keyIds";
import type { SampleKey, SampleOwner, ServiceStory, Use } from "./sampleKey";
import { SERVICES, type ServiceName } from "./serviceNames";

/** The account that most of the story happens in. */
export const PROD = "sample-prod";
/** The second account. */
export const DEV = "sample-dev";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Documentation addresses (RFC 5737) and a private one: two CI runners and a bastion host. */
const RUNNER = "203.0.113.7";
const OTHER_RUNNER = "198.51.100.24";
const BASTION = "10.10.0.1";

/** What each key of the sample is there to show. */
export type SampleKeys = Readonly<{
  /** Of a CI system: used hours ago, through many services. */
  ci: SampleKey;
  /** Last used 200 days ago, by a backup job that has moved elsewhere since. */
  stale: SampleKey;
  /** Known to the cloud, with no use on record. */
  idle: SampleKey;
  /** Of the account itself, and in use: what nobody should have. */
  root: SampleKey;
  /** The sample accounts may not ask about it. */
  denied: SampleKey;
  /** The cloud is out of order whenever it is asked about it. */
  failing: SampleKey;
  /** Of somebody else's account. */
  elsewhere: SampleKey;
  /** In the second account. */
  dev: SampleKey;
  /** An STS ID: it is in files like the others, but nobody should ever ask the cloud about it. */
  temporary: SampleKey;
}>;

/** The 16 digits of an account's own ID, always the same for the same name. */
export function accountIdOf(account: string): string {
  return sampleNumber(`account ${account}`, 16);
}

/** Tells the story from the start. IDs are always the same; all times count back from the moment that `StoryClock` tells. */
export function sampleKeys(): SampleKeys {
  return {
    ci: { id: sampleKeyId("ci"), account: PROD, owner: ramUser("alice"), services: ciServices() },
    stale: { id: sampleKeyId("stale"), account: PROD, owner: ramUser("backup"), services: staleServices() },
    idle: { id: sampleKeyId("idle"), account: PROD, owner: ramUser("terraform-old"), services: [] },
    root: { id: sampleKeyId("root"), account: PROD, owner: rootOf(PROD), services: rootServices() },
    denied: { id: sampleKeyId("denied"), owner: ramUser("auditor"), services: [], refusal: "NoPermission" },
    failing: {
      id: sampleKeyId("failing"),
      owner: ramUser("mailer"),
      services: [],
      refusal: "ServiceUnavailable",
    },
    elsewhere: { id: sampleKeyId("elsewhere"), owner: ramUser("partner"), services: [] },
    dev: { id: sampleKeyId("dev"), account: DEV, owner: ramUser("bob"), services: devServices() },
    temporary: { id: sampleTemporaryId("temporary"), owner: ramUser("session"), services: [] },
  };
}

function ciServices(): ServiceStory[] {
  return [
    { ...inHangzhou(SERVICES.ecs), uses: everyEcsEvent() },
    {
      ...inHangzhou(SERVICES.oss, "DataEvent"),
      uses: [
        used(26 * HOUR, "PutObject", RUNNER, ["ACS::OSS::Bucket", "web-release"]),
        used(27 * HOUR, "HeadObject", RUNNER, ["ACS::OSS::Bucket", "web-release"]),
        used(3 * DAY, "ListObjects", OTHER_RUNNER, ["ACS::OSS::Bucket", "build-cache"]),
        used(9 * DAY, "DeleteObject", RUNNER, ["ACS::OSS::Bucket", "build-cache"]),
      ],
    },
    {
      ...inHangzhou(SERVICES.containerRegistry),
      uses: [
        used(5 * DAY + 4 * HOUR, "GetAuthorizationToken", OTHER_RUNNER, ["ACS::CR::Instance", "cri-sample"]),
        used(12 * DAY, "ListRepoTag", RUNNER, ["ACS::CR::Repository", "shop/web"]),
      ],
    },
    {
      ...inHangzhou(SERVICES.logs),
      uses: [used(32 * DAY + 6 * HOUR, "CreateLogstore", RUNNER)],
      withoutDetail: true,
    },
    {
      ...inHangzhou(SERVICES.ram),
      uses: [
        used(118 * DAY, "ListUsers", RUNNER),
        used(119 * DAY, "GetUser", RUNNER, ["ACS::RAM::User", "alice"]),
      ],
    },
    { ...inHangzhou(SERVICES.actionTrail), uses: [used(260 * DAY, "LookupEvents", BASTION)] },
  ];
}

function staleServices(): ServiceStory[] {
  return [
    {
      ...inHangzhou(SERVICES.oss, "DataEvent"),
      uses: [
        used(200 * DAY + 5 * HOUR, "PutObject", "198.51.100.80", ["ACS::OSS::Bucket", "nightly-backup"]),
        used(201 * DAY, "ListObjects", "198.51.100.80", ["ACS::OSS::Bucket", "nightly-backup"]),
      ],
    },
    {
      ...inHangzhou(SERVICES.databases),
      uses: [
        used(214 * DAY, "CreateBackup", "198.51.100.80", ["ACS::RDS::DBInstance", "rm-sample0001"]),
        used(215 * DAY, "DescribeBackups", "198.51.100.80", ["ACS::RDS::DBInstance", "rm-sample0001"]),
      ],
    },
  ];
}

function rootServices(): ServiceStory[] {
  return [
    { ...inHangzhou(SERVICES.billing, "Internal"), uses: [used(4 * MINUTE, "QueryAccountBalance", BASTION)] },
    {
      ...inHangzhou(SERVICES.ram),
      uses: [
        used(9 * DAY, "CreateAccessKey", BASTION, ["ACS::RAM::User", "alice"]),
        used(9 * DAY + HOUR, "AttachPolicyToUser", BASTION, ["ACS::RAM::User", "alice"]),
      ],
    },
    { ...inHangzhou(SERVICES.networks), uses: [used(73 * DAY, "DescribeVpcs", RUNNER)] },
  ];
}

function devServices(): ServiceStory[] {
  return [
    {
      service: SERVICES.ecs,
      region: "ap-southeast-1",
      source: "ManagementEvent",
      uses: [
        used(25 * HOUR, "RunInstances", "203.0.113.99", ["ACS::ECS::Instance", "i-dev0001"]),
        used(2 * DAY, "DescribeImages", "203.0.113.99"),
      ],
    },
    {
      service: SERVICES.networks,
      region: "ap-southeast-1",
      source: "ManagementEvent",
      uses: [used(40 * DAY, "CreateVSwitch", "203.0.113.99", ["ACS::VPC::VSwitch", "vsw-dev0001"])],
    },
  ];
}

/** More different events than two pages hold, each some 17 % longer ago than the one before: three hours to half a year. */
function everyEcsEvent(): Use[] {
  return ECS_EVENTS.map((event, index) => {
    const ip = index % 7 === 3 ? OTHER_RUNNER : index % 16 === 11 ? BASTION : RUNNER;
    const instance: [string, string] = [
      "ACS::ECS::Instance",
      `i-bp1sample${String(index % 31).padStart(2, "0")}`,
    ];
    return used((3 * HOUR + 8 * MINUTE) * 1.17 ** index, event, ip, index % 5 === 4 ? undefined : instance);
  });
}

const ECS_EVENTS: readonly string[] = (
  "DescribeInstances StartInstance DescribeDisks RunInstances StopInstance RebootInstance DescribeImages " +
  "DescribeSecurityGroups AuthorizeSecurityGroup RevokeSecurityGroup CreateSecurityGroup DeleteSecurityGroup " +
  "DescribeSecurityGroupAttribute AllocatePublicIpAddress AttachDisk DetachDisk CreateDisk DeleteDisk ResizeDisk " +
  "CreateSnapshot DeleteSnapshot DescribeSnapshots CreateImage CopyImage DeleteImage ModifyImageSharePermission " +
  "DescribeRegions DescribeZones DescribeInstanceTypes DescribeAvailableResource DescribeInstanceStatus " +
  "DescribeInstanceAttribute ModifyInstanceAttribute ModifyInstanceSpec ReplaceSystemDisk DeleteInstance " +
  "DescribeKeyPairs CreateKeyPair ImportKeyPair AttachKeyPair DetachKeyPair DeleteKeyPairs RunCommand " +
  "DescribeInvocations DescribeInvocationResults TagResources UntagResources DescribeNetworkInterfaces"
).split(" ");

function inHangzhou(service: ServiceName, source = "ManagementEvent"): Omit<ServiceStory, "uses"> {
  return { service, region: "cn-hangzhou", source };
}

function used(
  agoMs: number,
  event: string,
  ip: string,
  resource?: readonly [type: string, name: string],
): Use {
  const [type, name] = resource ?? [];
  return {
    agoMs: Math.round(agoMs),
    event,
    ip,
    ...(type !== undefined && name !== undefined && { resource: { type, name } }),
  };
}

function ramUser(name: string): SampleOwner {
  return { type: "ram-user", name, id: sampleNumber(`user ${name}`, 18) };
}

function rootOf(account: string): SampleOwner {
  return { type: "root-account", name: "root", id: accountIdOf(account) };
}
