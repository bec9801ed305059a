import * as l10n from "@vscode/l10n";
import { UsageError } from "../../core/usage/errors";
import { noReply, notTheClouds } from "../common/noAnswer";
import { requestIdText, shownText } from "../common/shownText";
import { hasSuccessCode, isAboutOneKey, permissionOf, type Operation } from "./operations";
import type { ApiReply } from "./wire/apiReply";
import { isSuccess, readBody, type WireError } from "./wire/errorEnvelope";
import { foldNames } from "./wire/fields";

/** What a call was about, for the sentence that says how it failed. */
export interface CallContext {
  readonly account: string;
  readonly operation: Operation;
  /** Host and port only. */
  readonly host: string;
  /** When the answer came, in milliseconds since the epoch. */
  readonly now: number;
}

/** The reply's body if the call succeeded; throws the `UsageError` that says what went wrong otherwise. */
export function bodyOf(reply: ApiReply, context: CallContext): unknown {
  if (reply.kind === "no-reply") throw noReply(reply.code, context);
  const { status } = reply;
  if (status >= 300 && status < 400) throw redirected(reply, context);
  const { json, error } = readBody(reply.text);
  if (error && !(error.isFrameworks && status < 300)) throw refused(reply, error, context);
  if (status < 200 || status >= 300 || json === undefined) throw notNcloudsOwn(reply, context);
  // A success without the word is in a form that nobody knows.
  if (hasSuccessCode(context.operation) && !isSuccess(foldNames(json)["code"]))
    throw notNcloudsOwn(reply, context);
  return json;
}

type Reply = Extract<ApiReply, { kind: "reply" }>;

type Refusal = "denied" | "credentials" | "not-found" | "throttled" | "server" | "invalid";

/** The gateway's codes, and what they mean; 210 comes with a 401 too. */
const GATEWAY_CODES: Readonly<Record<string, Refusal>> = {
  "100": "invalid",
  "200": "credentials",
  "210": "denied",
  "300": "not-found",
  "400": "throttled",
  "410": "throttled",
  "420": "throttled",
  "430": "invalid",
  "500": "server",
  "510": "server",
  "900": "server",
};

/** KMS says in words what is wrong. The list of its documents is cut short, so the words are taken for what they say. */
const WORDS: readonly (readonly [pattern: RegExp, refusal: Refusal])[] = [
  [/FORBIDDEN|PERMISSION|ACCESS_?DENIED/, "denied"],
  [/UNAUTHORI[SZ]|AUTHENTICATION/, "credentials"],
  [/NOT_?FOUND|NOT_?EXIST/, "not-found"],
  [/TOO_?MANY|THROTTL|QUOTA|RATE_?LIMIT/, "throttled"],
  [/INTERNAL|UNAVAILABLE|TIMEOUT/, "server"],
];

function refusalOf(status: number, code: string | undefined): Refusal {
  const word = WORDS.find(([pattern]) => pattern.test(code?.toUpperCase() ?? ""));
  const byCode = word?.[1] ?? (code === undefined ? undefined : GATEWAY_CODES[code]);
  switch (status) {
    case 401:
      return byCode === "denied" ? "denied" : "credentials";
    case 403:
      return "denied";
    case 404:
      return "not-found";
    case 429:
      return "throttled";
    default:
      if (status >= 500) return "server";
      // With any other status a number may be somebody else's; a word, or the gateway's number under a success, is not.
      return word?.[1] ?? (status < 300 ? byCode : undefined) ?? "invalid";
  }
}

function refused(reply: Reply, error: WireError, context: CallContext): UsageError {
  const { account, operation } = context;
  const said = shownText(error.code);
  const refusal = refusalOf(reply.status, said);
  const requestId = requestIdText(reply.requestId);
  const code = said ?? `HTTP ${reply.status}`;
  const details = { code, ...(requestId !== undefined && { requestId }) };
  switch (refusal) {
    case "denied": {
      const needs = permissionOf(operation);
      const message = l10n.t(
        "Account {0} may not call {1}. Give the sub account that its access key belongs to a policy that allows it, in the Sub Account console.",
        account,
        needs,
      );
      return new UsageError("denied", message, { ...details, needs });
    }
    case "credentials":
      return notAccepted(reply, details, context);
    case "not-found":
      // Frameworks answer so for any path, and may stand on any host: what nobody vouches for says nothing about a key.
      if (error.isFrameworks && requestId === undefined) return notNcloudsOwn(reply, context);
      if (!isAboutOneKey(operation)) return wentAstray(details, context);
      return new UsageError("not-found", l10n.t("Account {0} does not have this key.", account), details);
    case "throttled":
      return new UsageError(
        "throttled",
        l10n.t("NAVER Cloud is limiting requests right now. Try again in a minute."),
        { ...details, ...(reply.retryAfterMs !== undefined && { retryAfterMs: reply.retryAfterMs }) },
      );
    case "server":
      return new UsageError(
        "server",
        l10n.t(
          "NAVER Cloud failed to answer (status {0}, {1}). Try again in a few minutes.",
          reply.status,
          code,
        ),
        { ...details, ...(reply.retryAfterMs !== undefined && { retryAfterMs: reply.retryAfterMs }) },
      );
    case "invalid":
      return new UsageError(
        "invalid",
        l10n.t("NAVER Cloud refused the request ({0}): {1}", code, shownText(error.message, 300) ?? ""),
        details,
      );
  }
}

/** Nothing is there for a question that names no key, which every account may ask: it was asked in the wrong place. */
function wentAstray(
  details: { readonly code: string; readonly requestId?: string },
  { account, operation, host }: CallContext,
): UsageError {
  const message = l10n.t(
    "{0} does not know {1} ({2}), so nothing was concluded about the key. The site or the endpoint of account {3} may be wrong: check them in the setting keytrail.accounts.",
    host,
    operation,
    details.code,
    account,
  );
  return new UsageError("unreadable", message, details);
}

/** The gateway refuses a wrong signature and a wrong time with the same words; its own clock tells them apart. */
function notAccepted(
  { date }: Reply,
  details: { readonly code: string; readonly requestId?: string },
  { account, now }: CallContext,
): UsageError {
  if (date === undefined) {
    const message = l10n.t(
      "NAVER Cloud does not accept the requests of account {0}: either its access key or secret key is wrong or disabled, or this machine's clock is off by more than 5 minutes. Check both.",
      account,
    );
    return new UsageError("credentials", message, details);
  }
  if (Math.abs(date - now) > CLOCK_TOLERANCE_MS) {
    const message = l10n.t(
      "This machine's clock differs from NAVER Cloud's by more than 5 minutes, so the request was refused. Set the clock and try again.",
    );
    return new UsageError("clock", message, details);
  }
  const message = l10n.t(
    "NAVER Cloud does not accept the access key or the secret key of account {0}. They may be wrong, disabled, deleted, or of another site. Check the account's credentials.",
    account,
  );
  return new UsageError("credentials", message, details);
}

/** Documented; `Date` has no fractions of a second, and the answer took its time, so nobody need be exact here. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

function redirected({ status }: Reply, { host }: CallContext): UsageError {
  const message = l10n.t(
    "{0} answered with a redirect (status {1}). KeyTrail does not follow it, because a signed request must not go anywhere else. Check the account's endpoint and the proxy settings.",
    host,
    status,
  );
  return new UsageError("unreadable", message, { code: `HTTP ${status}` });
}

function notNcloudsOwn(reply: Reply, { host }: CallContext): UsageError {
  return notTheClouds(reply, { host, cloud: "NAVER Cloud" });
}
