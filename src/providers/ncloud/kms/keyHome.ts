import * as l10n from "@vscode/l10n";
import { UsageError } from "../../../core/usage/errors";
import type { Problem } from "../../../core/usage/keyUsage";
import { shownText } from "../../common/shownText";

/**
 * The host that a key's calls go to. Any other may list the key, answer about it, and know nothing of its use.
 * - `known`: one of the account's hosts.
 * - `foreign`: another one, which is never called, whatever the cloud says.
 * - `untold`: nobody said.
 */
export type KeyHome =
  | { readonly state: "known"; readonly host: string }
  | { readonly state: "foreign"; readonly name: string }
  | { readonly state: "untold" };

/** The home that Get Key Info tells; the documents call it a domain, so a protocol may be missing. */
export function homeFrom(baseUrl: string | undefined, hosts: readonly string[]): KeyHome {
  if (baseUrl === undefined) return { state: "untold" };
  const name = hostNameOf(baseUrl);
  const host = hosts.find((one) => new URL(one).host === name);
  if (host !== undefined) return { state: "known", host };
  return { state: "foreign", name: shownText(name ?? baseUrl) ?? "" };
}

function hostNameOf(address: string): string | undefined {
  const url = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  return URL.canParse(url) ? new URL(url).host : undefined;
}

/** Nothing that another host says about its use is worth anything. */
export function livesElsewhere(name: string): UsageError {
  const message = l10n.t(
    "This key lives on {0}, which KeyTrail does not call, so its last use is not known. Look at the key in the console.",
    name,
  );
  return new UsageError("unreadable", message, { code: "KeyElsewhere" });
}

/** Why an answer is not certain although nothing failed. */
export function homeUntold(host: string): Problem {
  const message = l10n.t(
    "NAVER Cloud did not tell which host this key lives on. {0} knows of no use; another host may.",
    new URL(host).host,
  );
  return new UsageError("unreadable", message, { code: "HomeNotTold" }).toProblem();
}
