import { sampleKeys, type SampleKeys } from "./alibaba/story";

/** Whom the sample cloud is about. */
export interface SampleStory {
  /** Each key by what it is there to show. */
  readonly keys: SampleKeys;
  /** The keys that the sample's user looks after, as their settings would list them. */
  readonly listed: readonly ListedKey[];
}

/** A key in somebody's list, with the name that they gave it. */
export interface ListedKey {
  readonly provider: "alibaba";
  readonly kind: "access-key" | "temporary-key";
  readonly id: string;
  readonly label: string;
}

/** The story, always the same. */
export function sampleStory(): SampleStory {
  const keys = sampleKeys();
  const listed = (Object.keys(LABELS) as (keyof SampleKeys)[]).map((role): ListedKey => ({
    provider: "alibaba",
    kind: role === "temporary" ? "temporary-key" : "access-key",
    id: keys[role].id,
    label: LABELS[role],
  }));
  return { keys, listed };
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
