/** What came of one request: a reply, whatever its status, or nothing. Never an SDK error. */
export type ApiReply =
  | {
      readonly kind: "reply";
      /** HTTP status; 0 when not even that is known. */
      readonly status: number;
      /** The parsed JSON; `undefined` when the reply was not JSON. */
      readonly body: unknown;
      /** From `x-acs-request-id`: the gateway sends it also when the body is lost. */
      readonly requestId?: string;
      /** From `x-acs-retry-after`, in milliseconds. */
      readonly retryAfterMs?: number;
    }
  | {
      readonly kind: "no-reply";
      /** Node's error code (`ENOTFOUND`), or `Timeout`, or `Aborted` when the asker did not want it any more. */
      readonly code: string;
    };
