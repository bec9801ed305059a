import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { UsageError } from "../../core/usage/errors";
import { redact } from "../../core/util/redact";
import { permissionOf, type Operation } from "./permissions";
import type { ApiReply } from "./sdk/apiReply";

/** What a call was about, for the sentence that says how it failed. */
export interface CallContext {
  readonly account: string;
  readonly operation: Operation;
  /** Host and port only. */
  readonly host: string;
}

/** The reply's body if the call succeeded; throws the `UsageError` that says what went wrong otherwise. */
export function bodyOf(reply: ApiReply, context: CallContext): unknown {
  if (reply.kind === "no-reply") throw noReply(reply.code, context);
  const body = v.safeParse(ERROR_BODY, reply.body);
  // An error code under HTTP 200 is an error all the same.
  const code = body.success ? text(body.output.Code ?? body.output.code) : undefined;
  if (reply.status >= 200 && reply.status < 300 && code === undefined) {
    if (reply.body === undefined) throw notJson(reply, context);
    return reply.body;
  }
  if (!body.success || code === undefined) throw notJson(reply, context);
  throw refused(reply, code, body.output, context);
}

/** The ID that the cloud gave the request, out of any body. */
export function requestIdOf(body: unknown): string | undefined {
  const parsed = v.safeParse(ERROR_BODY, body);
  return parsed.success ? idText(parsed.output.RequestId ?? parsed.output.requestId) : undefined;
}

type Reply = Extract<ApiReply, { kind: "reply" }>;

const LOOSE_TEXT = v.optional(v.unknown());

const ERROR_BODY = v.looseObject({
  Code: LOOSE_TEXT,
  code: LOOSE_TEXT,
  Message: LOOSE_TEXT,
  message: LOOSE_TEXT,
  RequestId: LOOSE_TEXT,
  requestId: LOOSE_TEXT,
  AccessDeniedDetail: LOOSE_TEXT,
});

type ErrorBody = v.InferOutput<typeof ERROR_BODY>;

function refused(reply: Reply, code: string, body: ErrorBody, context: CallContext): UsageError {
  const { status, retryAfterMs } = reply;
  const { account, operation } = context;
  const requestId = requestIdOf(body) ?? idText(reply.requestId);
  const details = {
    code,
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };

  if (code.startsWith("Throttling") || retryAfterMs !== undefined || status === 429) {
    return new UsageError(
      "throttled",
      l10n.t("Alibaba Cloud is limiting requests right now. Try again in a minute."),
      details,
    );
  }
  if (code.startsWith("InvalidAccessKeyId")) {
    const message =
      code === "InvalidAccessKeyId.Inactive"
        ? l10n.t(
            "The AccessKey that account {0} signs with is disabled. Enable it, or give the account another one.",
            account,
          )
        : l10n.t(
            "Alibaba Cloud does not know the AccessKey that account {0} signs with. It may be deleted, belong to another site, or be an expired temporary one. Check the account's credentials.",
            account,
          );
    return new UsageError("credentials", message, details);
  }
  if (code === "SignatureDoesNotMatch" || code === "IncompleteSignature") {
    const message = l10n.t(
      "The AccessKey secret of account {0} is wrong. Enter or configure it again.",
      account,
    );
    return new UsageError("credentials", message, details);
  }
  if (code.startsWith("InvalidSecurityToken") || code === "MissingSecurityToken") {
    const message = code.endsWith("Expired")
      ? l10n.t("The temporary credentials of account {0} have expired. Sign in again to renew them.", account)
      : l10n.t(
          "The security token of account {0} does not fit its AccessKey. Renew the temporary credentials.",
          account,
        );
    return new UsageError("credentials", message, details);
  }
  if (code.startsWith("InvalidTimeStamp")) {
    const message = l10n.t(
      "This machine's clock differs from Alibaba Cloud's by more than 15 minutes, so the request was refused. Set the clock and try again.",
    );
    return new UsageError("clock", message, details);
  }
  // From here on a status or a common word decides. Every error of the API has a request ID; one without may be some
  // gateway's own, and says nothing about the account or the key.
  if (requestId === undefined && !code.startsWith("NoPermission")) return notJson(reply, context);
  if (code.startsWith("NoPermission") || code.startsWith("Forbidden") || status === 403) {
    const needs = deniedAction(body.AccessDeniedDetail) ?? permissionOf(operation);
    const message = l10n.t(
      "Account {0} lacks the permission {1}. Copy the minimal policy and attach it to the account's identity in the RAM console.",
      account,
      needs,
    );
    return new UsageError("denied", message, { ...details, needs });
  }
  if (status >= 500 || code.startsWith("Internal") || code === "ServiceUnavailable") {
    const message = l10n.t(
      "Alibaba Cloud failed to answer (status {0}, {1}). Try again in a few minutes.",
      status,
      code,
    );
    return new UsageError("server", message, details);
  }
  if (saysUnknownKey(status, code, operation)) {
    return new UsageError("not-found", l10n.t("Account {0} does not have this AccessKey.", account), details);
  }
  if (code === "InvalidNextToken") {
    return new UsageError(
      "invalid",
      l10n.t("The list changed while it was being read. Load it again."),
      details,
    );
  }
  const said = text(body.Message ?? body.message, 300) ?? "";
  return new UsageError(
    "invalid",
    l10n.t("Alibaba Cloud refused the request ({0}): {1}", code, said),
    details,
  );
}

/**
 * No document says how the API answers for a key that is not the account's. The two operations whose only parameter
 * is the key can complain about nothing else, so both a 404 and a bad parameter mean this key.
 */
function saysUnknownKey(status: number, code: string, operation: Operation): boolean {
  if (status === 404) return !/^(InvalidAction|InvalidApi|InvalidVersion|InvalidProduct)/.test(code);
  const keyOnly = operation === "GetAccessKeyLastUsedInfo" || operation === "GetAccessKeyLastUsedProducts";
  return keyOnly && (code === "InvalidQueryParameter" || code === "InvalidParameterValue");
}

function deniedAction(detail: unknown): string | undefined {
  const parsed = v.safeParse(v.looseObject({ AuthAction: v.string() }), detail);
  // It is shown as a name to copy, so nothing but a name may stand there.
  return parsed.success && /^[\w-]{1,64}:[\w*-]{1,64}$/.test(parsed.output.AuthAction)
    ? parsed.output.AuthAction
    : undefined;
}

function notJson({ status, requestId, retryAfterMs }: Reply, { host }: CallContext): UsageError {
  if (status === 407) {
    return new UsageError("network", l10n.t("The proxy asks for a login. Check the setting http.proxy."), {
      code: "HTTP 407",
    });
  }
  const gatewayId = idText(requestId);
  const message =
    status === 0 || gatewayId !== undefined
      ? l10n.t(
          "The answer from {0} arrived damaged. Try again; if it goes on, check the proxy settings and the account's endpoint.",
          host,
        )
      : l10n.t(
          "The answer from {0} (status {1}) is not Alibaba Cloud's. A proxy, a gateway or a sign-in page may have answered instead: check the network, the setting http.proxy and the account's endpoint.",
          host,
          status,
        );
  return new UsageError("unreadable", message, {
    code: status === 0 ? "Unreadable" : `HTTP ${status}`,
    transient: status >= 500 || status === 429,
    ...(gatewayId !== undefined && { requestId: gatewayId }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function noReply(code: string, { account, host }: CallContext): UsageError {
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

/** A text of the cloud's, fit to be shown: short, and without anything secret that it may quote. */
function text(value: unknown, maxLength = 100): string | undefined {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return undefined;
  const shown = redact(value.slice(0, 10_000)).trim().slice(0, maxLength);
  // The SDK writes a missing code as the word.
  return shown === "" || shown === "undefined" ? undefined : shown;
}

/** A request ID as it came, because support asks for it; nothing else can stand in its place. */
function idText(value: unknown): string | undefined {
  const id = typeof value === "string" ? value.trim() : undefined;
  return id !== undefined && /^[\w-]{1,48}$/.test(id) && id !== "undefined" ? id : undefined;
}
