import type { KeyRef } from "../core/usage/key";

/** The variable that the tools of a key's cloud read such an ID from; absent where they read it from none. */
export function environmentNameOf({ provider, kind }: Pick<KeyRef, "provider" | "kind">): string | undefined {
  return NAMES[provider]?.[kind];
}

const NAMES: Readonly<Record<string, Partial<Readonly<Record<KeyRef["kind"], string>>>>> = {
  alibaba: { "access-key": "ALIBABA_CLOUD_ACCESS_KEY_ID", "temporary-key": "ALIBABA_CLOUD_ACCESS_KEY_ID" },
  ncloud: { "access-key": "NCLOUD_ACCESS_KEY_ID", "kms-key": "NCLOUD_KMS_KEY_TAG" },
};
