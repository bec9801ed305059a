import * as l10n from "@vscode/l10n";
import type { Account } from "../../core/usage/account";
import { UsageError } from "../../core/usage/errors";

/** A record of a use that does not tell when: nobody may read it as "no use". */
export function useWithoutTime({ name }: Account, requestId?: string): UsageError {
  const message = l10n.t(
    "Account {0} answered that the key was used, but not when. Look at the key in the console.",
    name,
  );
  return new UsageError("unreadable", message, {
    code: "UseWithoutTime",
    ...(requestId !== undefined && { requestId }),
  });
}

/** An answer that names another key than the one that was asked about. */
export function anotherKey({ name }: Account, requestId?: string): UsageError {
  const message = l10n.t(
    "Account {0} answered about another key, so nothing was concluded from it. Try again.",
    name,
  );
  return new UsageError("unreadable", message, {
    code: "AnotherKey",
    ...(requestId !== undefined && { requestId }),
  });
}
