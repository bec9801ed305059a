import * as l10n from "@vscode/l10n";
import type { Account } from "../../core/usage/account";
import { UsageError } from "../../core/usage/errors";

/** The account certainly has the key, so that "not found" is not about the key. */
export function noAnswerAboutUse({ name }: Account, { code, requestId }: UsageError): UsageError {
  const message = l10n.t(
    "Account {0} has this key, but NAVER Cloud does not answer about its use ({1}). Look at the key in the console.",
    name,
    code,
  );
  return new UsageError("unreadable", message, { code, ...(requestId !== undefined && { requestId }) });
}
