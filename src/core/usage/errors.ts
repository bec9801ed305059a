import type { Problem } from "./keyUsage";

/**
 * Why a question to a cloud was not answered. The code that catches one switches on it; nobody matches message text.
 *
 * - `denied`: the account's identity lacks a permission (`needs` names it).
 * - `not-found`: the cloud answered that it does not know the key.
 * - `credentials`: missing, wrong, unknown, disabled or expired credentials of the account.
 * - `consent`: reading the credentials would write a file or run a command, and the user has not agreed to that.
 * - `clock`: this machine's clock is too far from the cloud's.
 * - `throttled`, `server`: the cloud is busy or broken.
 * - `network`, `timeout`: no answer came.
 * - `unreadable`: an answer came that is not the API's (a proxy's page, cut-off JSON).
 * - `invalid`: the cloud rejected the request itself, or an ID or a setting is not valid.
 * - `untracked`: the key is one whose last use the cloud keeps for nobody.
 * - `cancelled`: the asker went away, or the extension is shutting down.
 */
export type UsageErrorKind =
  | "denied"
  | "not-found"
  | "credentials"
  | "consent"
  | "clock"
  | "throttled"
  | "server"
  | "network"
  | "timeout"
  | "unreadable"
  | "invalid"
  | "untracked"
  | "cancelled";

export interface UsageErrorDetails {
  /** The cloud's code, or a name of ours (`Timeout`, `ProfileBroken`). */
  readonly code: string;
  readonly requestId?: string;
  /** With `denied`: the permission that is missing. */
  readonly needs?: string;
  /** With `throttled`: how long the cloud asks us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** With `not-found`: the message says more than that, and a reader of several accounts' answers should see it. */
  readonly saysMore?: boolean;
  /** With `network` and `unreadable`: whether it looks like a passing fault (a reset, a status of 5xx). */
  readonly transient?: boolean;
  /** Only for debugging in memory; it is never printed, because causes may quote secrets. */
  readonly cause?: unknown;
}

/** The one error that leaves `core` and `providers`. `message` is a localised sentence for a person, free of secrets. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code: string;
  readonly requestId?: string;
  readonly needs?: string;
  readonly retryAfterMs?: number;
  readonly saysMore: boolean;
  /** Whether asking once more within seconds is worth it; what the retry policy goes by. */
  readonly transient: boolean;

  constructor(
    readonly kind: UsageErrorKind,
    message: string,
    details: UsageErrorDetails,
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.saysMore = details.saysMore === true;
    this.transient = details.transient ?? TRANSIENT.has(kind);
    if (details.requestId !== undefined) this.requestId = details.requestId;
    if (details.needs !== undefined) this.needs = details.needs;
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
  }

  /** Whether the same question may be answered if it is asked again, with nothing changed. */
  get retryable(): boolean {
    return RETRYABLE.has(this.kind);
  }

  /** What a `KeyUsage` says about it. */
  toProblem(): Problem {
    return {
      code: this.code,
      message: this.message,
      retryable: this.retryable,
      ...(this.requestId !== undefined && { requestId: this.requestId }),
      ...(this.needs !== undefined && { needs: this.needs }),
      ...(this.kind === "untracked" && { untracked: true }),
    };
  }
}

const RETRYABLE: ReadonlySet<UsageErrorKind> = new Set([
  "throttled",
  "server",
  "network",
  "timeout",
  "unreadable",
]);
const TRANSIENT: ReadonlySet<UsageErrorKind> = new Set(["throttled", "server", "timeout"]);
