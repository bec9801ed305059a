import * as vscode from "vscode";
import type { Account } from "../../core/usage/account";
import { summarize } from "../../core/describe/summarize";
import { UsageError } from "../../core/usage/errors";
import type { KeyUsage } from "../../core/usage/keyUsage";
import type { KeyUsageProvider } from "../../core/usage/provider";
import { appendEntry } from "../accounts/editSettings";
import type { Services } from "../services";
import { withoutLinks } from "../words";
import { askForSecret, pickPlace, pickProvider, pickSource, typeName } from "./addAccountSteps";
import { sentenceFor } from "./generalCommands";
import { COMMANDS } from "./names";

/** Walks through provider, credentials, name and region; writes an ordinary setting; tries one call and says how it went. */
export async function addAccount(services: Services): Promise<void> {
  const provider = await pickProvider(services.providers);
  const source = provider && (await pickSource(provider));
  if (!source) return;
  const secret = source.credentials === "stored" ? await askForSecret(provider) : undefined;
  if (source.credentials === "stored" && secret === undefined) return;
  const name = await typeName(services.registry.accounts, source.suggestedName);
  if (name === undefined) return;
  const place = await pickPlace(provider, source.region);
  if (place === undefined) return;

  const added = { provider: provider.id, name };
  if (secret !== undefined) await services.secrets.write(added, secret);
  try {
    await appendEntry("accounts", {
      ...added,
      credentials: source.credentials,
      ...place,
    });
  } catch (error) {
    // No account, no secret. The error is VS Code's own, says how to mend the settings, and is shown by it.
    if (secret !== undefined) await services.secrets.delete(added);
    throw error;
  }
  const account = services.registry.accounts.find((one) => one.name === name);
  if (account) await tryIt(services, provider, account);
}

/** One call, so that a mistake shows now and not when somebody relies on the answer. */
async function tryIt(services: Services, provider: KeyUsageProvider, account: Account): Promise<void> {
  if ((await provider.checkAccount(account)).state === "needs-consent") {
    await vscode.commands.executeCommand(COMMANDS.allowProfile, account.name);
  }
  const title = vscode.l10n.t("KeyTrail: trying account {0}", account.name);
  try {
    const usage = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (_, token) => {
        const stopped = new AbortController();
        token.onCancellationRequested(() => {
          stopped.abort();
        });
        return provider.tryAccount(account, stopped.signal);
      },
    );
    await sayItWorks(services, account, usage);
  } catch (error) {
    if (error instanceof UsageError && error.kind === "cancelled") return;
    services.log.error(`Trying account ${account.name}`, error);
    await sayItFailed(services, provider, account, error);
  }
}

async function sayItWorks({ words }: Services, account: Account, usage: KeyUsage | undefined): Promise<void> {
  const own = usage && summarize(usage.key, { known: usage, busy: false, due: false }, words.wording());
  const addKey = vscode.l10n.t("Add Key…");
  const message =
    own === undefined
      ? vscode.l10n.t("Account {0} works: it may ask about keys.", account.name)
      : vscode.l10n.t(
          "Account {0} works. About its own AccessKey the cloud says: {1}.",
          account.name,
          own.headline,
        );
  const chosen = await vscode.window.showInformationMessage(withoutLinks(message), addKey);
  if (chosen === addKey) await vscode.commands.executeCommand(COMMANDS.addKey);
}

async function sayItFailed(
  services: Services,
  provider: KeyUsageProvider,
  account: Account,
  error: unknown,
): Promise<void> {
  const again = vscode.l10n.t("Try Again");
  const copyPolicy = vscode.l10n.t("Copy Policy");
  const isMendedByPolicy =
    error instanceof UsageError && error.kind === "denied" && provider.minimalPolicy() !== undefined;
  const actions = isMendedByPolicy ? [copyPolicy, again] : [again];
  const message = vscode.l10n.t(
    "Account {0} was added, but it cannot ask yet. {1}",
    account.name,
    sentenceFor(error),
  );
  const chosen = await vscode.window.showWarningMessage(withoutLinks(message), ...actions);
  if (chosen === copyPolicy) await vscode.commands.executeCommand(COMMANDS.copyPolicy, provider.id);
  if (chosen === again) await tryIt(services, provider, account);
}
