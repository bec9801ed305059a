import * as vscode from "vscode";
import { UsageError } from "../../core/usage/errors";
import type { Services } from "../services";
import { COMMANDS } from "./names";

/** The commands that are about no key and no account in particular. */
export function generalCommands(services: Services) {
  return {
    [COMMANDS.refresh]: () => refreshAll(services),
    [COMMANDS.showLog]: () => {
      services.log.show();
    },
    [COMMANDS.trySample]: () => services.sample.open(),
    [COMMANDS.copyPolicy]: (provider?: unknown) => copyPolicy(services, provider),
    [COMMANDS.openSettings]: (setting?: unknown) => openSettings(setting),
  };
}

/** Asks anew for every listed key and every key in sight; the view shows that it is under way. */
async function refreshAll(services: Services): Promise<void> {
  const { registry, usage, documentKeys, tree } = services;
  tree.checkAccounts();
  const inSight = vscode.window.visibleTextEditors.flatMap(({ document }) => documentKeys.locate(document));
  const keys = new Map([...registry.keys, ...inSight.map(({ key }) => key)].map((key) => [key.id, key]));
  await vscode.window.withProgress({ location: { viewId: "keytrail.keys" } }, async () => {
    await Promise.all(
      [...keys.values()].map((key) =>
        usage.ask(key, { fresh: true, products: usage.peek(key).known?.products !== undefined }),
      ),
    );
  });
}

async function copyPolicy({ providers }: Services, providerId: unknown): Promise<void> {
  const provider = providers.find(({ id }) => id === providerId) ?? providers[0];
  if (!provider) return;
  await vscode.env.clipboard.writeText(provider.minimalPolicy());
  vscode.window.setStatusBarMessage(vscode.l10n.t("Copied the policy."), 3000);
}

async function openSettings(setting: unknown): Promise<void> {
  const query =
    setting === "keytrail.accounts" || setting === "keytrail.keys" ? setting : "@ext:keytrail.keytrail";
  // With a remote folder, accounts are that machine's: among the user's settings they would not be found.
  const isRemote = setting === "keytrail.accounts" && vscode.env.remoteName !== undefined;
  const page = isRemote ? "workbench.action.openRemoteSettings" : "workbench.action.openSettings";
  await vscode.commands.executeCommand(page, { query });
}

/** What to do with an error that a person's own action ran into. */
export function sentenceFor(error: unknown): string {
  return error instanceof UsageError
    ? error.message
    : vscode.l10n.t("Something unexpected happened. The log says where.");
}
