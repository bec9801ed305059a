import * as l10n from "@vscode/l10n";
import type { Account } from "../../core/usage/account";
import { UsageError } from "../../core/usage/errors";

/**
 * Where ActionTrail answers for an account: its own `endpoint`, else the host of its region. Settings were checked
 * when they were read; a region is checked once more, because it decides which host gets a signed request.
 */
export function endpointOf(account: Account): string {
  const { endpoint, region = DEFAULT_REGION } = account;
  if (endpoint !== undefined) return endpoint;
  if (isRegion(region)) return `https://${actionTrailHost(region)}`;
  throw new UsageError(
    "invalid",
    l10n.t(
      "Account {0}: {1} is not a region. Correct it in the setting keytrail.accounts.",
      account.name,
      region,
    ),
    { code: "InvalidRegion" },
  );
}

/** Where the console and the CLI start too; answers are taken to be the same from every region. */
const DEFAULT_REGION = "cn-hangzhou";

/** Source: the endpoint map of Alibaba's generated ActionTrail client, 2026-08. */
export function actionTrailHost(region: string): string {
  if (CENTRAL.has(region)) return "actiontrail.aliyuncs.com";
  if (VIA_TOKYO.has(region)) return "actiontrail.ap-northeast-1.aliyuncs.com";
  return `actiontrail.${region}.aliyuncs.com`;
}

/** What may stand in a host name as a region; anything else would let a setting choose the host. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2,}(-[a-z0-9]+)+$/.test(text) && text.length <= 40;
}

/** For the picker: the regions with a host of their own. */
export const REGIONS: readonly string[] = [
  "cn-hangzhou",
  "cn-shanghai",
  "cn-beijing",
  "cn-shenzhen",
  "cn-guangzhou",
  "cn-chengdu",
  "cn-qingdao",
  "cn-zhangjiakou",
  "cn-huhehaote",
  "cn-wulanchabu",
  "cn-heyuan",
  "cn-nanjing",
  "cn-zhongwei",
  "cn-hongkong",
  "cn-shanghai-finance-1",
  "cn-north-2-gov-1",
  "ap-southeast-1",
  "ap-southeast-3",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ap-southeast-8",
  "ap-northeast-1",
  "ap-northeast-2",
  "us-west-1",
  "us-east-1",
  "us-southeast-1",
  "na-south-1",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "me-east-1",
  "me-central-1",
];

const CENTRAL = new Set([
  "cn-hangzhou-finance",
  "cn-shenzhen-finance-1",
  "cn-beijing-finance-1",
  "cn-beijing-finance-pop",
  "cn-beijing-gov-1",
  "cn-hongkong-finance-pop",
  "cn-fujian",
  "cn-wuhan",
  "cn-edge-1",
]);

const VIA_TOKYO = new Set(["ap-northeast-2-pop", "eu-west-1-oxs", "rus-west-1-pop"]);
