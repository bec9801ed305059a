import type { SampleAccount, SampleCloud } from "../../../src/sample/sampleCloud";
import type { WorkbenchOptions } from "./workbenchOptions";

/** Where the `aliyun` command keeps its profiles, in a home folder. */
export const CLI_FILE = ".aliyun/config.json";

/** A window whose accounts are the sample cloud's, set up as people have them: profiles, and settings that name these. */
export function withAccounts(cloud: SampleCloud): Pick<Required<WorkbenchOptions>, "settings" | "homeFiles"> {
  return {
    settings: {
      "keytrail.accounts": ofAlibaba(cloud.accounts).map(({ name }) => ({
        ...{ name, provider: "alibaba", credentials: `profile:${name}` },
        ...{ region: "cn-hangzhou", endpoint: cloud.origin },
      })),
    },
    homeFiles: { [CLI_FILE]: cliFile(ofAlibaba(cloud.accounts).map(accessKeyProfile)) },
  };
}

/** The entry of `keytrail.keys` for every key that the sample's user looks after. */
export function listedKeys({
  story,
}: SampleCloud): readonly { readonly id: string; readonly label: string }[] {
  return ofAlibaba(story.listed).map(({ id, label }) => ({ id, label }));
}

/** What there is of Alibaba Cloud in a list. */
function ofAlibaba<T extends { readonly provider: string }>(list: readonly T[]): T[] {
  return list.filter(({ provider }) => provider === "alibaba");
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
