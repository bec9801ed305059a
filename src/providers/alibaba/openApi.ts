import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { CALL_LIMITS, type CallRunner } from "../../core/calls/callRunner";
import type { Account } from "../../core/usage/account";
import { UsageError } from "../../core/usage/errors";
import { bodyOf, requestIdOf, type CallContext } from "./apiErrors";
import type { SigningCredentials } from "./credentials/signingCredentials";
import { parseAlibabaKey } from "./parseKey";
import type { ApiReply } from "./sdk/apiReply";
import type { ApiRequest } from "./sdk/openApiClient";

export type Send = (request: ApiRequest) => Promise<ApiReply>;

export interface OpenApiParts {
  readonly runner: CallRunner;
  readonly credentialsOf: (account: Account, signal: AbortSignal) => Promise<SigningCredentials>;
  /** A temporary credential was refused before its time; the next call needs another. */
  readonly onRefusedSession: () => void;
  /** Loads the SDK; called before every request, so the loader has to remember. */
  readonly loadSend: () => Promise<Send>;
}

/** Which operation of which product, and where it answers. */
export interface OpenApiQuestion extends Pick<CallContext, "operation" | "needs" | "policy"> {
  /** `https://host[:port][/path]`. */
  readonly endpoint: string;
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
  /** Tells apart operations of one name: each has a rate of its own. */
  readonly product: string;
}

/** Calls per second and operation, for each account. The documented limit is 50, shared with whoever else asks. */
const RATE_PER_SECOND = 20;

/** Calls Alibaba Cloud's products and parses what they answer. Rejects with `UsageError` only. */
export class OpenApi {
  constructor(private readonly parts: OpenApiParts) {}

  /** The AccessKey ID that the account signs with. */
  async signerOf(account: Account, signal: AbortSignal): Promise<string> {
    return (await this.parts.credentialsOf(account, signal)).accessKeyId;
  }

  async call<Schema extends v.GenericSchema>(
    account: Account,
    question: OpenApiQuestion,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<v.InferOutput<Schema>> {
    const { endpoint, product, operation, version, query, needs, policy } = question;
    const context = { account: account.name, operation, needs, policy, host: new URL(endpoint).host };
    const lane = {
      account: account.name,
      operation: `${product}:${operation}`,
      perSecond: RATE_PER_SECOND,
    };
    // Both before the lane: a broken profile needs no place in the queue, and whoever has passed must not wait for code.
    const credentials = await this.parts.credentialsOf(account, signal);
    if (!parseAlibabaKey(credentials.accessKeyId, true)) throw notAnAccessKeyId(account.name);
    const send = await this.parts.loadSend();
    const body = await this.parts.runner
      .run(
        lane,
        async (attempt) => {
          const timeoutMs = CALL_LIMITS.attemptMs;
          const request = { endpoint, operation, version, query, credentials, timeoutMs, signal: attempt };
          return bodyOf(await send(request), context);
        },
        signal,
      )
      .catch((error: unknown) => {
        // An expired session may also be refused as an unknown AccessKey.
        const isSession = credentials.securityToken !== undefined;
        if (isSession && error instanceof UsageError && error.kind === "credentials")
          this.parts.onRefusedSession();
        throw error;
      });
    const parsed = v.safeParse(schema, body);
    if (parsed.success) return parsed.output;
    const requestId = requestIdOf(body);
    throw new UsageError(
      "unreadable",
      l10n.t(
        "The answer to {0} does not have the documented form, so nothing was concluded from it.",
        operation,
      ),
      { code: "UnexpectedShape", ...(requestId !== undefined && { requestId }) },
    );
  }
}

/** An AccessKey ID is sent in clear. What does not look like one may be the secret, in the wrong place. */
function notAnAccessKeyId(account: string): UsageError {
  const message = l10n.t(
    "What account {0} has as its AccessKey ID does not look like one; the secret may stand in its place. Nothing was sent. Check the account's credentials.",
    account,
  );
  return new UsageError("credentials", message, { code: "NotAnAccessKeyId" });
}
