import * as vscode from "vscode";
import type { Account, Site } from "../../core/usage/account";
import { toStoredText } from "../../core/usage/storedCredentials";
import type { KeyUsageProvider, ProfileCheck, ProfileList } from "../../core/usage/provider";
import { withoutIcons } from "../words";

/** The questions of "Add Account…", one function each; `undefined` means that the person changed their mind. */

/** Where the credentials are, and what can be guessed from that. */
export interface Source {
  /** As in the settings: `environment`, `stored` or `profile:<name>`. */
  readonly credentials: string;
  readonly suggestedName: string;
  readonly region?: string;
}

const STEPS = 4;

function title(step: number): string {
  return vscode.l10n.t("Add Account ({0}/{1})", step, STEPS);
}

export async function pickProvider(
  providers: readonly KeyUsageProvider[],
): Promise<KeyUsageProvider | undefined> {
  const items = providers.map((provider) => ({ label: provider.displayName, provider }));
  const placeHolder = vscode.l10n.t("Which cloud is the account in?");
  return (await vscode.window.showQuickPick(items, { title: title(1), placeHolder, ignoreFocusOut: true }))
    ?.provider;
}

export async function pickSource(provider: KeyUsageProvider): Promise<Source | undefined> {
  const environment: Account = { name: "", provider: provider.id, credentials: { kind: "environment" } };
  const [variables, listing] = await Promise.all([
    provider.checkAccount(environment),
    provider.listProfiles(),
  ]);
  const separator = (label: string) => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
    source: undefined,
  });
  const items = [
    {
      label: `$(terminal) ${vscode.l10n.t("Environment variables")}`,
      description: variables.state === "ready" ? vscode.l10n.t("set") : vscode.l10n.t("not set"),
      ...(variables.state === "broken" && { detail: withoutIcons(variables.reason) }),
      source: { credentials: "environment", suggestedName: provider.id },
    },
    {
      label: `$(lock) ${vscode.l10n.t("Enter an AccessKey")}`,
      description: vscode.l10n.t("kept in VS Code's secret storage"),
      source: { credentials: "stored", suggestedName: provider.id },
    },
    separator(vscode.l10n.t("Profiles of the command line tool")),
    ...listing.profiles.map(profileItem),
    ...(listing.profiles.length === 0 ? [noProfilesItem(listing)] : []),
  ];
  for (;;) {
    const picked = await vscode.window.showQuickPick(items, {
      title: title(2),
      placeHolder: vscode.l10n.t("Where are the credentials to ask with?"),
      ignoreFocusOut: true,
      matchOnDescription: true,
    });
    if (!picked) return undefined;
    if (picked.source) return picked.source;
  }
}

/** Says why there is nothing to choose; choosing it changes nothing. */
function noProfilesItem(listing: ProfileList) {
  return "reason" in listing
    ? {
        label: `$(warning) ${vscode.l10n.t("The file cannot be used")}`,
        detail: withoutIcons(listing.reason),
        source: undefined,
      }
    : { label: vscode.l10n.t("None found"), description: listing.file, source: undefined };
}

/** A broken profile can be seen and chosen like the others: its reason then stands in the tree until it is mended. */
function profileItem(profile: ProfileCheck) {
  const { name, mode, state, region } = profile;
  const states = {
    ready: undefined,
    "needs-consent": vscode.l10n.t("needs your permission"),
    broken: vscode.l10n.t("cannot be used"),
  };
  const detail =
    profile.state === "broken"
      ? profile.reason
      : profile.state === "needs-consent"
        ? profile.consent.message
        : undefined;
  return {
    label: `${state === "broken" ? "$(warning)" : "$(account)"} ${withoutIcons(name)}`,
    description: withoutIcons([mode, states[state]].filter((part) => part !== undefined).join(" · ")),
    ...(detail !== undefined && { detail: withoutIcons(detail) }),
    source: { credentials: `profile:${name}`, suggestedName: name, ...(region !== undefined && { region }) },
  };
}

/** In masked boxes; the text that comes back goes straight into SecretStorage. */
export async function askForSecret(provider: KeyUsageProvider): Promise<string | undefined> {
  const ask = (
    prompt: string,
    validate: (text: string) => string | undefined,
  ): Thenable<string | undefined> =>
    vscode.window.showInputBox({
      title: title(2),
      prompt,
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) => validate(text.trim()),
    });
  const empty = vscode.l10n.t("This cannot be empty.");
  const accessKeyId = await ask(
    vscode.l10n.t("AccessKey ID to ask with (not the one to look up)"),
    // It will be sent in clear, so a secret must not get into its place.
    (text) =>
      text === ""
        ? empty
        : isSigningId(provider, text)
          ? undefined
          : vscode.l10n.t("This is not an AccessKey ID. The secret is asked for next."),
  );
  if (accessKeyId === undefined) return undefined;
  const accessKeySecret = await ask(vscode.l10n.t("Its AccessKey secret"), (text) =>
    text === ""
      ? empty
      : provider.parseKey(text)
        ? vscode.l10n.t("This is an AccessKey ID, not a secret.")
        : undefined,
  );
  if (accessKeySecret === undefined) return undefined;
  const securityToken = provider.hasSecurityTokens
    ? await ask(
        vscode.l10n.t("Its security token, for temporary credentials only (optional)"),
        () => undefined,
      )
    : "";
  if (securityToken === undefined) return undefined;
  return toStoredText({
    accessKeyId: accessKeyId.trim(),
    accessKeySecret: accessKeySecret.trim(),
    ...(securityToken.trim() !== "" && { securityToken: securityToken.trim() }),
  });
}

/** A KMS key has an ID too, and signs nothing. */
function isSigningId(provider: KeyUsageProvider, text: string): boolean {
  const key = provider.parseKey(text, true);
  return key !== undefined && key.kind !== "kms-key";
}

export async function typeName(accounts: readonly Account[], suggested: string): Promise<string | undefined> {
  const taken = new Set(accounts.map(({ name }) => name));
  let value = suggested;
  for (let count = 2; taken.has(value); count++) value = `${suggested}-${count}`;
  const name = await vscode.window.showInputBox({
    title: title(3),
    prompt: vscode.l10n.t("A name for the account, shown beside its keys"),
    value,
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (text.trim() === "") return vscode.l10n.t("This cannot be empty.");
      return taken.has(text.trim()) ? vscode.l10n.t("There is an account of this name already.") : undefined;
    },
  });
  return name?.trim();
}

/** The field of the account's entry that says where it is: its region or its site, as the cloud has it, or neither. */
export async function pickPlace(
  provider: KeyUsageProvider,
  preferredRegion: string | undefined,
): Promise<Readonly<Record<string, string>> | undefined> {
  if (provider.sites.length > 0) {
    const site = await pickSite(provider);
    return site && { site };
  }
  const [usual] = provider.regions;
  if (usual === undefined) return {};
  const region = await pickRegion(provider, preferredRegion, usual);
  return region === undefined ? undefined : { region };
}

async function pickSite({ sites }: KeyUsageProvider): Promise<Site | undefined> {
  const labels: Readonly<Record<Site, string>> = {
    public: vscode.l10n.t("Public"),
    government: vscode.l10n.t("Government"),
  };
  const items = sites.map((site) => ({ label: labels[site], description: site, site }));
  const placeHolder = vscode.l10n.t("Which of the cloud's sites is the account in?");
  return (await vscode.window.showQuickPick(items, { title: title(4), placeHolder, ignoreFocusOut: true }))
    ?.site;
}

async function pickRegion(
  provider: KeyUsageProvider,
  preferred: string | undefined,
  usual: string,
): Promise<string | undefined> {
  const first = preferred !== undefined && provider.isRegion(preferred) ? preferred : usual;
  const items = [first, ...provider.regions.filter((region) => region !== first)].map((region) => ({
    label: region,
    ...(region === preferred && { description: vscode.l10n.t("from the profile") }),
  }));
  const placeHolder = vscode.l10n.t(
    "Which region's endpoint should be asked? Records are the same from every region.",
  );
  return (await vscode.window.showQuickPick(items, { title: title(4), placeHolder, ignoreFocusOut: true }))
    ?.label;
}
