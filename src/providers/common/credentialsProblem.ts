import { UsageError } from "../../core/usage/errors";

// Every error about credentials is made of our own sentences. What a library, a server, a command or a parser says about
// a failure may quote the very secrets it failed on, so their texts are neither shown nor kept, not even as `cause`.

/** The account's credentials are missing, incomplete, refused or expired. */
export function credentialsProblem(code: string, message: string, requestId?: string): UsageError {
  return new UsageError("credentials", message, { code, ...(requestId !== undefined && { requestId }) });
}

/** The value of a `code` property that has the shape of a system error's, which cannot hold a secret. */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" && /^[A-Z][A-Z0-9_]{2,39}$/.test(error.code) ? error.code : undefined;
}
