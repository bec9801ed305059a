import * as l10n from "@vscode/l10n";
import { UsageError } from "../../../core/usage/errors";

// Every error of this folder is made of our own sentences. What a library, a server, a command or JSON.parse says about
// a failure may quote the very secrets it failed on, so their texts are neither shown nor kept, not even as `cause`.

/** The account's credentials are missing, incomplete, refused or expired. */
export function credentialsProblem(code: string, message: string, requestId?: string): UsageError {
  return new UsageError("credentials", message, { code, ...(requestId !== undefined && { requestId }) });
}

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

/** The value of a `code` property that has the shape of a system error's, which cannot hold a secret. */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" && /^[A-Z][A-Z0-9_]{2,39}$/.test(error.code) ? error.code : undefined;
}

const CERTIFICATE_CODES = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;
