import * as vscode from "vscode";
import { removeEntries } from "../accounts/editSettings";
import type { Services } from "../services";
import { withoutIcons } from "../words";
import { COMMANDS } from "./names";

/** The commands that are about accounts. */
export function accountCommands(services: Services) {
  return {
    [COMMANDS.addAccount]: async () => {
      const { addAccount } = await import("./addAccount");
      await addAccount(services);
    },
    [COMMANDS.removeAccount]: (argument?: unknown) => removeAccount(services, argument),
    [COMMANDS.allowProfile]: (argument?: unknown) => allowProfile(services, argument),
  };
}

async function removeAccount(
  { registry, secrets, usage, sample }: Services,
  argument: unknown,
): Promise<void> {
  const { accounts } = registry;
  const name = accountNameIn(argument) ?? (await pickAccount(accounts, vscode.l10n.t("Remove Account")));
  const account = accounts.find((one) => one.name === name);
  if (!account) return;
  if (account.thisSessionOnly) {
    await sample.stop();
    return;
  }
  const remove = vscode.l10n.t("Remove");
  const detail =
    account.credentials.kind === "stored"
      ? vscode.l10n.t(
          "Its entry leaves the settings and its stored credentials are deleted. Nothing changes in the cloud.",
        )
      : vscode.l10n.t("Its entry leaves the settings. Nothing changes in the cloud.");
  const message = vscode.l10n.t("Remove the account {0} from KeyTrail?", account.name);
  if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, remove)) !== remove) return;
  await removeEntries("accounts", (entry) => entry["name"] === account.name);
  await secrets.delete(account);
  usage.credentialsChanged(account.provider, account.name);
}

/** Asks for leave to do just what the profile's credentials need, and remembers the answer for just that. */
async function allowProfile(
  { registry, providers, consents, usage, tree }: Services,
  argument: unknown,
): Promise<void> {
  const name =
    accountNameIn(argument) ?? (await pickAccount(registry.accounts, vscode.l10n.t("Allow a Profile")));
  const account = registry.accounts.find((one) => one.name === name);
  const provider = providers.find(({ id }) => id === account?.provider);
  if (!account || !provider) return;
  const check = await provider.checkAccount(account);
  if (check.state !== "needs-consent") return;
  const allow = vscode.l10n.t("Allow");
  const question = vscode.l10n.t("Allow KeyTrail to use this profile?");
  const detail = check.consent.message;
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, allow)) !== allow) return;
  await consents.give(check.consent.id);
  tree.checkAccounts();
  usage.accountsChanged();
}

/** The account's name in an argument: the text itself, or that of a row of the tree. */
export function accountNameIn(argument: unknown): string | undefined {
  if (typeof argument === "string") return argument;
  const name = (argument as { readonly account?: { readonly name?: unknown } } | null | undefined)?.account
    ?.name;
  return typeof name === "string" ? name : undefined;
}

export async function pickAccount(
  accounts: readonly { readonly name: string }[],
  title: string,
): Promise<string | undefined> {
  if (accounts.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("No account is set up."));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    accounts.map(({ name }) => ({ label: withoutIcons(name), name })),
    { title, placeHolder: vscode.l10n.t("Which account?") },
  );
  return picked?.name;
}
