import * as l10n from "@vscode/l10n";
import type { Account, CredentialSource, Site } from "../../core/usage/account";
import type { KeyRef } from "../../core/usage/key";
import { parseKeyText } from "../../core/usage/parseKey";
import type { KeyUsageProvider } from "../../core/usage/provider";
import { isRecord } from "../../core/util/record";

/** What is wrong with an entry of a setting: shown in the tree, never dropped. */
export interface SettingProblem {
  readonly setting: "keytrail.accounts" | "keytrail.keys";
  /** Which entry, counted from 1. */
  readonly entry: number;
  readonly message: string;
}

export interface Parsed<T> {
  readonly valid: readonly T[];
  readonly problems: readonly SettingProblem[];
}

type Provider = Pick<
  KeyUsageProvider,
  "id" | "displayName" | "parseKey" | "idHint" | "isRegion" | "regions" | "sites"
>;
type Providers = readonly Provider[];

/** Reads `keytrail.accounts`. An entry with a mistake becomes a problem with a sentence; the others stay usable. */
export function parseAccounts(setting: unknown, providers: Providers): Parsed<Account> {
  return parseEntries("keytrail.accounts", setting, (entry, earlier) =>
    parseAccount(entry, earlier, providers),
  );
}

/** Reads `keytrail.keys`, whose ids must look like an ID of some cloud; a secret is refused without being repeated. */
export function parseKeys(setting: unknown, providers: Providers): Parsed<KeyRef> {
  return parseEntries("keytrail.keys", setting, (entry) => parseKey(entry, providers));
}

function parseEntries<T>(
  setting: SettingProblem["setting"],
  value: unknown,
  parse: (entry: unknown, earlier: readonly T[]) => T | string,
): Parsed<T> {
  const valid: T[] = [];
  const problems: SettingProblem[] = [];
  if (value !== undefined && !Array.isArray(value)) {
    problems.push({ setting, entry: 0, message: l10n.t("The setting {0} must be a list.", setting) });
  }
  for (const [index, entry] of (Array.isArray(value) ? (value as unknown[]) : []).entries()) {
    const result = parse(entry, valid);
    if (typeof result === "string") problems.push({ setting, entry: index + 1, message: result });
    else valid.push(result);
  }
  return { valid, problems };
}

const ACCOUNT_FIELDS = ["name", "provider", "credentials", "region", "site", "endpoint"];
const KEY_FIELDS = ["id", "label", "account", "provider"];

function parseAccount(entry: unknown, earlier: readonly Account[], providers: Providers): Account | string {
  if (!isRecord(entry)) return l10n.t("The entry must be an object with a name, a provider and credentials.");
  const { name, provider: providerId, credentials, region, site, endpoint } = entry;
  if (typeof name !== "string" || name.trim() === "") return missing("name", entry, ACCOUNT_FIELDS);
  if (earlier.some((other) => other.name === name)) {
    return l10n.t(
      "There are two accounts named {0}. Only the first is used: give this one another name.",
      name,
    );
  }
  const provider = providers.find(({ id }) => id === providerId);
  if (providerId === undefined) return missing("provider", entry, ACCOUNT_FIELDS);
  if (!provider) {
    const known = providers.map(({ id }) => id).join(", ");
    return l10n.t("Account {0}: the provider must be one of: {1}.", name, known);
  }
  if (credentials === undefined) return missing("credentials", entry, ACCOUNT_FIELDS);
  const source = parseSource(credentials);
  if (!source) {
    return l10n.t(
      "Account {0}: credentials must be environment, stored, or profile: followed by a profile's name.",
      name,
    );
  }
  const stray = strayField(entry, ACCOUNT_FIELDS);
  if (stray !== undefined) return l10n.t("Account {0}: there is no field {1}. Is it misspelt?", name, stray);
  const misplaced = misplacedField({ region, site }, provider);
  if (misplaced !== undefined)
    return l10n.t(
      "Account {0}: accounts of {1} have no {2}. Remove it.",
      name,
      provider.displayName,
      misplaced,
    );
  if (region !== undefined && (typeof region !== "string" || !provider.isRegion(region))) {
    return l10n.t("Account {0}: the region must be a region ID such as cn-hangzhou or ap-southeast-1.", name);
  }
  if (site !== undefined && !isSiteOf(provider, site)) {
    return l10n.t("Account {0}: the site must be one of: {1}.", name, provider.sites.join(", "));
  }
  const address = endpoint === undefined ? undefined : parseEndpoint(endpoint);
  if (endpoint !== undefined && address === undefined) {
    return l10n.t(
      "Account {0}: the endpoint must be an https address; http is allowed for this machine (127.0.0.1) only.",
      name,
    );
  }
  return {
    name,
    provider: provider.id,
    credentials: source,
    ...(region !== undefined && { region }),
    ...(site !== undefined && { site }),
    ...(address !== undefined && { endpoint: address }),
  };
}

/** Which of the two a cloud does not have: one is about regions, the other about sites. */
function misplacedField(
  { region, site }: { readonly region: unknown; readonly site: unknown },
  { regions, sites }: Provider,
): "region" | "site" | undefined {
  if (region !== undefined && regions.length === 0) return "region";
  return site !== undefined && sites.length === 0 ? "site" : undefined;
}

function isSiteOf({ sites }: Provider, value: unknown): value is Site {
  return sites.some((site) => site === value);
}

function parseSource(text: unknown): CredentialSource | undefined {
  if (text === "environment" || text === "stored") return { kind: text };
  const profile =
    typeof text === "string" && text.startsWith("profile:") ? text.slice("profile:".length).trim() : "";
  return profile === "" ? undefined : { kind: "profile", name: profile };
}

/** Signed requests go here, so it is https, or this very machine; and nothing that could carry a password or a query. */
export function parseEndpoint(text: unknown): string | undefined {
  if (typeof text !== "string" || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") return undefined;
  const loopback =
    url.hostname === "localhost" || url.hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback)) return undefined;
  // Not `href`, which keeps a lone `?` or `#` that `search` and `hash` do not show.
  return (url.origin + url.pathname).replace(/\/$/, "");
}

function parseKey(entry: unknown, providers: Providers): KeyRef | string {
  if (!isRecord(entry)) return l10n.t("The entry must be an object with an id.");
  const { id, label, account, provider: providerId } = entry;
  if (typeof id !== "string" || id.trim() === "") return missing("id", entry, KEY_FIELDS);
  const candidates = providerId === undefined ? providers : providers.filter((one) => one.id === providerId);
  if (candidates.length === 0) {
    return l10n.t("The provider of a key must be one of: {0}.", providers.map((one) => one.id).join(", "));
  }
  const key = parseKeyText(candidates, id);
  if (!key) return notAnId(candidates);
  const stray = strayField(entry, KEY_FIELDS);
  if (stray !== undefined) return l10n.t("There is no field {0}. Is it misspelt?", stray);
  // Ignoring an account that cannot be read would ask all the others instead.
  for (const [field, value] of Object.entries({ label, account })) {
    if (value !== undefined && typeof value !== "string")
      return l10n.t("The field {0} must be text in quotes.", field);
  }
  return {
    ...key,
    ...(typeof label === "string" && label.trim() !== "" && { label: label.trim() }),
    ...(typeof account === "string" && account !== "" && { account }),
  };
}

/** Said wherever somebody gives a text that is no ID; the text itself is not repeated, since it may be a secret. */
export function notAnId(providers: readonly Pick<KeyUsageProvider, "idHint">[]): string {
  const hints = providers.map((provider) => provider.idHint()).join(" ");
  return l10n.t(
    "This is not the ID of a key. {0} A secret is not needed and must not be entered here.",
    hints,
  );
}

function missing(field: string, entry: Readonly<Record<string, unknown>>, known: readonly string[]): string {
  const stray = strayField(entry, known);
  return stray === undefined
    ? l10n.t("The field {0} is missing.", field)
    : l10n.t("The field {0} is missing, and there is no field {1}. Is it misspelt?", field, stray);
}

function strayField(entry: Readonly<Record<string, unknown>>, known: readonly string[]): string | undefined {
  return Object.keys(entry).find((name) => !known.includes(name));
}
