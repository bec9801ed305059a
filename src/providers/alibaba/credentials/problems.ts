import * as l10n from "@vscode/l10n";
import { UsageError } from "../../../core/usage/errors";

/** The asker went away; a signal that was aborted with one of our errors says so itself. */
export function cancelled(signal: AbortSignal): UsageError {
  if (signal.reason instanceof UsageError) return signal.reason;
  return new UsageError("cancelled", l10n.t("The look-up was cancelled."), { code: "Cancelled" });
}

/** Nobody could be reached to get credentials from. `party` is who was asked. */
export function unreachable(party: string, code: string): UsageError {
  if (CERTIFICATE_CODES.test(code)) {
    return new UsageError(
      "network",
      l10n.t(
        "The certificate of {0} is not trusted on this machine. A proxy may be in between: check VS Code's proxy settings ({1}).",
        party,
        code,
      ),
      { code },
    );
  }
  return new UsageError(
    "network",
    l10n.t("{0} cannot be reached. Check the network connection and the proxy ({1}).", party, code),
    { code, transient: code === "ECONNRESET" || code === "EAI_AGAIN" },
  );
}

/** Nobody answered in time. */
export function tookTooLong(party: string, limitMs: number): UsageError {
  return new UsageError(
    "timeout",
    l10n.t("{0} did not answer within {1} seconds. Try again.", party, limitMs / 1000),
    {
      code: "Timeout",
    },
  );
}

const CERTIFICATE_CODES = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;
