import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { UsageError } from "../../../core/usage/errors";
import { credentialsProblem, systemCode } from "../../common/credentialsProblem";
import { parseJson } from "../../common/json";
import { cancelled, unreachable } from "./problems";

/** A request that trades a sign-in for something else. */
export interface TokenRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whose sign-in it is, for the sentence about its refusal. */
  readonly profileName: string;
}

/** Posts and parses the answer with `schema`; nothing of an answer that is refused or unexpected is kept. */
export async function postForTokens<S extends v.GenericSchema>(
  request: TokenRequest,
  schema: S,
  signal: AbortSignal,
): Promise<v.InferOutput<S>> {
  const { url, headers, body, profileName } = request;
  if (url.protocol !== "https:" && !isLoopback(url)) {
    throw credentialsProblem(
      "InsecureSignIn",
      l10n.t(
        'Profile "{0}" names a sign-in address without "https:", so its tokens are not sent there.',
        profileName,
      ),
    );
  }
  const { status, text } = await send(url, {
    method: "POST",
    headers,
    redirect: "error",
    signal,
    ...(body !== undefined && { body }),
  });
  if (status === 429 || status >= 500) {
    throw new UsageError(
      "server",
      l10n.t("{0} is busy or not working at the moment. Try again in a minute.", url.host),
      {
        code: `HTTP ${status}`,
      },
    );
  }
  if (status !== 200) {
    throw credentialsProblem(
      `HTTP ${status}`,
      l10n.t(
        '{1} does not accept the sign-in of profile "{0}" any more. Run "aliyun configure --profile {0}" to sign in again.',
        profileName,
        url.host,
      ),
    );
  }
  const parsed = v.safeParse(schema, parseJson(text));
  if (parsed.success) return parsed.output;
  throw new UsageError(
    "unreadable",
    l10n.t("The answer of {0} is not what the sign-in service sends. A proxy may be in between.", url.host),
    { code: "UnexpectedAnswer" },
  );
}

/** Adds what `path` names to the origin of a sign-in address; the address itself is the page that people see. */
export function besideSignIn(signInUrl: string, path: string, profileName: string): URL {
  if (URL.canParse(signInUrl)) return new URL(path, signInUrl);
  throw credentialsProblem(
    "InvalidSignIn",
    l10n.t(
      'Profile "{0}" has a sign-in address that is not a URL. Run "aliyun configure --profile {0}".',
      profileName,
    ),
  );
}

async function send(
  url: URL,
  init: RequestInit & { signal: AbortSignal },
): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, init);
    return { status: response.status, text: await response.text() };
  } catch (error) {
    if (init.signal.aborted) throw cancelled(init.signal);
    // fetch throws a TypeError whose cause is the system's error.
    throw unreachable(
      url.host,
      (error instanceof Error ? systemCode(error.cause) : undefined) ?? "FETCH_FAILED",
    );
  }
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d+){3}$/.test(hostname);
}
