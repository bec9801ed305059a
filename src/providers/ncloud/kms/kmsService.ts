import * as l10n from "@vscode/l10n";
import type { Service } from "../../../core/usage/keyUsage";

/** The one service that keeps records of KMS keys. The cloud gives it no code, so this is ours. */
export function kmsService(): Service {
  return { code: "Kms", name: l10n.t("Key Management Service") };
}
