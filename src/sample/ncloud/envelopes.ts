/**
 * The ways in which the cloud's services write errors: `gateway` is the API gateway's own, `kms` that of KMS's answers,
 * `spring` that of the framework behind some services; the others are named after their members.
 */
export type Envelope = "gateway" | "kms" | "response-error" | "error-code" | "code-msg" | "spring" | "xml";

/** An error before it is put into an envelope. */
export interface ErrorContent {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** The gateway's further words about it. */
  readonly details?: string | undefined;
}

/** An error as it goes over the wire. */
export interface ErrorBody {
  readonly contentType: string;
  readonly text: string;
}

/** Puts an error into an envelope; `path` and `at` are what the `spring` one repeats of the request. */
export function errorBody(
  envelope: Envelope,
  error: ErrorContent,
  request: { readonly path: string; readonly at: number },
): ErrorBody {
  const { code, message, details } = error;
  switch (envelope) {
    case "gateway":
      return json({ error: { errorCode: code, message, ...(details !== undefined && { details }) } });
    case "kms":
      return json({ code, message, data: null });
    case "response-error":
      return json({ responseError: { returnCode: code, returnMessage: message } });
    case "error-code":
      return json({ errorCode: code, message });
    case "code-msg":
      return json({ code, msg: message, data: null });
    case "spring":
      return json({
        timestamp: new Date(request.at).toISOString().replace("Z", "+00:00"),
        status: error.status,
        error: message,
        message: details ?? message,
        path: request.path,
      });
    case "xml":
      return {
        contentType: "application/xml;charset=UTF-8",
        text: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><responseError><returnCode>${code}</returnCode><returnMessage>${message}</returnMessage></responseError>`,
      };
  }
}

function json(body: unknown): ErrorBody {
  return { contentType: "application/json;charset=UTF-8", text: JSON.stringify(body) };
}
