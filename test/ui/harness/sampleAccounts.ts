import type { SampleAccount, SampleCloud } from "../../../src/sample/sampleCloud";
import type { WorkbenchOptions } from "./workbenchOptions";

/** Where the `aliyun` command keeps its profiles, in a home folder. */
export const CLI_FILE = ".aliyun/config.json";

/** Where NAVER Cloud's command keeps its profiles, in a home folder. */
const NCLOUD_FILE = ".ncloud/configure";

type Provider = SampleAccount["provider"];

/**
 * A window whose accounts are the sample clouds', set up as people have them: profiles, and settings that name these.
 * Alibaba Cloud's alone unless told otherwise.
 */
export function withAccounts(
  cloud: SampleCloud,
  providers: readonly Provider[] = ["alibaba"],
): Pick<Required<WorkbenchOptions>, "settings" | "homeFiles"> {
  const accounts = cloud.accounts.filter(({ provider }) => providers.includes(provider));
  const of = (wanted: Provider) => accounts.filter(({ provider }) => provider === wanted);
  return {
    settings: {
      "keytrail.accounts": accounts.map(({ name, provider }) => ({
        ...{ name, provider, credentials: `profile:${name}`, endpoint: cloud.origin },
        ...(provider === "alibaba" && { region: "cn-hangzhou" }),
      })),
    },
    homeFiles: {
      [CLI_FILE]: cliFile(of("alibaba").map(accessKeyProfile)),
      [NCLOUD_FILE]: of("ncloud").map(ncloudProfile).join("\n"),
    },
  };
}

/** The entry of `keytrail.keys` for every key of these clouds that the sample's user looks after. */
export function listedKeys(
  { story }: SampleCloud,
  providers: readonly Provider[] = ["alibaba"],
): readonly { readonly id: string; readonly label: string }[] {
  return story.listed
    .filter(({ provider }) => providers.includes(provider))
    .map(({ id, label }) => ({ id, label }));
}

function ncloudProfile({ name, accessKeyId, accessKeySecret }: SampleAccount): string {
  return [
    `[${name}]`,
    `ncloud_access_key_id = ${accessKeyId}`,
    `ncloud_secret_access_key = ${accessKeySecret}`,
    "",
  ].join("\n");
}

/** The file of the `aliyun` command with these profiles. */
export function cliFile(profiles: readonly Readonly<Record<string, unknown>>[]): string {
  return JSON.stringify({ current: profiles[0]?.["name"], profiles }, undefined, 2);
}

/** A profile that signs with an account's AccessKey. */
export function accessKeyProfile({
  name,
  accessKeyId,
  accessKeySecret,
}: SampleAccount): Record<string, unknown> {
  return {
    ...{ name, mode: "AK", region_id: "cn-hangzhou" },
    ...{ access_key_id: accessKeyId, access_key_secret: accessKeySecret },
  };
}
