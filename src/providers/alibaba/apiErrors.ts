import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { UsageError } from "../../core/usage/errors";
import { noReply, notTheClouds } from "../common/noAnswer";
import { requestIdText, shownText } from "../common/shownText";
import type { ApiReply } from "./sdk/apiReply";

/** What a call was about, for the sentence that says how it failed. */
export interface CallContext {
  readonly account: string;
  readonly operation: string;
  /** The permission that the call needs, and in which of KeyTrail's policies it is. */
  readonly needs: string;
  readonly policy: "minimal" | "inventory";
  /** Host and port only. */
  readonly host: string;
}

/** The reply's body if the call succeeded; throws the `UsageError` that says what went wrong otherwise. */
export function bodyOf(reply: ApiReply, context: CallContext): unknown {
  if (reply.kind === "no-reply") throw noReply(reply.code, context);
  const body = v.safeParse(ERROR_BODY, reply.body);
  // An error code under HTTP 200 is an error all the same.
  const code = body.success ? shownText(body.output.Code ?? body.output.code) : undefined;
  if (reply.status >= 200 && reply.status < 300 && code === undefined) {
    if (reply.body === undefined) throw notAlibabas(reply, context);
    return reply.body;
  }
  if (!body.success || code === undefined) throw notAlibabas(reply, context);
  throw refused(reply, code, body.output, context);
}

/** The ID that the cloud gave the request, out of any body. */
export function requestIdOf(body: unknown): string | undefined {
  const parsed = v.safeParse(ERROR_BODY, body);
  return parsed.success ? requestIdText(parsed.output.RequestId ?? parsed.output.requestId) : undefined;
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
  const { account, operation, policy } = context;
  const requestId = requestIdOf(body) ?? requestIdText(reply.requestId);
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
  if (requestId === undefined && !code.startsWith("NoPermission")) return notAlibabas(reply, context);
  if (code.startsWith("NoPermission") || code.startsWith("Forbidden") || status === 403) {
    const needs = deniedAction(body.AccessDeniedDetail) ?? context.needs;
    const message =
      policy === "minimal"
        ? l10n.t(
            "Account {0} lacks the permission {1}. Copy the minimal policy and attach it to the account's identity in the RAM console.",
            account,
            needs,
          )
        : l10n.t(
            "Account {0} lacks the permission {1}. Copy the policy for listing all keys and attach it to the account's identity in the RAM console.",
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
  const said = shownText(body.Message ?? body.message, 300) ?? "";
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
function saysUnknownKey(status: number, code: string, operation: string): boolean {
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

function notAlibabas(reply: Reply, { host }: CallContext): UsageError {
  return notTheClouds(reply, { host, cloud: "Alibaba Cloud" });
}
