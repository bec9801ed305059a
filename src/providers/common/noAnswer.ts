import * as l10n from "@vscode/l10n";
import { UsageError } from "../../core/usage/errors";
import { requestIdText } from "./shownText";

/** Whose call it was, and where it went. */
export interface Asked {
  readonly account: string;
  /** Host and port only. */
  readonly host: string;
}

/** What is known of a reply that nobody can read. */
export interface StrangeReply {
  /** HTTP status; 0 when not even that is known. */
  readonly status: number;
  /** From a header that only the cloud's gateway sends. */
  readonly requestId?: string;
  readonly retryAfterMs?: number;
}

/** A reply that is not the API's: a proxy's page, or JSON that arrived in part. */
export function notTheClouds(
  { status, requestId, retryAfterMs }: StrangeReply,
  { host, cloud }: { readonly host: string; readonly cloud: string },
): UsageError {
  if (status === 407) {
    return new UsageError("network", l10n.t("The proxy asks for a login. Check the setting http.proxy."), {
      code: "HTTP 407",
    });
  }
  const gatewayId = requestIdText(requestId);
  const message =
    status === 0 || gatewayId !== undefined
      ? l10n.t(
          "The answer from {0} arrived damaged. Try again; if it goes on, check the proxy settings and the account's endpoint.",
          host,
        )
      : l10n.t(
          "The answer from {0} (status {1}) is not {2}'s. A proxy, a gateway or a sign-in page may have answered instead: check the network, the setting http.proxy and the account's endpoint.",
          host,
          status,
          cloud,
        );
  return new UsageError("unreadable", message, {
    code: status === 0 ? "Unreadable" : `HTTP ${status}`,
    transient: status >= 500 || status === 429,
    ...(gatewayId !== undefined && { requestId: gatewayId }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** Nothing came back; `code` is Node's, or `Timeout`. */
export function noReply(code: string, { account, host }: Asked): UsageError {
  if (code === "Timeout" || code === "ETIMEDOUT") {
    const message = l10n.t(
      "{0} did not answer in time. Check the network and the proxy settings, then try again.",
      host,
    );
    return new UsageError("timeout", message, { code: "Timeout" });
  }
  if (code === "ECONNRESET" || code === "EPIPE") {
    const message = l10n.t(
      "The connection to {0} was cut. Try again; if it goes on, check the proxy settings.",
      host,
    );
    return new UsageError("network", message, { code, transient: true });
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    const message = l10n.t(
      "There is no network, or no host {0}. Check the connection, and the account's region or endpoint.",
      host,
    );
    return new UsageError("network", message, { code });
  }
  if (code === "ERR_INVALID_CHAR") {
    const message = l10n.t(
      "The AccessKey ID or the security token of account {0} holds characters that none can have. Enter or configure it again.",
      account,
    );
    return new UsageError("credentials", message, { code });
  }
  if (/^(EPROTO|ERR_SSL|HPE)/.test(code)) {
    const message = l10n.t(
      "{0} does not speak the expected protocol ({1}). Check the account's endpoint and the proxy settings.",
      host,
      code,
    );
    return new UsageError("network", message, { code });
  }
  if (/CERT|SIGNED|TLS|SIGNATURE/.test(code)) {
    const message = l10n.t(
      "The certificate of {0} is not trusted ({1}). A proxy may be reading the connection; add its certificate to the system.",
      host,
      code,
    );
    return new UsageError("network", message, { code });
  }
  return new UsageError(
    "network",
    l10n.t("{0} cannot be reached ({1}). Check the network and the proxy settings.", host, code),
    {
      code,
    },
  );
}
