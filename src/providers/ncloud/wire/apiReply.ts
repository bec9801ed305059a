/** What came of one request: a reply, whatever its status, or nothing. */
export type ApiReply =
  | {
      readonly kind: "reply";
      readonly status: number;
      /** `undefined` when it was too large to read. */
      readonly text: string | undefined;
      /** From `x-ncp-apigw-request-id`: only the cloud's gateway sends it. */
      readonly requestId?: string;
      /** From `retry-after`, in milliseconds. */
      readonly retryAfterMs?: number;
      /** The time that whoever answered has, in milliseconds since the epoch. */
      readonly date?: number;
    }
  | {
      readonly kind: "no-reply";
      /** Node's error code (`ENOTFOUND`), or `Aborted` when the asker did not want it any more. */
      readonly code: string;
    };
