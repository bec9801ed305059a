/** What came of one request: a reply, whatever its status, or nothing. Never an SDK error. */
export type ApiReply =
  | {
      readonly kind: "reply";
      /** HTTP status; 0 when not even that is known. */
      readonly status: number;
      /** The parsed JSON; `undefined` when the reply was not JSON. */
      readonly body: unknown;
      /** From `x-acs-retry-after`, in milliseconds. */
      readonly retryAfterMs?: number;
    }
  | {
      readonly kind: "no-reply";
      /** Node's error code (`ENOTFOUND`), or `Timeout`. */
      readonly code: string;
    };
