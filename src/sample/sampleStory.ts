import { keylessUsers, unlistedKeys, type UnlistedKeys } from "./alibaba/inventoryStory";
import type { SampleUser } from "./alibaba/sampleKey";
import { sampleKeys, type SampleKeys } from "./alibaba/story";
import type { SampleSubAccount } from "./ncloud/sampleSubAccount";
import { ncloudKeys, subAccounts, type NcloudKeys } from "./ncloud/story";

/** Whom the sample cloud is about. */
export interface SampleStory {
  /** Each key of Alibaba Cloud by what it is there to show. */
  readonly keys: SampleKeys;
  /** Keys of Alibaba Cloud that only the accounts' own lists have. */
  readonly unlisted: UnlistedKeys;
  /** Users of Alibaba Cloud who have no key. */
  readonly keyless: readonly SampleUser[];
  /** Each key of NAVER Cloud by what it is there to show. */
  readonly ncloud: NcloudKeys;
  /** Whose the access keys of NAVER Cloud are. */
  readonly subAccounts: readonly SampleSubAccount[];
  /** The keys that the sample's user looks after, as their settings would list them. */
  readonly listed: readonly ListedKey[];
}

/** A key in somebody's list, with the name that they gave it. */
export interface ListedKey {
  readonly provider: "alibaba" | "ncloud";
  readonly kind: "access-key" | "temporary-key" | "kms-key";
  readonly id: string;
  readonly label: string;
}

/** The story, always the same. */
export function sampleStory(): SampleStory {
  const keys = sampleKeys();
  const ncloud = ncloudKeys();
  return {
    keys,
    unlisted: unlistedKeys(),
    keyless: keylessUsers(),
    ncloud,
    subAccounts: subAccounts(ncloud),
    listed: [...listed(keys), ...listedOfNcloud(ncloud)],
  };
}

function listed(keys: SampleKeys): ListedKey[] {
  return (Object.keys(LABELS) as (keyof SampleKeys)[]).map((role) => ({
    provider: "alibaba",
    kind: role === "temporary" ? "temporary-key" : "access-key",
    id: keys[role].id,
    label: LABELS[role],
  }));
}

function listedOfNcloud(keys: NcloudKeys): ListedKey[] {
  return (Object.keys(NCLOUD_LABELS) as (keyof NcloudKeys)[]).map((role) => ({
    provider: "ncloud",
    kind: role.startsWith("kms") ? "kms-key" : "access-key",
    id: keys[role].id,
    label: NCLOUD_LABELS[role],
  }));
}

const LABELS: Readonly<Record<keyof SampleKeys, string>> = {
  ci: "CI deploy",
  stale: "nightly backup",
  idle: "old Terraform",
  root: "billing report",
  dev: "development",
  denied: "audit",
  failing: "mail",
  elsewhere: "partner feed",
  temporary: "debug session",
};

const NCLOUD_LABELS: Readonly<Record<keyof NcloudKeys, string>> = {
  kmsUsed: "orders",
  kmsSystem: "backup vault",
  kmsConsole: "token signing",
  kmsDisabled: "legacy files",
  kmsDeleting: "old reports",
  kmsIdle: "spare key",
  subInUse: "CI runner",
  subIdle: "old batch",
  subUnused: "CI runner, spare",
  mainAccount: "main account",
};
